from typing import Any

import pytest
from django.test import Client

from goda_exempel.accounts.models import User
from ideas.models import Idea
from tests.factories import WAYS, make_idea, make_user

pytestmark = pytest.mark.django_db

EDITABLE = {"draft", "submitted", "in_review", "needs_info"}


@pytest.fixture
def stina(client: Client) -> User:
    stina = make_user(name="Stina")
    client.force_login(stina)
    return stina


def address(idea: Idea) -> str:
    return f"/ideer/{idea.number}/redigera/"


def filled(client: Client, idea: Idea, **texts: str) -> dict[str, Any]:
    """The form as the page gives it, with some texts changed."""
    form = client.get(address(idea)).context["form"]
    return {**{field.html_name: field.value() or "" for field in form}, **texts}


@pytest.mark.parametrize("state", WAYS)
def test_author_edits_until_the_trial(client: Client, stina: User, state: str) -> None:
    idea = make_idea(state, submitter=stina)
    assert client.get(address(idea)).status_code == (200 if state in EDITABLE else 409)


def test_saved_text_is_shown_and_an_emptied_title_is_made_anew(client: Client, stina: User) -> None:
    idea = make_idea(submitter=stina)
    response = client.post(address(idea), filled(client, idea, solution="Ny lösning.", title=""), follow=True)
    idea.refresh_from_db()
    assert (idea.solution, idea.title) == ("Ny lösning.", "Ny lösning")
    assert "Ny lösning." in response.content.decode()


def test_contributor_edits_others_may_not(client: Client, stina: User) -> None:
    idea = make_idea()
    assert client.get(address(idea)).status_code == 403
    assert client.post(address(idea), {"problem": "x"}).status_code == 403
    idea.contributors.create(user=stina, name=stina.name)
    assert client.get(address(idea)).status_code == 200
    client.logout()
    assert client.get(address(idea))["Location"].startswith("/logga-in/")


def test_two_authors_lose_nothing(client: Client, stina: User) -> None:
    idea = make_idea(submitter=stina, benefit_kind="time")
    older = filled(client, idea, problem="Stinas text.", benefit_kind="money")
    client.post(address(idea), filled(client, idea, problem="Någon annans text."))
    response = client.post(address(idea), older)
    page = response.content.decode()
    assert response.status_code == 409
    assert [(row.theirs, row.yours) for row in response.context["differences"]] == [
        ("Någon annans text.", "Stinas text."),
        ("Sparad tid", "Sparade pengar"),
    ]
    assert "Någon annans text." in page
    assert Idea.objects.get().problem == "Någon annans text."
    form = response.context["form"]
    client.post(address(idea), {field.html_name: field.value() or "" for field in form})
    assert (Idea.objects.get().problem, Idea.objects.get().benefit_kind) == ("Stinas text.", "money")


def test_same_post_twice_saves_once(client: Client, stina: User) -> None:
    idea = make_idea(submitter=stina)
    data = filled(client, idea, problem="Ny text.")
    client.post(address(idea), data)
    changed = Idea.objects.get().changed
    assert client.post(address(idea), data).status_code == 302
    assert Idea.objects.get().changed == changed


def test_text_is_shown_again_where_the_trial_has_begun(client: Client, stina: User) -> None:
    idea = make_idea(submitter=stina)
    data = filled(client, idea, problem="Sent påkommet.")
    Idea.objects.filter(pk=idea.pk).update(state="in_trial")
    response = client.post(address(idea), data)
    assert response.status_code == 409
    assert "Sent påkommet." in response.content.decode()
    assert Idea.objects.get().problem != "Sent påkommet."


@pytest.mark.parametrize("stamp", ["", "igår", "2026-01-01T00:00:00+00:00", "x" * 41])
def test_forged_stamp_overwrites_nothing(client: Client, stina: User, stamp: str) -> None:
    idea = make_idea(submitter=stina)
    response = client.post(address(idea), filled(client, idea, problem="Ny.", changed=stamp))
    assert response.status_code in (200, 409)
    assert Idea.objects.get().problem == idea.problem


def test_handed_in_idea_keeps_its_three_texts_and_a_draft_need_not(client: Client, stina: User) -> None:
    idea, draft = make_idea(submitter=stina), make_idea("draft", submitter=stina)
    assert client.post(address(idea), filled(client, idea, benefit="")).context["form"].errors.keys() == {"benefit"}
    assert client.post(address(draft), filled(client, draft, benefit="")).status_code == 302
