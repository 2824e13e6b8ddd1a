"""Being credited later: by a name, or by an account that is told from then on."""

from typing import Any

import pytest
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.breakroom.guards import WRONG_CODES
from ideas.breakroom.workflow import claim
from ideas.models import Idea
from ideas.workflow import ENGINE
from tests.factories import make_user
from tests.ideas.breakroom.leaving import entry_of, make_left
from tests.ideas.breakroom.test_follow import follow

pytestmark = pytest.mark.django_db

CLAIM = "/ideer/min-kod/"


def claims(client: Client, code: str, who: User) -> Any:
    client.force_login(who)
    return client.post(CLAIM, {"code": code}, follow=True)


def test_name_without_an_account(client: Client) -> None:
    receipt = make_left()
    ENGINE.perform(receipt.idea, "release", by=receipt.idea.coach)
    assert "Anonym medarbetare" in follow(receipt.code).content.decode()
    response = follow(receipt.code, "/folj/namn/", name="  Nisse   Nilsson ")
    assert "Idén visas nu med ditt namn." in response.content.decode()
    idea = Idea.objects.get()
    assert (idea.submitter, idea.submitter_name) == (None, "Nisse Nilsson")
    client.force_login(make_user())
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Nisse Nilsson" in page
    assert "Anonym medarbetare" not in page


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x\0y", "x" * 121])
def test_name_that_is_none(name: str) -> None:
    receipt = make_left()
    response = follow(receipt.code, "/folj/namn/", name=name)
    assert 'href="#id_name_name"' in response.content.decode()
    assert Idea.objects.get().submitter_name == "Anonym medarbetare"


def test_account_becomes_the_submitter_and_is_told(client: Client) -> None:
    receipt = make_left()
    stina = make_user(name="Stina")
    response = claims(client, receipt.code, stina)
    idea = Idea.objects.get()
    assert (idea.submitter, idea.submitter_name) == (stina, "Stina")
    assert response.redirect_chain == [(idea.get_absolute_url(), 302)]
    assert "Idén är nu din." in response.content.decode()
    row = idea.history.order_by("pk").last()
    assert row is not None
    assert (row.move, row.actor_label) == ("step_forward", "Den som lämnade idén")
    assert Notice.objects.filter(person=idea.coach, subject__startswith="Någon har trätt fram").count() == 1
    ENGINE.perform(idea, "release", by=idea.coach)
    assert Notice.objects.filter(person=stina).count() == 1
    assert idea.number in client.get("/ideer/mina/").content.decode()


def test_second_account_shares_the_idea(client: Client) -> None:
    receipt = make_left()
    stina, sven = make_user(name="Stina"), make_user(name="Sven")
    claims(client, receipt.code, stina)
    claims(client, receipt.code, sven)
    idea = Idea.objects.get()
    assert idea.submitter == stina
    assert [(row.user, row.name) for row in idea.contributors.all()] == [(sven, "Sven")]


def test_pressing_twice_changes_nothing_more(client: Client) -> None:
    receipt = make_left()
    stina = make_user()
    for _time in range(2):
        assert claims(client, receipt.code, stina).status_code == 200
    assert Idea.objects.get().history.filter(move="step_forward").count() == 1


def test_name_does_not_take_an_idea_from_an_account() -> None:
    receipt = make_left()
    stina = make_user(name="Stina")
    claim(entry_of(receipt.idea), by=stina)
    response = follow(receipt.code, "/folj/namn/", name="Någon annan")
    assert response.status_code == 409
    assert "Idén hör nu till ett konto." in response.content.decode()
    assert Idea.objects.get().submitter == stina


def test_nobody_answers_an_idea_of_their_own() -> None:
    receipt = make_left()
    coach, other = receipt.idea.coach, make_user(roles.COACH)
    assert coach is not None
    claim(entry_of(receipt.idea), by=coach)
    assert Idea.objects.get().coach == other


def test_who_may(client: Client) -> None:
    receipt = make_left()
    for method in ("get", "post"):
        response = getattr(client, method)(CLAIM, {"code": receipt.code})
        assert response.headers["Location"].startswith("/logga-in/")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user())
    assert strict.post(CLAIM, {"code": receipt.code}).status_code == 403
    client.force_login(without := make_user())
    without.groups.clear()
    assert client.post(CLAIM, {"code": receipt.code}).status_code == 403
    assert Idea.objects.get().submitter is None


def test_guessing_is_limited_here_too(client: Client) -> None:
    receipt = make_left()
    client.force_login(make_user())
    for number in range(WRONG_CODES):
        response = client.post(CLAIM, {"code": f"fel kod {number}"})
        assert "Ingen idé har den koden" in response.content.decode()
    refused = client.post(CLAIM, {"code": receipt.code})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert Idea.objects.get().submitter is None
