"""An issue is sent: to whom, when, in which words, and what the mail server says to it."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from goda_exempel.clock.jobs import run_due
from goda_exempel.notices.models import Notice
from goda_exempel.workflow import Blocked
from stories.newsletter.models import Delivery, Issue, Subscriber
from stories.newsletter.sending import send_waiting
from stories.newsletter.subscribing import end, opt_in
from stories.newsletter.workflow import begin, give_up_rest, resume, schedule, send_due
from stories.states import StoryState
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.notices.letters import work
from tests.stories.newsletter.factories import (
    begin_issue,
    desk,
    make_issue,
    make_story_of_month,
    make_subscriber,
    make_subscribers,
    this_month,
)
from tests.stories.newsletter.servers import PickyServer

pytestmark = pytest.mark.django_db(transaction=True)


def states() -> Counter[str]:
    return Counter(Delivery.objects.values_list("state", flat=True))


def test_everybody_who_is_to_have_it_gets_it_once_and_nobody_else(server: PickyServer) -> None:
    employee, gone = make_user(), make_user()
    opt_in(employee)
    opt_in(gone)
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    make_user()  # has not asked
    make_subscriber("obekraftad@hemma.example", confirmed_at=None)
    make_subscriber("studsar@hemma.example", bounced_at=timezone.now())
    wanted = [make_subscriber().address, employee.email]
    issue = begin_issue()
    for _time in range(2):
        work()
        send_due(timezone.now())
    issue.refresh_from_db()
    assert Counter(server.envelopes) == Counter(wanted)
    assert issue.state == Issue.State.SENT


def test_an_address_with_two_subscriptions_gets_one_letter(server: PickyServer) -> None:
    """An employee who took an address over that a citizen had asked from."""
    make_subscriber("eva@hemma.example")
    person = make_user(email="eva2@hemma.example")
    opt_in(person)
    person.email = "Eva@hemma.example"
    person.save(update_fields=["email"])
    begin_issue()
    work()
    assert [address.lower() for address in server.envelopes] == ["eva@hemma.example"]


def test_the_database_refuses_a_second_letter_to_the_same_recipient() -> None:
    issue = begin_issue(1)
    row = Delivery.objects.get()
    for same in ({"subscriber": row.subscriber, "address_key": "x"}, {"address_key": row.address_key}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.create(issue=issue, **same)


def test_the_work_is_queued_with_the_letters_or_not_at_all() -> None:
    make_subscribers(1)
    make_story_of_month()
    issue = make_issue()
    before = DBTaskResult.objects.count()
    with transaction.atomic():
        begin(issue.month, by=desk())
        assert (Delivery.objects.count(), DBTaskResult.objects.count()) == (1, before + 1)
        transaction.set_rollback(True)
    issue.refresh_from_db()
    assert (issue.state, Delivery.objects.count(), DBTaskResult.objects.count()) == (Issue.State.DRAFT, 0, before)


def test_an_issue_is_begun_once(server: PickyServer) -> None:
    issue = begin_issue(2)
    with pytest.raises(Blocked):
        begin(issue.month, by=desk())
    work()
    assert len(server.envelopes) == 2


def test_who_ends_it_while_it_is_being_sent_gets_none(server: PickyServer) -> None:
    make_subscribers(2)
    begin_issue()
    last = Subscriber.objects.order_by("-pk")[0]
    end(last.pk)
    work()
    assert last.address not in server.envelopes
    assert states() == {"sent": 1, "left_out": 1}


def test_without_a_story_or_recipients_nothing_is_begun() -> None:
    issue = make_issue()
    make_subscribers(1)
    with pytest.raises(Blocked, match=r"inget att skicka|nothing to send"):
        begin(issue.month, by=desk())
    make_story_of_month()
    Subscriber.objects.all().delete()
    with pytest.raises(Blocked):
        begin(issue.month, by=desk())
    issue.refresh_from_db()
    assert (issue.started_at, issue.text) == (None, "")


def test_a_scheduled_issue_goes_out_at_its_time(server: PickyServer) -> None:
    make_subscribers(1)
    make_story_of_month()
    issue, now = make_issue(), timezone.now()
    schedule(issue.month, now + timedelta(hours=2), by=desk())
    assert send_due(now + timedelta(minutes=119)) == 0
    with time_machine.travel(now + timedelta(hours=2, seconds=1)):
        run_due(timezone.now())
        work()
    assert len(server.envelopes) == 1


def test_the_clock_set_back_an_hour_sends_nothing_twice_and_leaves_nobody_out(server: PickyServer) -> None:
    addresses = make_subscribers(4)
    make_story_of_month(publish_at=timezone.now() - timedelta(hours=5))
    issue, now = make_issue(), timezone.now()
    schedule(issue.month, now + timedelta(minutes=5), by=desk())
    server.answers = {("RCPT", addresses[3]): "451 4.7.1 Later"}
    with time_machine.travel(now + timedelta(minutes=6)):
        run_due(timezone.now())
        send_waiting(issue.pk)
    assert states() == {"sent": 3, "waiting": 1}
    server.answers = {}
    for minutes in range(-54, 90, 6):  # the clock says an hour less, and goes on
        with time_machine.travel(now + timedelta(minutes=minutes)):
            run_due(timezone.now())
            work()
    assert Counter(server.envelopes) == Counter(dict.fromkeys(addresses, 1))


def test_a_story_that_is_unpublished_before_is_left_out(server: PickyServer) -> None:
    kept, gone = make_story_of_month(title="Kvar"), make_story_of_month(title="Borta")
    make_subscribers(1)
    issue = make_issue()
    withdraw(gone)
    begin(issue.month, by=desk())
    work()
    text = letter_text(server)
    assert [title in text for title in (kept.title, gone.title)] == [True, False]


def withdraw(story: object) -> None:
    ENGINE.perform(story, "withdraw", by=make_user("editor"), reason="Fel person på bilden.")  # type: ignore[arg-type]


def letter_text(server: PickyServer, number: int = -1) -> str:
    part = server.newsletters[number].get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_only_story_unpublished_before_its_time_makes_a_draft_again_and_tells_the_desk() -> None:
    person, story = desk(), make_story_of_month()
    make_subscribers(1)
    issue = make_issue()
    schedule(issue.month, timezone.now() + timedelta(hours=1), by=person)
    withdraw(story)
    Notice.objects.all().delete()
    for _time in range(2):
        send_due(timezone.now() + timedelta(hours=1))
    issue.refresh_from_db()
    assert (issue.state, Delivery.objects.count()) == (Issue.State.DRAFT, 0)
    assert Notice.objects.filter(person=person).count() == 1


def test_a_story_unpublished_in_the_middle_stops_the_rest_until_the_desk_chooses(server: PickyServer) -> None:
    kept, gone = make_story_of_month(title="Kvar"), make_story_of_month(title="Borta")
    addresses = make_subscribers(3)
    issue = begin(make_issue().month, by=desk())
    Delivery.objects.filter(pk__gt=Delivery.objects.order_by("pk")[0].pk).update(
        not_before=timezone.now() + timedelta(minutes=5)
    )
    work()
    withdraw(gone)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        work()
        issue.refresh_from_db()
        assert (issue.state, len(server.envelopes)) == (Issue.State.STOPPED, 1)
        resume(issue.month)
        work()
    issue.refresh_from_db()
    assert issue.state == Issue.State.SENT
    assert Counter(server.envelopes) == Counter(dict.fromkeys(addresses, 1))
    told = [[title in letter_text(server, number) for title in (kept.title, gone.title)] for number in range(3)]
    assert told == [[True, True], [True, False], [True, False]]


def test_a_stopped_sending_can_be_ended(server: PickyServer) -> None:
    story = make_story_of_month()
    make_subscribers(2)
    issue = begin(make_issue().month, by=desk())
    withdraw(story)
    work()
    with pytest.raises(Blocked):
        resume(issue.month)
    give_up_rest(issue.month)
    work()
    issue.refresh_from_db()
    assert (issue.state, states(), server.envelopes) == (Issue.State.SENT, {"left_out": 2}, [])
    with pytest.raises(Blocked):
        give_up_rest(issue.month)


def test_a_line_that_begins_with_a_dot_arrives_whole(server: PickyServer) -> None:
    begin_issue(1, greeting="Först\n\n.\n.se är en adress")
    work()
    assert "\n.\n.se är en adress" in letter_text(server)


def test_letters_in_files_need_no_mail_server(settings: Settings, tmp_path: object) -> None:
    """As in the demonstration."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "goda_exempel.mail.FileBackend", tmp_path
    begin_issue(2)
    work()
    assert states() == {"sent": 2}
    assert len(list(settings.EMAIL_FILE_PATH.glob("*.eml"))) == 2


def test_months_have_one_letter_each() -> None:
    make_issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.create(month=this_month(), subject="En till")


def test_a_story_to_come_is_told_of_in_a_letter_that_comes_after_it() -> None:
    make_subscribers(1)
    later = timezone.now() + timedelta(hours=3)
    story = make_story_of_month(publish_at=later)
    issue = make_issue()
    with pytest.raises(Blocked):
        schedule(issue.month, later - timedelta(hours=1), by=desk())
    schedule(issue.month, later + timedelta(minutes=1), by=desk())
    assert story.state == StoryState.APPROVED
    assert send_due(later + timedelta(minutes=2)) == 1
    with time_machine.travel(later + timedelta(minutes=3)):
        assert story.title in Issue.objects.get().text
