"""What a letter says of itself, one letter an event, and a mail server that is away, slow or dies."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings as portal
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goda_exempel import roles
from goda_exempel.notices.events import one_event
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.models import Notice
from goda_exempel.notices.sending import queue_left_letters
from goda_exempel.notices.workflow import write_outside
from ideas.support.workflow import follow
from ideas.workflow import ENGINE
from tests import mail_server
from tests.factories import make_idea, make_user
from tests.mail_server import MailServer
from tests.notices.letters import say, work
from tests.portal import environment

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_letter_says_what_it_is(server: MailServer) -> None:
    notice = say(make_user())
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        work()
    (letter,) = server.letters
    assert (letter["Auto-Submitted"], letter["Precedence"]) == ("auto-generated", None)
    assert letter["List-Id"] == "<comment.goda-exempel.exempelkommunen.example>"
    assert letter["Message-ID"] == f"<notis.{notice.pk}.{notice.created:%Y%m%d%H%M%S%f}@exempelkommunen.example>"
    assert parsedate_to_datetime(letter["Date"]) == notice.created.replace(microsecond=0)
    assert letter.get_content_type() == "text/plain"
    assert f"{portal.SITE_URL}/notiser/installningar/" in letter.get_content()


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Ny\r\nBcc: alla@demo.example", "Ny"),
        ("Ny\nSubject: Annat", "Ny"),
        ("Ny\u2028\x0b\x85rad\rBcc: alla@demo.example", "Ny rad Bcc: alla@demo.example: Hänt"),
    ],
)
def test_nothing_in_a_subject_makes_another_header(server: MailServer, title: str, subject: str) -> None:
    say(make_user(name="Eva\r\nBcc: alla@demo.example"), title=title)
    work()
    (letter,) = server.letters
    assert (letter["Bcc"], len(letter.get_all("Subject", []))) == (None, 1)
    assert letter["Subject"] == subject


def test_author_coach_and_follower_in_one_get_one_letter_about_their_own(server: MailServer) -> None:
    person = make_user(roles.STAFF, roles.COACH, roles.COMMUNICATOR)
    idea = make_idea("in_trial", submitter=person)
    follow(idea, person)
    Notice.objects.all().delete()
    ENGINE.perform(idea, "put_in_use", by=idea.coach, data={"in_use_since": timezone.localdate(), "in_use_where": "X"})
    work()
    assert [notice.kind for notice in person.notices.all()] == ["own"]
    assert len(server.to(person.email)) == 1


def test_what_is_told_twice_in_one_event_is_one_letter_for_the_nearest_reason(server: MailServer) -> None:
    person = make_user()
    with transaction.atomic(), one_event():
        for kind in (NoticeKind.FOLLOWED, NoticeKind.OWN, NoticeKind.TASK):
            say(person, kind, title=kind.value)
    say(person, title="Nästa händelse")
    work()
    assert [letter["Subject"] for letter in server.letters] == ["own: Hänt", "Nästa händelse: Hänt"]
    assert person.notices.count() == 2


def test_a_mail_server_that_is_down_for_an_hour_loses_nothing_and_doubles_nothing(port: int) -> None:
    people = [make_user() for _number in range(5)]
    for person in people:
        say(person)
    write_outside(
        "elev@skola.example", letter="ideas/contributor_outside_closed", context={"link": "https://x.example"}
    )
    start = timezone.now()
    for minute in range(0, 61, 5):
        with time_machine.travel(start + timedelta(minutes=minute)):
            work()
            queue_left_letters()
    assert not Notice.objects.exclude(sent_at=None).exists()
    with mail_server.running(port) as server:
        for minute in (61, 130, 200):
            with time_machine.travel(start + timedelta(minutes=minute)):
                work()
                queue_left_letters()
        wanted = sorted([*(person.email for person in people), "elev@skola.example"])
        assert sorted(str(letter["To"]) for letter in server.letters) == wanted
    assert not Notice.objects.filter(sent_at=None).exists()


def test_a_letter_that_no_server_takes_is_given_up_after_five_days(port: int) -> None:
    say(make_user())
    DBTaskResult.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert queue_left_letters() == 0


class DyingServer(MailServer):
    """Takes the letter, and goes away before it has said so."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await super().handle_DATA(server, session, envelope)
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()
        return "250 Taken"


def test_a_server_that_dies_after_it_took_a_letter_gets_the_same_again(port: int) -> None:
    """At least once: nobody can know whether it was taken. The Message-ID tells mail programs that it is the same."""
    say(make_user())
    dying = DyingServer()
    controller = Controller(dying, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        work()
    finally:
        controller.stop()
    assert Notice.objects.get().sent_at is None
    with mail_server.running(port) as server, time_machine.travel(timezone.now() + timedelta(minutes=2)):
        work()
        work()
    (first,), (second,) = dying.letters, server.letters
    for header in ("Message-ID", "Date", "Subject", "To"):
        assert str(first[header]) == str(second[header])


class SlowServer(MailServer):
    """Is still thinking about the letter when the worker is killed."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.refuses = True
        await asyncio.sleep(600)
        return "451 Too late"


def test_a_worker_killed_in_the_middle_of_sending_loses_nothing(port: int) -> None:
    say(make_user())
    slow = SlowServer()
    controller = Controller(slow, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        kill_a_worker_when(slow, port)
    finally:
        controller.stop()
    with mail_server.running(port) as server:
        for _time in range(2):
            call_command("queue_letters")
            work()
        assert len(server.letters) == 1
    assert Notice.objects.get().sent_at is not None


def kill_a_worker_when(server: SlowServer, port: int) -> None:
    """A real process, killed without warning as soon as the server has the letter."""
    name = str(connection.settings_dict["NAME"])
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--interval", "0.1"],
        cwd=portal.BASE_DIR,
        env={**os.environ, **environment(name, GODA_EMAIL_HOST="127.0.0.1", GODA_EMAIL_PORT=str(port))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while not server.refuses and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.refuses
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
