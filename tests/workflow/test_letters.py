"""What people are told by e-mail: queued with the move, sent by the worker over SMTP."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from goda_exempel import roles
from goda_exempel.notices.models import Notice
from goda_exempel.notices.tasks import send_letter
from goda_exempel.notices.workflow import tell
from ideas.states import IdeaState
from ideas.workflow import ENGINE, add_contributor
from tests import mail_server
from tests.factories import make_idea, make_user
from tests.mail_server import MailServer
from tests.notices.letters import work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port(settings: Settings) -> int:
    """The portal's letters go here, over SMTP."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.free_port()
    return int(settings.EMAIL_PORT)


@pytest.fixture
def server(port: int) -> Iterator[MailServer]:
    with mail_server.running(port) as server:
        yield server


def a_letter_to(name: str = "") -> Notice:
    person = make_user(name=name)
    idea = make_idea(IdeaState.SUBMITTED, submitter=person)
    Notice.objects.all().delete()
    ENGINE.perform(idea, "take", by=idea.coach)
    return Notice.objects.get()


def test_a_letter_says_what_was_done_and_where_to_read_more(server: MailServer, settings: Settings) -> None:
    notice = a_letter_to(name="Ida Idégivare")
    work()
    (letter,) = server.letters
    assert letter["To"] == notice.person.email
    assert letter["Subject"].strip() == notice.subject
    assert "Läxhjälp bland böckerna" in letter["Subject"]
    assert "Hej Ida Idégivare" in letter.get_content()
    assert "Coach Coachsson" in letter.get_content()
    assert f"{settings.SITE_URL}/ideer/" in letter.get_content()
    assert (letter["Auto-Submitted"], letter["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    notice.refresh_from_db()
    assert notice.sent_at is not None


def test_letters_are_in_the_language_of_who_reads_them(server: MailServer) -> None:
    swedish, english = make_user(name="Sven"), make_user(name="Ellen", language="en")
    idea = make_idea(IdeaState.SUBMITTED, submitter=swedish)
    add_contributor(idea, name="", user=english)
    ENGINE.perform(idea, "take", by=idea.coach)
    work()
    assert "Hej Sven" in server.to(swedish.email)[-1].get_content()
    assert "Hello Ellen" in server.to(english.email)[-1].get_content()


def test_a_person_in_two_parts_gets_one_letter() -> None:
    both = make_user(roles.STAFF, roles.COMMUNICATOR)
    idea = make_idea(IdeaState.IN_TRIAL, submitter=both)
    Notice.objects.all().delete()
    ENGINE.perform(idea, "put_in_use", by=idea.coach, data={"in_use_since": timezone.localdate(), "in_use_where": "X"})
    assert Notice.objects.filter(person=both).count() == 1


def test_whoever_left_gets_no_letter(server: MailServer) -> None:
    gone, leaving = make_user(is_active=False), make_user()
    tell([gone, leaving, None], letter=["ideas/moved"], context={"subject": make_idea("draft")}, url="/")
    assert [notice.person for notice in Notice.objects.all()] == [leaving]
    leaving.is_active = False
    leaving.save(update_fields=["is_active"])
    work()
    assert server.letters == []


def test_a_title_with_line_breaks_can_not_add_headers(server: MailServer) -> None:
    person = make_user()
    idea = make_idea(IdeaState.SUBMITTED, submitter=person, title="Ny\r\nBcc: alla@exempelkommunen.example\n\nHej")
    Notice.objects.all().delete()
    ENGINE.perform(idea, "take", by=idea.coach)
    work()
    (letter,) = server.to(person.email)
    assert letter["Bcc"] is None
    assert Notice.objects.get().subject == letter["Subject"].strip()
    assert "\n" not in letter["Subject"]


def test_a_mail_server_that_is_down_delays_a_letter_and_loses_none(port: int) -> None:
    notice = a_letter_to()
    work()
    notice.refresh_from_db()
    assert notice.sent_at is None
    waiting = DBTaskResult.objects.filter(status="READY")
    assert [row.args_kwargs["args"] for row in waiting if row.args_kwargs["args"][0] == notice.pk] == [[notice.pk, 2]]
    with mail_server.running(port) as server:
        work()
        assert server.letters == []
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            work()
            work()
        assert [letter["To"] for letter in server.letters] == [notice.person.email]


def test_a_mail_server_that_says_later_is_asked_later(server: MailServer) -> None:
    notice = a_letter_to()
    server.refuses = True
    work()
    server.refuses = False
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        work()
    assert len(server.to(notice.person.email)) == 1


def test_a_letter_queued_twice_is_sent_once(server: MailServer) -> None:
    notice = a_letter_to()
    send_letter.enqueue(notice.pk)
    work()
    assert len(server.to(notice.person.email)) == 1


def test_a_letter_whose_worker_was_killed_is_queued_again_and_sent_once(server: MailServer) -> None:
    notice = a_letter_to()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)  # claimed, and never heard of again
    work()
    assert server.letters == []
    call_command("queue_letters")
    call_command("queue_letters")
    assert DBTaskResult.objects.ready().count() == 1
    work()
    call_command("queue_letters")
    work()
    assert [letter["To"] for letter in server.letters] == [notice.person.email]


def test_letters_that_wait_or_that_nobody_should_get_are_not_queued_again(server: MailServer) -> None:
    a_letter_to()
    before = list(DBTaskResult.objects.order_by("enqueued_at").values_list("pk", flat=True))
    Notice.objects.create(person=make_user(is_active=False), subject="Nej", body="Nej", url="/")
    Notice.objects.create(person=make_user(), subject="Ja", body="Ja", url="/", sent_at=timezone.now())
    call_command("queue_letters")
    assert list(DBTaskResult.objects.order_by("enqueued_at").values_list("pk", flat=True)) == before
