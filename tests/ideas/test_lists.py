"""The board, one's own ideas, the coach's queue and the manager's units."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from ideas.models import Idea
from tests.factories import make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db


def titles(response: Any) -> list[str]:
    return [idea.title for idea in response.context["page"].object_list]


@pytest.fixture
def unit() -> Unit:
    return make_unit("Biblioteket")


@pytest.fixture
def sara(client: Client) -> User:
    sara = make_user(name="Sara")
    client.force_login(sara)
    return sara


def test_board_shows_what_is_handed_in_and_own_drafts_the_newest_first(client: Client, sara: User) -> None:
    make_idea("in_use", title="Äldst")
    make_idea("draft", title="Någon annans utkast")
    make_idea("draft", submitter=sara, title="Mitt utkast")
    make_idea("submitted", title="Nyast")
    assert titles(client.get("/ideer/")) == ["Nyast", "Mitt utkast", "Äldst"]
    assert titles(client.get("/ideer/?q=utkast")) == ["Mitt utkast"]


def test_board_is_filtered_by_words_state_and_unit(client: Client, sara: User) -> None:
    office = make_unit("Förvaltningen")
    kitchen = make_unit("Köket", parent=office)
    make_idea("in_use", title="Mindre matsvinn", problem="Barnen kastar maten.", unit=kitchen)
    make_idea("submitted", title="Talböcker", unit=office)
    make_idea("submitted", title="Elcykel")
    for query, expected in (
        ("q=barn", ["Mindre matsvinn"]),
        ("q=CYKEL", ["Elcykel"]),
        ("q=finns+inte+alls", []),
        (f"q={Idea.objects.get(title='Talböcker').number}", ["Talböcker"]),
        ("tillstand=submitted", ["Elcykel", "Talböcker"]),
        (f"enhet={office.slug}", ["Talböcker", "Mindre matsvinn"]),
        (f"enhet={kitchen.slug}&tillstand=submitted", []),
    ):
        assert titles(client.get(f"/ideer/?{query}")) == expected, query


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("sida=2", 2),
        ("sida=abc", 1),
        ("sida=-1", 2),
        ("sida=0", 2),
        ("sida=999999", 2),
        ("sida=1e3", 1),
        (f"sida={'9' * 5000}", 1),
    ],
)
def test_pages(client: Client, sara: User, unit: Unit, query: str, number: int) -> None:
    for _each in range(26):
        make_idea("draft", submitter=sara, unit=unit)
    response = client.get(f"/ideer/?{query}")
    assert (response.status_code, response.context["page"].number) == (200, number)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (f"q={'x' * 10_000}", "q"),
        ("q=%07", "q"),
        ("tillstand=borta", "tillstand"),
        ("enhet=ingen", "enhet"),
        (f"enhet={'x' * 10_000}", "enhet"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_out(client: Client, sara: User, query: str, field: str) -> None:
    make_idea(title="Kvar")
    response = client.get(f"/ideer/?{query}")
    assert (response.status_code, titles(response)) == (200, ["Kvar"])
    assert response.context["form"].errors.keys() == {field}


@pytest.mark.parametrize(
    "query", ["%22", "'", "-", "(", "a+%7C+%26+!", "%25_", "<script>", "%F0%9F%8D%B2", "%E2%80%AE"]
)
def test_odd_searches_are_only_text(client: Client, sara: User, query: str) -> None:
    response = client.get(f"/ideer/?q={query}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_nul_in_the_query_is_400(client: Client, sara: User) -> None:
    assert client.get("/ideer/?q=%00").status_code == 400


def test_filter_follows_to_the_next_page(client: Client, sara: User, unit: Unit) -> None:
    for _each in range(26):
        make_idea("draft", submitter=sara, unit=unit)
    page = client.get("/ideer/?tillstand=draft&sida=1").content.decode()
    assert 'href="?tillstand=draft&amp;sida=2"' in page


def test_mine_shows_own_and_contributed_and_the_question_first(client: Client, sara: User) -> None:
    make_idea(title="Någon annans")
    make_idea("needs_info", submitter=sara, title="Min")
    make_idea("draft", title="Vår").contributors.create(user=sara, name="Sara")
    response = client.get("/ideer/mina/")
    assert titles(response) == ["Vår", "Min"]
    assert [idea.title for idea in response.context["asked"]] == ["Min"]


def test_queue_has_the_earliest_promise_first_and_marks_the_late(client: Client) -> None:
    ulla, olof = make_user(roles.COACH, name="Ulla"), make_user(roles.COACH, name="Olof")
    client.force_login(ulla)
    make_idea("in_review", coach=ulla, title="Senare")
    late = make_idea("in_review", coach=olof, title="Försenad")
    make_idea("in_use", title="Klar")
    make_idea("draft", title="Utkast")
    make_idea("submitted", submitter=ulla, title="Egen")
    parked = make_idea("parked", title="Vilar")
    Idea.objects.filter(pk=late.pk).update(reply_due=timezone.localdate() - timedelta(days=1))
    Idea.objects.filter(pk=parked.pk).update(parked_until=timezone.localdate())
    response = client.get("/ideer/beredning/")
    assert titles(response) == ["Försenad", "Senare"]
    assert response.content.decode().count("is-late") == 1
    assert titles(client.get("/ideer/beredning/?flik=ater")) == ["Vilar"]
    assert titles(client.get("/ideer/beredning/?flik=mina")) == ["Senare"]
    assert titles(client.get("/ideer/beredning/?mina")) == ["Senare"]
    counts = {entry["url"]: entry["count"] for entry in response.context["menu"]}
    assert counts["/ideer/beredning/"] == 1


def test_units_show_what_the_manager_is_asked_owns_and_has(client: Client, unit: Unit) -> None:
    maria = make_user(roles.MANAGER, units=(unit,), name="Maria")
    client.force_login(maria)
    make_idea(moves=("submit", "take", "ask_owner"), line_owner=maria, title="Fråga")
    make_idea("in_trial", line_owner=maria, title="Min")
    make_idea(unit=make_unit("Under", parent=unit), title="Under mig")
    make_idea(title="Någon annans")
    response = client.get("/ideer/mina-enheter/")
    assert [idea.title for idea in response.context["waiting"]] == ["Fråga"]
    assert [idea.title for idea in response.context["owned"]] == ["Min"]
    assert titles(response) == ["Under mig"]
    counts = {entry["url"]: entry["count"] for entry in response.context["menu"]}
    assert counts["/ideer/mina-enheter/"] == 1


@pytest.mark.parametrize(
    ("address", "names", "allowed"),
    [
        ("/ideer/", (roles.STAFF,), True),
        ("/ideer/beredning/", (roles.COACH,), True),
        ("/ideer/beredning/", (roles.STAFF, roles.MANAGER, roles.ADMINISTRATOR), False),
        ("/ideer/mina-enheter/", (roles.MANAGER,), True),
        ("/ideer/mina-enheter/", (roles.STAFF, roles.COACH, roles.ADMINISTRATOR), False),
    ],
)
def test_who_sees_which_list(client: Client, address: str, names: tuple[str, ...], allowed: bool) -> None:
    assert client.get(address)["Location"] == f"/logga-in/?next={address}"
    client.force_login(make_user(*names))
    assert client.get(address).status_code == (200 if allowed else 403)
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/ideer/", 10), ("/ideer/mina/", 9), ("/ideer/beredning/", 20), ("/ideer/mina-enheter/", 16)],
)
def test_lists_ask_the_same_number_of_queries_for_1_and_50(
    client: Client, unit: Unit, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    ulla, maria = make_user(roles.COACH), make_user(roles.MANAGER, units=(unit,))
    person = {"/ideer/beredning/": ulla, "/ideer/mina-enheter/": maria}.get(address) or make_user(units=(unit,))
    submitter = make_user() if person in (ulla, maria) else person
    client.force_login(person)
    moves = ("submit", "take", "ask_owner")
    make_idea(submitter=submitter, unit=unit, coach=ulla, line_owner=maria, moves=moves)
    with django_assert_num_queries(queries):
        client.get(address)
    for _each in range(49):
        make_idea(submitter=submitter, unit=unit, coach=ulla, line_owner=maria, moves=moves)
    with django_assert_num_queries(queries):
        client.get(address)
