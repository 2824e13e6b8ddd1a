"""What the mail server says to a letter, and what follows from it."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from stories.newsletter.models import Delivery, Issue, Subscriber
from stories.newsletter.sending import Outcome, send_waiting
from tests.notices.letters import work
from tests.stories.newsletter.factories import begin_issue, make_subscriber, make_subscribers
from tests.stories.newsletter.servers import PickyServer, RudeServer, listening

pytestmark = pytest.mark.django_db(transaction=True)


def states() -> Counter[str]:
    return Counter(Delivery.objects.values_list("state", flat=True))


@pytest.mark.parametrize("answer", ["550 No such user here", "550 5.1.1 User unknown", "554 5.2.1 Mailbox disabled"])
def test_a_refused_recipient_gets_no_more_letters(server: PickyServer, answer: str) -> None:
    good, bad = make_subscribers(2)
    server.answers = {("RCPT", bad): answer}
    begin_issue()
    work()
    assert server.envelopes == [good]
    assert {row.address: row.bounced_at is not None for row in Subscriber.objects.all()} == {good: False, bad: True}
    assert states() == {"sent": 1, "refused": 1}


@pytest.mark.parametrize(
    ("word", "answer"), [("RCPT", "554 5.7.1 Relay access denied"), (".", "554 5.6.0 We do not like this letter")]
)
def test_a_refusal_that_is_not_about_the_address_stops_no_address(server: PickyServer, word: str, answer: str) -> None:
    address = make_subscriber().address
    server.answers = {(word, address): answer}
    begin_issue()
    work()
    assert (states(), Subscriber.objects.active().count()) == ({"refused": 1}, 1)


@pytest.mark.parametrize("word", ["RCPT", "."])
def test_a_server_that_says_later_is_asked_a_few_times_and_then_no_more(server: PickyServer, word: str) -> None:
    address = make_subscriber().address
    server.answers = {(word, address): "450 4.2.0 Greylisted"}
    issue, now = begin_issue(), timezone.now()
    work()
    assert states() == {"waiting": 1}
    for hours in (1, 4, 13, 25, 40):
        with time_machine.travel(now + timedelta(hours=hours)):
            send_waiting(issue.pk)
    row = Delivery.objects.get()
    assert (row.state, row.tries, row.answer) == ("refused", 5, "450 4.2.0 Greylisted")
    assert Subscriber.objects.active().count() == 1


def test_a_greylisted_letter_goes_out_later(server: PickyServer) -> None:
    address = make_subscriber().address
    server.answers = {("RCPT", address): "450 4.2.0 Greylisted"}
    begin_issue()
    work()
    server.answers = {}
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        work()
    assert (server.envelopes, states()) == ([address], {"sent": 1})


def test_a_mail_server_that_is_down_delays_the_letters_and_loses_none(port: int) -> None:
    addresses = make_subscribers(2)
    begin_issue()
    work()
    assert states() == {"waiting": 2}
    picky = PickyServer()
    with listening(picky, port), time_machine.travel(timezone.now() + timedelta(minutes=2)):
        work()
    assert Counter(picky.envelopes) == Counter(dict.fromkeys(addresses, 1))
    assert not Delivery.objects.filter(repeated=True).exists()


def test_a_server_that_hangs_up_after_a_refusal_is_heard(port: int) -> None:
    bad, good = make_subscribers(2)
    issue, rude = begin_issue(), RudeServer(bad, says="550 5.1.1 User unknown")
    with listening(rude, port):
        send_waiting(issue.pk)
    assert (rude.envelopes, states()) == ([good], {"refused": 1, "sent": 1})
    assert [row.address for row in Subscriber.objects.active()] == [good]


def test_a_letter_that_a_server_can_not_stand_stops_no_other_and_is_given_up_after_five_days(port: int) -> None:
    bad, *others = make_subscribers(3)
    issue, rude, now = begin_issue(), RudeServer(bad), timezone.now()
    with listening(rude, port):
        assert send_waiting(issue.pk) == Outcome.BROKE
        send_waiting(issue.pk)
        assert (rude.envelopes, states()) == (others, {"waiting": 1, "sent": 2})
        with time_machine.travel(now + timedelta(days=4)):
            send_waiting(issue.pk)
            assert states() == {"waiting": 1, "sent": 2}
        with time_machine.travel(now + timedelta(days=6)):
            send_waiting(issue.pk)
    issue.refresh_from_db()
    assert (states(), issue.state) == ({"refused": 1, "sent": 2}, Issue.State.SENT)
    assert Subscriber.objects.active().count() == 3


def test_many_letters_go_in_as_many_connections_as_it_takes(server: PickyServer) -> None:
    addresses = make_subscribers(105)
    begin_issue()
    work()
    assert Counter(server.envelopes) == Counter(dict.fromkeys(addresses, 1))
