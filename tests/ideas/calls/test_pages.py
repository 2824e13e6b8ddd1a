"""Who sees which call, what state it is in by its dates, and what came in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.calls.models import Call
from ideas.calls.states import CallState
from ideas.models import Idea
from tests.factories import make_idea, make_unit, make_user
from tests.ideas.calls.factories import close, make_call

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def seen(user: User) -> set[str]:
    return {call.title for call in Call.objects.visible_to(user)}


def put(idea: Idea, call: Call) -> Idea:
    Idea.objects.filter(pk=idea.pk).update(call=call)
    return idea


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [(1, 5, "drafted"), (0, 5, "open"), (-5, 0, "open"), (0, 0, "open"), (-5, -1, "closed")],
)
def test_state_follows_from_the_dates_both_days_included(opens: int, closes: int, state: str) -> None:
    today = timezone.localdate()
    call = make_call(opens=today + opens * DAY, closes=today + closes * DAY)
    assert call.state_at(timezone.now()) == state
    found = {name: list(getattr(Call.objects.all(), name)(today)) for name in ("drafted", "open", "closed")}
    assert found == {name: [call] if name == state else [] for name in found}


def test_a_call_that_was_closed_by_hand_is_closed() -> None:
    call = make_call(maker=(maker := make_user(roles.COORDINATOR)))
    close(call, maker)
    call.refresh_from_db()
    assert call.is_closed
    assert list(Call.objects.closed(timezone.localdate())) == [call]
    assert list(Call.objects.open(timezone.localdate())) == []


def test_those_who_are_asked_see_an_open_call() -> None:
    top = make_unit("Bildning")
    school = make_unit("Skolan", parent=top)
    other = make_unit("Parken")
    make_call(title="Alla")
    make_call(title="Bildning", units=(top,))
    make_call(title="Skolan", units=(school,))
    make_call(title="Parken", units=(other,))
    assert seen(make_user(units=(school,))) == {"Alla", "Bildning", "Skolan"}
    assert seen(make_user(units=(top,))) == {"Alla", "Bildning"}
    assert seen(make_user(roles.MANAGER, units=(top,))) == {"Alla", "Bildning", "Skolan"}
    assert seen(make_user()) == {"Alla"}
    for role in (roles.COACH, roles.COORDINATOR, roles.ADMINISTRATOR):
        assert seen(make_user(role)) == {"Alla", "Bildning", "Skolan", "Parken"}


def test_who_answers_and_who_has_handed_in_see_the_call_too() -> None:
    call = make_call(title="Parken", units=(make_unit("Parken"),), answerer=make_user(roles.STAFF))
    assert call.answerer is not None
    author = make_user()
    put(make_idea(submitter=author), call)
    assert (seen(call.answerer), seen(author), seen(make_user())) == ({"Parken"}, {"Parken"}, set())


def test_a_draft_is_seen_by_its_maker_and_the_coordinators_alone(client: Client) -> None:
    maker = make_user(roles.MANAGER, units=(unit := make_unit(),))
    call = make_call(CallState.DRAFTED, maker=maker, title="Hemligt än", units=(unit,))
    others = [make_user(roles.COACH), make_user(roles.ADMINISTRATOR), make_user(roles.MANAGER, units=(unit,))]
    for user, status in [(maker, 200), (make_user(roles.COORDINATOR), 200), *((user, 404) for user in others)]:
        client.force_login(user)
        assert client.get(call.get_absolute_url()).status_code == status
        assert client.get(f"{call.get_absolute_url()}andra/").status_code == status
        assert ("Hemligt än" in client.get("/ideer/upprop/").content.decode()) is (status == 200)


def test_a_person_without_a_role_has_nothing_to_do_with_calls(client: Client) -> None:
    user = make_user()
    user.groups.clear()
    client.force_login(user)
    assert client.get("/ideer/upprop/").status_code == 403
    assert client.get(make_call().get_absolute_url()).status_code == 403


def test_list_shows_open_then_drafts_then_what_became_of_the_closed(client: Client) -> None:
    user = make_user(roles.COORDINATOR)
    closed = make_call(CallState.CLOSED, title="Förra", result="Tack, vi köpte mindre tallrikar.")
    make_call(title="Öppna"), make_call(CallState.DRAFTED, title="Utkastet")
    put(make_idea("in_use"), closed), put(make_idea("declined"), closed)
    client.force_login(user)
    page = client.get("/ideer/upprop/").content.decode()
    places = [
        page.index(text)
        for text in ("Öppna nu", ">Öppna<", ">Utkastet<", ">Förra<", "2 idéer har kommit in, 1 används.")
    ]
    assert places == sorted(places)
    assert "mindre tallrikar" in page


def test_list_without_calls_says_what_to_do(client: Client) -> None:
    client.force_login(make_user())
    page = client.get("/ideer/upprop/").content.decode()
    assert "Inget upprop är öppet för dig just nu." in page
    assert "Gör ett upprop" not in page


def test_page_tells_what_came_in_what_is_used_first(client: Client) -> None:
    call = make_call()
    for state in ("submitted", "declined", "in_use", "in_trial"):
        put(make_idea(state, title=f"Idé {state}"), call)
    make_idea("in_use", title="Inte till uppropet")
    client.force_login(make_user())
    response = client.get(call.get_absolute_url())
    assert [idea.title for idea in response.context["page"]] == [
        "Idé in_use",
        "Idé in_trial",
        "Idé submitted",
        "Idé declined",
    ]
    assert [(row.label, row.number) for row in response.context["counts"]] == [
        ("Nyttiggjord", 1),
        ("På prov", 1),
        ("Inlämnad", 1),
        ("Avböjd", 1),
    ]
    assert "4 idéer har kommit in, 1 används." in response.content.decode()


def test_what_may_not_be_seen_is_neither_shown_nor_counted(client: Client) -> None:
    call = make_call()
    put(make_idea(title="Synlig"), call)
    for fields in ({"confidential": True}, {"held": True}):
        Idea.objects.filter(pk=put(make_idea(title="Dold"), call).pk).update(**fields)
    put(make_idea("draft", title="Dolt utkast"), call)
    client.force_login(make_user())
    for address in (call.get_absolute_url(), "/ideer/upprop/"):
        page = client.get(address).content.decode()
        assert "1 idé har kommit in." in page
        assert "Dol" not in page


def test_thanks_and_answer_stand_on_the_page(client: Client) -> None:
    call = make_call(CallState.CLOSED, result="Tack! Tre av idéerna används nu.")
    client.force_login(make_user())
    page = client.get(call.get_absolute_url()).content.decode()
    assert "Tack! Tre av idéerna används nu." in page
    assert "Lämna in en idé till uppropet" not in page


def test_early_closing_is_told_with_its_reason(client: Client) -> None:
    call = make_call(maker=(maker := make_user(roles.COORDINATOR, name="Sigrid")))
    close(call, maker, reason="Budgeten är slut.")
    client.force_login(make_user())
    page = client.get(call.get_absolute_url()).content.decode()
    assert "Sigrid stängde det i förtid" in page
    assert "Budgeten är slut." in page


def fill(call: Call, number: int) -> None:
    author, unit = make_user(), make_unit()
    for _each in range(number):
        put(make_idea(submitter=author, unit=unit), call)


@pytest.mark.parametrize("number", [1, 50])
def test_page_costs_the_same_queries_for_one_idea_and_for_fifty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    call = make_call(CallState.CLOSED)
    fill(call, number)
    client.force_login(make_user())
    with django_assert_num_queries(11):
        client.get(call.get_absolute_url())


@pytest.mark.parametrize("number", [1, 50])
def test_list_costs_the_same_queries_for_one_call_and_for_fifty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    coach, maker = make_user(roles.COACH), make_user(roles.COORDINATOR)
    calls = [make_call(state, answerer=coach, maker=maker) for _each in range(number) for state in ("open", "closed")]
    put(make_idea(), calls[-1])
    client.force_login(make_user())
    with django_assert_num_queries(11):
        client.get("/ideer/upprop/")


@pytest.mark.parametrize("page", ["-1", "abc", "999999", "9" * 5000])
def test_odd_pages_are_pages(client: Client, page: str) -> None:
    client.force_login(make_user())
    for address in ("/ideer/upprop/", make_call().get_absolute_url()):
        assert client.get(address, {"sida": page}).status_code == 200


def test_unknown_calls_are_not_there(client: Client) -> None:
    client.force_login(make_user())
    answers: list[Any] = [client.get(f"/ideer/upprop/{slug}/") for slug in ("finns-inte", "x" * 300)]
    assert [answer.status_code for answer in answers] == [404, 404]
