"""What becomes of a text when the log-in ends, a role is taken away or the token is old while somebody writes."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goda_exempel import kept, roles
from goda_exempel.accounts.models import User
from ideas.models import Idea
from tests.factories import PASSWORD, make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db

TEXT = "En lång text\nom <b>trängsel</b> & köer."
RESUME = "/logga-in/fortsatt/"


@pytest.fixture
def stina() -> User:
    return make_user(units=(make_unit("Biblioteket"),), name="Stina")


@pytest.fixture
def idea(stina: User) -> Idea:
    return make_idea(submitter=stina)


def edit(idea: Idea) -> str:
    return f"/ideer/{idea.number}/redigera/"


def texts(idea: Idea, **more: Any) -> dict[str, Any]:
    stamp = idea.changed.isoformat()
    return {"problem": TEXT, "solution": "Vi gör så.", "benefit": "Alla.", "changed": stamp, **more}


def log_in(client: Client, user: User, **more: str) -> Any:
    return client.post("/logga-in/", {"username": user.email, "password": PASSWORD, **more})


def expire(client: Client) -> None:
    Session.objects.filter(pk=client.cookies["goda_session"].value).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )


def hidden(page: str) -> dict[str, str]:
    """The form that the page would send."""
    from html import unescape

    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in pairs if name != "csrfmiddlewaretoken"}


def test_text_goes_through_log_in_and_is_sent_after_a_look(client: Client, stina: User, idea: Idea) -> None:
    client.force_login(stina)
    expire(client)
    answer = client.post(edit(idea), texts(idea))
    assert (answer.status_code, answer["Location"]) == (302, f"/logga-in/?next={edit(idea)}")
    assert "Det du skrev finns kvar" in client.get(answer["Location"]).content.decode()
    assert log_in(client, stina, next=edit(idea))["Location"] == RESUME
    page = client.get(RESUME).content.decode()
    assert f"inloggad som Stina ({stina.email})" in page
    assert "En lång text<br>om &lt;b&gt;trängsel&lt;/b&gt; &amp; köer." in page
    assert f'action="{edit(idea)}"' in page
    assert client.post(edit(idea), hidden(page))["Location"] == idea.get_absolute_url()
    assert Idea.objects.get().problem == TEXT
    assert client.get(RESUME)["Location"] == "/ideer/"


def test_reason_of_a_move_is_kept_and_no_move_is_made_before_it_is_seen(client: Client) -> None:
    coach = make_user(roles.COACH, name="Ulla")
    idea = make_idea("in_review", coach=coach)
    address = f"/ideer/{idea.number}/flytta/ask/"
    client.post(address, {"reason": "Vem betalar?", "seen": "in_review"})
    log_in(client, coach)
    idea.refresh_from_db()
    assert idea.state == "in_review"
    page = client.get(RESUME).content.decode()
    assert "<p>Vem betalar?</p>" in page
    assert "<p>in_review</p>" not in page
    client.post(address, hidden(page))
    idea.refresh_from_db()
    assert idea.state == "needs_info"


def test_who_logs_in_as_somebody_else_sees_as_whom_and_can_throw_it_away(client: Client, idea: Idea) -> None:
    client.post(edit(idea), texts(idea))
    other = make_user(name="Olle")
    log_in(client, other)
    assert "inloggad som Olle" in client.get(RESUME).content.decode()
    assert client.get(f"{RESUME}kasta/").status_code == 405
    assert client.post(f"{RESUME}kasta/").status_code == 302
    assert client.get(RESUME).status_code == 302


def test_no_other_browser_gets_it(client: Client, stina: User, idea: Idea) -> None:
    client.post(edit(idea), texts(idea))
    elsewhere = Client()
    assert log_in(elsewhere, stina)["Location"] == "/ideer/"
    assert elsewhere.get(RESUME)["Location"] == "/ideer/"
    assert TEXT.split("\n", maxsplit=1)[0] not in elsewhere.get("/logga-in/", follow=True).content.decode()


def test_it_is_kept_for_an_hour_and_goes_with_log_out(client: Client, stina: User, idea: Idea) -> None:
    client.post(edit(idea), texts(idea))
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert log_in(client, stina)["Location"] == "/ideer/"
    client.post("/logga-ut/")
    client.post(edit(idea), texts(idea))
    log_in(client, stina)
    client.post("/logga-ut/")
    assert log_in(client, stina)["Location"] == "/ideer/"


def test_files_passwords_and_tokens_are_not_kept(client: Client, idea: Idea) -> None:
    file = SimpleUploadedFile("hemligt.txt", b"hemlig fil")
    client.post(edit(idea), texts(idea, password="hemligt", new_password1="h", csrfmiddlewaretoken="x" * 32, fil=file))
    row = client.session[kept.KEY]
    assert [name for name, _value in row["fields"]] == ["problem", "solution", "benefit", "changed"]
    assert row["had_files"]


@pytest.mark.parametrize(
    ("path", "data", "headers"),
    [
        ("/ideer/ny/", {"problem": "x" * kept.LONGEST}, {}),
        ("/ideer/ny/", {f"f{n}": "x" for n in range(kept.MOST_FIELDS + 1)}, {}),
        ("/ideer/ny/", {"form_key": str(uuid4()), "seen": "draft"}, {}),
        ("/ideer/ny/utkast/", {"problem": "x y"}, {"Accept": "application/json"}),
        ("/mig/losenord/", {"old_word": "x y"}, {}),
        ("/admin/accounts/unit/add/", {"name": "x y"}, {}),
    ],
)
def test_what_is_not_kept(client: Client, path: str, data: dict[str, str], headers: dict[str, str]) -> None:
    assert client.post(path, data, headers=headers).status_code == 302
    assert kept.KEY not in client.session


def test_nobody_fills_the_database_with_it(client: Client) -> None:
    for _turn in range(kept.MOST_FORMS):
        client.post("/ideer/ny/", {"problem": "x y"})
    stranger = Client()
    stranger.post("/ideer/ny/", {"problem": "x y"})
    assert kept.KEY not in stranger.session


def test_a_large_text_that_is_within_the_limits_of_all_fields_is_kept(client: Client) -> None:
    client.post("/ideer/ny/", dict.fromkeys(("problem", "solution", "benefit", "development"), "å" * 8000))
    assert kept.KEY in client.session


def test_account_disabled_in_mid_form(client: Client, stina: User, idea: Idea) -> None:
    client.force_login(stina)
    User.objects.filter(pk=stina.pk).update(is_active=False)
    answer = client.post(edit(idea), texts(idea), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/logga-in/?next={edit(idea)}", 302)]
    assert "ditt konto går inte att använda längre" in page
    assert "En lång text<br>om &lt;b&gt;trängsel" in page
    assert Idea.objects.get().problem != TEXT
    log_in(client, make_user())
    assert client.get(RESUME)["Location"] == "/ideer/"


def test_role_taken_away_in_mid_form(client: Client) -> None:
    coach = make_user(roles.COACH, roles.STAFF)
    idea = make_idea("in_review", coach=coach)
    client.force_login(coach)
    coach.groups.set(coach.groups.exclude(name=roles.COACH))
    answer = client.post(f"/ideer/{idea.number}/flytta/ask/", {"reason": TEXT, "password": "hemligt"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "En lång text<br>om &lt;b&gt;trängsel" in page
    assert "hemligt" not in page


def careful(user: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def test_old_token_keeps_the_text_to_be_sent_again(stina: User, idea: Idea) -> None:
    client = careful(stina)
    answer = client.post(edit(idea), texts(idea), headers={"Origin": "http://testserver"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "En lång text<br>om &lt;b&gt;trängsel" in page
    assert f'href="{RESUME}"' in page
    assert Idea.objects.get().problem != TEXT
    again = client.get(RESUME).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', again)[0]
    answer = client.post(edit(idea), {**hidden(again), "csrfmiddlewaretoken": token})
    assert (answer.status_code, Idea.objects.get().problem) == (302, TEXT)


@pytest.mark.parametrize("headers", [{"Origin": "https://elak.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_what_another_site_sends_is_neither_shown_nor_kept(stina: User, idea: Idea, headers: dict[str, str]) -> None:
    client = careful(stina)
    answer = client.post(edit(idea), texts(idea), headers=headers)
    assert answer.status_code == 403
    assert "trängsel" not in answer.content.decode()
    assert kept.KEY not in client.session


def test_in_english_all_the_way(client: Client, stina: User, idea: Idea) -> None:
    client.force_login(stina)
    expire(client)
    address = f"/en{edit(idea)}"
    answer = client.post(address, texts(idea))
    assert answer["Location"] == f"/en/logga-in/?next={address}"
    again = client.post("/en/logga-in/", {"username": stina.email, "password": PASSWORD, "next": address})
    assert again["Location"] == f"/en{RESUME}"
    page = client.get(again["Location"]).content.decode()
    assert client.post(address, hidden(page))["Location"] == f"/en/ideer/{idea.number}/"
    assert Idea.objects.get().problem == TEXT
