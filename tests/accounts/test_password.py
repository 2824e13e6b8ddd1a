"""A forgotten password: asked for on a page, written by the worker, sent over SMTP, used once."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from goda_exempel.accounts.tasks import MOST_TRIES, send_password_letter
from tests import mail_server
from tests.factories import PASSWORD, make_user
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "en helt annan fras 2027"


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.free_port()
    with mail_server.running(settings.EMAIL_PORT) as server:
        yield server


def work() -> None:
    """The worker, until the queue is empty."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


def ask(client: Client, email: str, **headers: str) -> None:
    answer = client.post("/glomt-losenord/", {"email": email}, headers=headers)
    assert answer.headers["Location"] == "/glomt-losenord/skickat/"


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(\S+)", letter.get_content())
    assert found is not None
    return found[1]


def test_from_the_letter_to_the_new_password(client: Client, server: MailServer) -> None:
    user = make_user(email="eva.ek@exempel.example")
    for _wrong in range(3):
        client.post("/logga-in/", {"username": user.email, "password": "fel"})
    ask(client, "Eva.Ek@Exempel.Example")
    assert not server.letters
    work()
    (letter,) = server.to(user.email)
    assert letter["Subject"] == "Välj ett nytt lösenord till Goda exempel"
    form = client.get(link_in(letter), follow=True)
    assert "Välj ett nytt lösenord" in form.content.decode()
    place = form.redirect_chain[-1][0]
    assert client.post(place, {"new_password1": "kort", "new_password2": "kort"}).status_code == 200
    assert client.post(place, {"new_password1": NEW, "new_password2": NEW}).status_code == 302
    assert not AccessAttempt.objects.filter(username=user.email).exists()
    assert client.post("/logga-in/", {"username": user.email, "password": PASSWORD}).status_code == 200
    assert client.post("/logga-in/", {"username": user.email, "password": NEW}).status_code == 302
    client.logout()
    assert "Länken fungerar inte längre" in client.get(link_in(letter), follow=True).content.decode()


def test_each_in_their_own_language(client: Client, server: MailServer) -> None:
    user = make_user(language="en")
    ask(client, user.email)
    work()
    (letter,) = server.to(user.email)
    assert letter["Subject"] == "Choose a new password for Goda exempel"
    assert link_in(letter).startswith("/en/glomt-losenord/")


def test_nobody_learns_who_is_known_here(client: Client, server: MailServer) -> None:
    """The same answer and the same work before it: the address is looked up by the worker."""
    closed = make_user(is_active=False)
    answers = []
    for email in (make_user().email, closed.email, "nobody@exempel.example"):
        ask(client, email)
        answers.append(client.get("/glomt-losenord/skickat/").content)
    assert len(set(answers)) == 1
    assert DBTaskResult.objects.count() == 3
    work()
    assert len(server.letters) == 1
    assert not server.to(closed.email)


def test_no_queue_keeps_a_link(client: Client, server: MailServer) -> None:
    ask(client, make_user().email)
    assert "token" not in str(DBTaskResult.objects.get().args_kwargs)
    assert "glomt" not in str(DBTaskResult.objects.get().args_kwargs)


def test_the_link_never_leads_to_a_host_that_the_request_named(client: Client, server: MailServer) -> None:
    user = make_user()
    answer = client.post("/glomt-losenord/", {"email": user.email}, headers={"host": "evil.example"})
    assert answer.status_code == 400
    ask(client, user.email, **{"x-forwarded-host": "evil.example"})
    work()
    assert "evil.example" not in server.to(user.email)[0].get_content()


def test_a_letter_that_can_not_be_sent_is_tried_again(server: MailServer) -> None:
    server.refuses = True
    user = make_user()
    assert not send_password_letter.call(user.email)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [user.email, 2]
    assert not send_password_letter.call(user.email, MOST_TRIES)
    assert DBTaskResult.objects.count() == 1
    server.refuses = False
    assert send_password_letter.call(user.email, 2)


@pytest.mark.parametrize(
    "email", ["", "inte en adress", "a@b", "eva\x00@exempel.example", "a" * 300 + "@exempel.example"]
)
def test_what_is_no_address_is_said_so(client: Client, email: str) -> None:
    page = client.post("/glomt-losenord/", {"email": email})
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert not DBTaskResult.objects.exists()


def test_a_password_is_changed_by_who_knows_it(client: Client) -> None:
    user = make_user()
    assert client.post("/mig/losenord/").headers["Location"] == "/logga-in/?next=/mig/losenord/"
    client.force_login(user)
    wrong = {"old_password": "fel", "new_password1": NEW, "new_password2": NEW}
    assert "Det är inte ditt nuvarande lösenord." in client.post("/mig/losenord/", wrong).content.decode()
    answer = client.post("/mig/losenord/", {**wrong, "old_password": PASSWORD})
    assert answer.headers["Location"] == "/mig/"
    assert client.get("/mig/").status_code == 200
    user.refresh_from_db()
    assert user.check_password(NEW)
