"""The worker killed in mid-letter: nobody gets it twice, nobody is left out."""

import os
import signal
from collections import Counter
from datetime import timedelta

import psutil
import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from stories.newsletter.models import Delivery, Issue
from stories.newsletter.sending import Outcome, only_sender, send_waiting
from stories.newsletter.workflow import queue_left_issues
from tests.notices.letters import work
from tests.stories.newsletter.factories import begin_issue, make_subscribers
from tests.stories.newsletter.servers import (
    DyingServer,
    PickyServer,
    ThoughtfulServer,
    kill,
    listening,
    start,
    start_worker,
    wait_until,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NUMBER = 5


def senders_of(worker: int) -> list[psutil.Process]:
    """The processes that talk with the mail server for it."""
    return [child for child in psutil.Process(worker).children() if "send_newsletter" in child.cmdline()]


def is_finished(issue: Issue) -> bool:
    return Issue.objects.filter(pk=issue.pk, finished_at__isnull=False).exists()


def restart_and_finish(issue: Issue, port: int) -> None:
    """As the clock does every minute, and the worker's unit before it starts."""
    queue_left_issues()
    worker = start_worker(port)
    try:
        wait_until(lambda: is_finished(issue))
    finally:
        kill(worker)


@pytest.mark.parametrize("takes_first", [True, False], ids=["server has taken it", "server still thinks"])
def test_a_worker_killed_in_mid_letter_sends_each_exactly_once(port: int, takes_first: bool) -> None:
    """The dot is sent and the answer is not there when the worker is killed. Whatever the server comes to: once."""
    addresses = make_subscribers(NUMBER)
    issue = begin_issue()
    server = ThoughtfulServer(3, seconds=2, takes_first=takes_first)
    with listening(server, port):
        worker = start_worker(port)
        wait_until(lambda: server.is_thinking)
        kill(worker)
        assert len(server.envelopes) == (3 if takes_first else 2)
        restart_and_finish(issue, port)
    assert Counter(server.envelopes) == Counter(dict.fromkeys(addresses, 1))
    assert set(Delivery.objects.values_list("state", "repeated")) == {("sent", False)}


def test_whoever_talks_with_the_server_ends_with_the_worker_after_its_letter(port: int) -> None:
    make_subscribers(NUMBER)
    begin_issue()
    server = ThoughtfulServer(2, seconds=1, takes_first=True)
    with listening(server, port):
        worker = start_worker(port)
        wait_until(lambda: server.is_thinking)
        (sender,) = senders_of(worker.pid)
        kill(worker)
        wait_until(lambda: not sender.is_running() or sender.status() == psutil.STATUS_ZOMBIE)
    assert len(server.envelopes) == 2
    assert Counter(Delivery.objects.values_list("state", flat=True)) == {"sent": 2, "waiting": NUMBER - 2}


def test_worker_and_sender_killed_before_the_dot_lose_and_double_nothing(port: int) -> None:
    """What has not had its dot is nobody's letter yet: it goes out, once, and is no repetition."""
    addresses = make_subscribers(NUMBER)
    issue = begin_issue()
    Delivery.objects.filter(pk=Delivery.objects.order_by("pk")[0].pk).update(state="talking")
    server = PickyServer()
    with listening(server, port):
        restart_and_finish(issue, port)
    assert Counter(server.envelopes) == Counter(dict.fromkeys(addresses, 1))
    assert not Delivery.objects.filter(repeated=True).exists()


def test_both_killed_after_the_dot_repeat_that_letter_with_its_message_id_and_say_so(port: int) -> None:
    """Here nobody can know. The letter goes out again under its own name, and no other does."""
    addresses = make_subscribers(NUMBER)
    issue = begin_issue()
    server = ThoughtfulServer(3, seconds=60, takes_first=True)
    with listening(server, port):
        sender = start("send_newsletter", str(issue.pk), port=port)
        wait_until(lambda: server.is_thinking)
        os.kill(sender.pid, signal.SIGKILL)
        sender.wait()
        restart_and_finish(issue, port)
    names = Counter(str(letter["Message-ID"]) for letter in server.newsletters)
    assert sorted(names.values()) == [1] * (NUMBER - 1) + [2]
    assert set(server.envelopes) == set(addresses)
    twice = [letter for letter in server.newsletters if names[str(letter["Message-ID"])] == 2]
    assert twice[0].as_bytes() == twice[1].as_bytes()
    assert Delivery.objects.filter(repeated=True).count() == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_server_that_dies_after_it_took_a_letter_gets_the_same_again(port: int) -> None:
    make_subscribers(1)
    issue = begin_issue()
    dying = DyingServer()
    with listening(dying, port):
        assert send_waiting(issue.pk) == Outcome.BROKE
    healthy = PickyServer()
    with listening(healthy, port), time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert send_waiting(issue.pk) == Outcome.HANDED
    (first,), (second,) = dying.newsletters, healthy.newsletters
    assert first.as_bytes() == second.as_bytes()
    assert [(row.state, row.repeated) for row in Delivery.objects.all()] == [("sent", True)]


def test_two_who_send_at_once_do_not_meet(server: PickyServer, port: int) -> None:
    """The second sees the first's lock and lets it be, however long the first takes."""
    addresses = make_subscribers(NUMBER)
    issue = begin_issue()
    with only_sender(issue.pk) as is_alone:
        other = start("send_newsletter", str(issue.pk), port=port)
        assert (is_alone, other.wait()) == (True, Outcome.BUSY)
        assert server.envelopes == []
    one, two = (start("send_newsletter", str(issue.pk), port=port) for _time in range(2))
    assert {one.wait(), two.wait()} <= {Outcome.HANDED, Outcome.BUSY, Outcome.NOTHING}
    send_waiting(issue.pk)
    assert Counter(server.envelopes) == Counter(dict.fromkeys(addresses, 1))


def test_what_a_killed_worker_left_is_queued_once() -> None:
    make_subscribers(1)
    begin_issue()
    DBTaskResult.objects.update(status="RUNNING")  # claimed, and never heard of again
    assert [queue_left_issues() for _time in range(2)] == [1, 0]


def test_a_worker_that_starts_again_takes_up_what_was_left(server: PickyServer) -> None:
    """Its unit runs ``queue_letters`` first, so that nothing waits for the clock."""
    (address,) = make_subscribers(1)
    begin_issue()
    DBTaskResult.objects.update(status="RUNNING")
    Delivery.objects.update(state="talking")
    call_command("queue_letters")
    work()
    assert (server.envelopes, Delivery.objects.get().state) == ([address], "sent")
