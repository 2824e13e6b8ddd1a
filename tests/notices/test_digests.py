"""The day's and the week's letters: at seven by Swedish clocks, each notice in exactly one letter."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.clock.jobs import run_due
from goda_exempel.notices.choices import choose
from goda_exempel.notices.digests import gather, last_morning
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.models import Digest, Notice
from goda_exempel.notices.sending import send_gathered
from tests.factories import make_user
from tests.mail_server import MailServer
from tests.notices.letters import say, swedish, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def daily() -> User:
    with time_machine.travel(swedish("2026-01-01 12:00")):
        person = make_user(name="Dagny")
        choose(person, {"comment": "daily", "followed": "daily", "story": "weekly"})
    return person


def say_at(at: datetime, person: User, kind: NoticeKind = NoticeKind.COMMENT, title: str = "Ny kommentar") -> Notice:
    with time_machine.travel(at, tick=False):
        return say(person, kind, title=title)


@pytest.mark.parametrize(
    ("now", "morning", "monday"),
    [
        ("2026-11-25 06:59", "2026-11-24 07:00", "2026-11-23 07:00"),
        ("2026-11-25 07:00", "2026-11-25 07:00", "2026-11-23 07:00"),
        ("2026-11-23 06:59", "2026-11-22 07:00", "2026-11-16 07:00"),
        ("2026-11-23 07:00", "2026-11-23 07:00", "2026-11-23 07:00"),
        # Clocks go forward on 29 March and back on 25 October, at night, both on a Sunday.
        ("2026-03-29 06:59", "2026-03-28 07:00", "2026-03-23 07:00"),
        ("2026-03-29 07:01", "2026-03-29 07:00", "2026-03-23 07:00"),
        ("2026-03-30 07:00", "2026-03-30 07:00", "2026-03-30 07:00"),
        ("2026-10-25 06:59", "2026-10-24 07:00", "2026-10-19 07:00"),
        ("2026-10-25 07:00", "2026-10-25 07:00", "2026-10-19 07:00"),
        ("2026-10-26 07:00", "2026-10-26 07:00", "2026-10-26 07:00"),
    ],
)
def test_when_letters_go_out(now: str, morning: str, monday: str) -> None:
    assert last_morning(swedish(now)) == swedish(morning)
    assert last_morning(swedish(now), weekday=0) == swedish(monday)


@pytest.mark.parametrize(
    ("first", "second"),
    [("2026-11-24", "2026-11-25"), ("2026-03-28", "2026-03-29"), ("2026-10-24", "2026-10-25")],
)
def test_a_day_s_notices_come_in_one_letter_at_seven(server: MailServer, daily: User, first: str, second: str) -> None:
    say_at(swedish(f"{first} 06:59"), daily, title="Före sju")
    say_at(swedish(f"{first} 08:00"), daily, title="Efter sju")
    say_at(swedish(f"{first} 23:00"), daily, NoticeKind.FOLLOWED, title="Sent")
    assert gather(swedish(f"{second} 06:59")) == 1
    assert [notice.subject for notice in Digest.objects.get().notices.order_by("pk")] == ["Före sju: Hänt"]
    assert gather(swedish(f"{second} 07:00")) == 1
    assert gather(swedish(f"{second} 07:01")) == 0
    work()
    assert [letter["Subject"] for letter in server.letters] == ["1 sak som har hänt", "2 saker som har hänt"]
    text = server.letters[1].get_content()
    assert text.index("* Efter sju: Hänt") < text.index("* Sent: Hänt")
    assert text.count("http://127.0.0.1:8000/ideer/") == 2
    assert not Notice.objects.filter(sent_at=None).exists()


def test_the_week_s_notices_come_on_monday_together_with_the_day_s(server: MailServer, daily: User) -> None:
    say_at(swedish("2026-11-18 10:00"), daily, NoticeKind.STORY, title="Reportage")
    say_at(swedish("2026-11-22 10:00"), daily, title="Kommentar")
    for day in range(19, 23):
        assert gather(swedish(f"2026-11-{day} 07:05")) == 0
    assert gather(swedish("2026-11-23 07:05")) == 1
    work()
    (letter,) = server.letters
    assert letter["Subject"] == "2 saker som har hänt"


def test_nothing_is_sent_where_nothing_has_happened(server: MailServer, daily: User) -> None:
    assert [gather(swedish(f"2026-11-{day} 07:00")) for day in (23, 24, 25)] == [0, 0, 0]
    work()
    assert server.letters == []


def test_a_clock_that_stood_still_makes_letters_late_and_loses_none(server: MailServer, daily: User) -> None:
    say_at(swedish("2026-11-24 09:00"), daily)
    gather(swedish("2026-11-27 15:00"))
    work()
    assert len(server.letters) == 1


def test_who_chooses_anew_in_the_day_waits_for_the_next_morning(server: MailServer, daily: User) -> None:
    say_at(swedish("2026-11-18 10:00"), daily, NoticeKind.STORY)
    with time_machine.travel(swedish("2026-11-19 15:00")):
        choose(daily, {"story": "daily"})
    assert gather(swedish("2026-11-19 15:01")) == 0
    assert gather(swedish("2026-11-20 07:00")) == 1
    assert gather(swedish("2026-11-23 07:00")) == 0
    work()
    assert len(server.letters) == 1


def test_the_letter_is_in_the_language_of_its_reader_and_greets(server: MailServer) -> None:
    with time_machine.travel(swedish("2026-01-01 12:00")):
        person = make_user(name="Ellen", language="en")
        choose(person, {"comment": "daily"})
    say_at(swedish("2026-11-24 09:00"), person)
    gather(swedish("2026-11-25 07:00"))
    work()
    text = server.letters[0].get_content().replace("\r\n", "\n")
    assert text.startswith("Hello Ellen,\n\nThis has happened since the last letter:")
    assert server.letters[0]["Subject"] == "1 thing that has happened"
    assert "because you have chosen to be told of: Comments and answers.\n" in text


def test_who_left_gets_no_letter_now_or_later(server: MailServer, daily: User) -> None:
    say_at(swedish("2026-11-24 09:00"), daily)
    gather(swedish("2026-11-25 07:00"))
    User.objects.update(is_active=False)
    work()
    User.objects.update(is_active=True)
    gather(swedish("2026-11-26 07:00"))
    work()
    assert server.letters == []


def test_the_clock_gathers_and_two_clocks_gather_once(server: MailServer, daily: User) -> None:
    say_at(swedish("2026-11-24 09:00"), daily)
    with time_machine.travel(swedish("2026-11-25 07:00")):
        assert "gather the day's letters" in run_due(timezone.now())
        run_due(timezone.now() + timedelta(minutes=1))
        work()
    assert len(server.letters) == 1


def test_a_letter_of_many_takes_as_many_queries_as_one_of_few(daily: User) -> None:
    counts = []
    for days, number in ((24, 1), (25, 50)):
        for _number in range(number):
            say_at(swedish(f"2026-11-{days} 09:00"), daily)
        gather(swedish(f"2026-11-{days + 1} 07:00"))
        with CaptureQueriesContext(connection) as queries:
            assert send_gathered(Digest.objects.latest("pk").pk)
        counts.append(len(queries))
    assert counts == [8, 8]
