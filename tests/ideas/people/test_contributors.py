from typing import Any

import pytest
from django.test import Client

from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from tests.factories import make_idea, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(client: Client) -> Idea:
    stina = make_user(name="Stina", email="stina@exempelkommunen.example")
    client.force_login(stina)
    return make_idea(submitter=stina)


@pytest.fixture
def bo() -> User:
    return make_user(name="Bo", email="bo@exempelkommunen.example")


def add(client: Client, idea: Idea, **data: Any) -> Any:
    return client.post(f"/ideer/{idea.number}/medidegivare/", data)


def names(idea: Idea) -> list[tuple[str, str]]:
    return [(row.name, row.affiliation) for row in idea.contributors.all()]


def test_person_without_account_is_named(client: Client, idea: Idea) -> None:
    assert add(client, idea, name="Eva Utifrån", affiliation="Föreningen").status_code == 302
    assert names(idea) == [("Eva Utifrån", "Föreningen")]


def test_person_with_account_is_found_told_and_sees_the_idea_as_own(client: Client, idea: Idea, bo: User) -> None:
    Notice.objects.all().delete()
    add(client, idea, user="BO@exempelkommunen.example")
    assert [(row.user, row.name) for row in idea.contributors.all()] == [(bo, "Bo")]
    assert [notice.person for notice in Notice.objects.all()] == [bo]
    assert list(Idea.objects.of(bo)) == [idea]


@pytest.mark.parametrize("data", [{"user": "bo@exempelkommunen.example"}, {"name": "Eva", "affiliation": "Föreningen"}])
def test_same_post_twice_names_once(client: Client, idea: Idea, bo: User, data: dict[str, str]) -> None:
    add(client, idea, **data)
    letters = Notice.objects.count()
    assert add(client, idea, **data).status_code == 302
    assert (idea.contributors.count(), Notice.objects.count()) == (1, letters)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "Ev\x07a"}, "name"),
        ({"user": "inte en adress"}, "user"),
        ({"user": "ingen@exempelkommunen.example"}, "name"),
        ({"user": "stina@exempelkommunen.example"}, "user"),
    ],
)
def test_bad_input_is_told(client: Client, idea: Idea, data: dict[str, str], field: str) -> None:
    response = add(client, idea, **data)
    assert response.status_code == 200
    (people,) = [row for row in response.context["sections"]["side"] if row.name == "people"]
    assert people.context["form"].errors.keys() == {field}
    assert names(idea) == []


def test_author_removes_and_a_second_press_is_no_harm(client: Client, idea: Idea) -> None:
    add(client, idea, name="Eva")
    address = f"/ideer/{idea.number}/medidegivare/{idea.contributors.get().pk}/ta-bort/"
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    assert names(idea) == []


def test_contributor_of_a_draft_who_leaves_it_goes_to_own_ideas(client: Client, bo: User) -> None:
    draft = make_idea("draft")
    row = draft.contributors.create(user=bo, name="Bo")
    client.force_login(bo)
    assert client.post(f"/ideer/{draft.number}/medidegivare/{row.pk}/ta-bort/")["Location"] == "/ideer/mina/"


def test_others_may_not(client: Client, idea: Idea, bo: User) -> None:
    add(client, idea, name="Eva")
    remove = f"/ideer/{idea.number}/medidegivare/{idea.contributors.get().pk}/ta-bort/"
    client.force_login(bo)
    assert add(client, idea, name="Bo").status_code == 403
    assert client.post(remove).status_code == 403
    client.logout()
    assert add(client, idea, name="Bo")["Location"].startswith("/logga-in/")
    assert client.post(remove)["Location"].startswith("/logga-in/")
    assert names(idea) == [("Eva", "")]


def test_row_of_another_idea_is_left_alone(client: Client, idea: Idea) -> None:
    other = make_idea().contributors.create(name="Eva")
    client.post(f"/ideer/{idea.number}/medidegivare/{other.pk}/ta-bort/")
    other.refresh_from_db()
