"""The board: facets with counts that respect each other, order, quick choices, bad addresses, constant queries."""

from datetime import UTC, datetime, timedelta
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


@pytest.fixture
def sara(client: Client) -> User:
    sara = make_user(name="Sara")
    client.force_login(sara)
    return sara


def ask(client: Client, query: str) -> Any:
    response = client.get(f"/ideer/?{query}")
    assert response.status_code == 200
    return response


def titles(response: Any) -> list[str]:
    return [idea.title for idea in response.context["page"].object_list]


def offered(response: Any, name: str) -> list[str]:
    """The choices of a facet in words, without the one that asks for nothing."""
    return [label for value, label in response.context["form"].fields[name].widget.choices if value]


def test_each_facet_counts_what_the_others_leave(client: Client, sara: User) -> None:
    office = make_unit("Förvaltningen")
    kitchen = make_unit("Köket", parent=office)
    library = make_unit("Biblioteket")
    ulla, olof = make_user(roles.COACH, name="Ulla"), make_user(roles.COACH, name="Olof")
    make_idea("in_review", unit=kitchen, coach=ulla, title="A", benefit_kind="time")
    make_idea("in_review", unit=office, coach=olof, title="B", benefit_kind="money")
    make_idea("declined", unit=kitchen, coach=ulla, title="C", benefit_kind="time")
    make_idea("declined", unit=library, coach=olof, title="D")
    Idea.objects.filter(title="D").update(submitted_at=datetime(2024, 12, 31, 23, 30, tzinfo=UTC))
    year = timezone.localdate().year
    everything = ask(client, "")
    assert offered(everything, "tillstand") == ["Under beredning (2)", "Avböjd (2)"]
    assert offered(everything, "enhet") == ["Biblioteket (1)", "Förvaltningen (3)", "\u2003Köket (2)"]
    assert offered(everything, "nytta") == ["Sparad tid (2)", "Sparade pengar (1)"]
    assert offered(everything, "ar") == [f"{year} (3)", "2025 (1)"]
    assert offered(everything, "ansvarig") == ["Olof (2)", "Ulla (2)"]
    narrowed = ask(client, f"enhet={office.slug}&tillstand=in_review")
    assert titles(narrowed) == ["B", "A"]
    assert offered(narrowed, "tillstand") == ["Under beredning (2)", "Avböjd (1)"]
    assert offered(narrowed, "enhet") == ["Förvaltningen (2)", "\u2003Köket (1)"]
    assert offered(narrowed, "ansvarig") == ["Olof (1)", "Ulla (1)"]
    assert narrowed.context["page"].paginator.count == 2
    for query, expected in (
        ("nytta=time", ["C", "A"]),
        ("ar=2025", ["D"]),
        (f"ansvarig={ulla.pk}", ["C", "A"]),
        (f"ansvarig={ulla.pk}&nytta=time&tillstand=declined&enhet={kitchen.slug}&ar={year}", ["C"]),
        ("ar=1999", []),
    ):
        assert titles(ask(client, query)) == expected, query


def test_who_is_responsible_follows_the_state(client: Client, sara: User) -> None:
    ulla, maria = make_user(roles.COACH, name="Ulla"), make_user(roles.MANAGER, name="Maria")
    make_idea("in_use", coach=ulla, line_owner=maria, title="Ägd")
    make_idea("in_review", coach=ulla, title="Beredd")
    make_idea("draft", submitter=sara, title="Utkast")
    assert offered(ask(client, ""), "ansvarig") == ["Maria (1)", "Sara (1)", "Ulla (1)"]
    assert titles(ask(client, f"ansvarig={maria.pk}")) == ["Ägd"]


def test_who_has_left_is_responsible_for_nothing(client: Client, sara: User) -> None:
    ulla, olof = make_user(roles.COACH, name="Ulla"), make_user(roles.COACH, name="Olof")
    maria = make_user(roles.MANAGER, name="Maria")
    make_idea("in_review", coach=ulla, title="Kvar")
    make_idea("in_review", coach=olof, title="Övergiven")
    make_idea("in_use", coach=ulla, line_owner=maria, title="Utan chef")
    User.objects.filter(pk=olof.pk).update(is_active=False)
    maria.groups.clear()
    assert offered(ask(client, ""), "ansvarig") == ["Ulla (1)"]
    assert titles(ask(client, f"ansvarig={ulla.pk}")) == ["Kvar"]
    assert titles(ask(client, f"ansvarig={olof.pk}")) == titles(ask(client, f"ansvarig={maria.pk}")) == []


def test_counts_leak_nothing_that_the_person_may_not_see(client: Client, sara: User) -> None:
    make_idea("in_review", title="Öppen")
    make_idea("in_use", title="Hemlig", confidential=True, benefit_kind="time")
    waiting = make_idea("declined", title="Väntar")
    Idea.objects.filter(pk=waiting.pk).update(held=True)
    make_idea("draft", title="Utkast")
    response = ask(client, "")
    assert (titles(response), offered(response, "tillstand")) == (["Öppen"], ["Under beredning (1)"])
    assert offered(response, "nytta") == []
    assert response.context["page"].paginator.count == 1


def test_order(client: Client, sara: User) -> None:
    today = timezone.localdate()
    for title, state, days in (
        ("Öl", "in_review", 9),
        ("Ärt", "submitted", 2),
        ("åka", "submitted", 5),
        ("Zon", "in_use", 1),
    ):
        idea = make_idea(state, title=title)
        Idea.objects.filter(pk=idea.pk).update(reply_due=today + timedelta(days=days))
    assert titles(ask(client, "")) == ["Zon", "åka", "Ärt", "Öl"]
    assert titles(ask(client, "ordning=lofte")) == ["Ärt", "åka", "Öl", "Zon"]
    assert titles(ask(client, "ordning=titel")) == ["Zon", "åka", "Ärt", "Öl"]


def test_quick_choices_lead_to_own_ideas_and_those_of_own_units(client: Client) -> None:
    unit = make_unit("Biblioteket")
    client.force_login(make_user(units=(unit,)))
    make_idea(unit=unit, title="Vår")
    make_idea(title="Andras")
    page = ask(client, "").content.decode()
    assert 'href="/ideer/mina/"' in page
    assert f'href="/ideer/?enhet={unit.slug}"' in page
    assert "Idéer från Biblioteket" in page
    assert titles(ask(client, f"enhet={unit.slug}")) == ["Vår"]


def test_each_choice_can_be_taken_back_and_the_address_follows(client: Client, sara: User) -> None:
    for _each in range(26):
        make_idea(
            title="Cykel",
            submitter=sara,
            unit=make_unit("Enheten") if not Idea.objects.exists() else Idea.objects.all()[0].unit,
        )
    page = ask(client, "q=cyklar&tillstand=submitted&sida=2").content.decode()
    assert 'href="/ideer/?tillstand=submitted"' in page
    assert 'href="/ideer/?q=cyklar"' in page
    assert 'href="?q=cyklar&amp;tillstand=submitted&amp;sida=1"' in page
    assert 'href="/ideer/lista.csv?q=cyklar&amp;tillstand=submitted"' in page


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("tillstand=borta", "tillstand", "Det finns inget sådant läge."),
        ("enhet=ingen", "enhet", "Det finns ingen sådan enhet."),
        ("nytta=guld", "nytta", "Det finns inget sådant slag av nytta."),
        ("ar=-2024", "ar", "Skriv året med fyra siffror."),
        ("ar=0", "ar", "Skriv året med fyra siffror."),
        ("ar=1e9", "ar", "Skriv året med fyra siffror."),
        (f"ar={'9' * 5000}", "ar", "Skriv året med fyra siffror."),
        ("ansvarig=999999999", "ansvarig", "Det finns ingen sådan person."),
        (f"ansvarig={'9' * 30}", "ansvarig", "Det finns ingen sådan person."),
        ("ansvarig=-1", "ansvarig", "Det finns ingen sådan person."),
        ("ordning=baklänges", "ordning", "Det finns ingen sådan ordning."),
        ("q=%07", "q", "osynligt styrtecken"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_counts(
    client: Client, sara: User, query: str, field: str, sentence: str
) -> None:
    make_idea(title="Kvar", benefit_kind="time")
    make_idea(title="Annan", benefit_kind="money")
    rest = "tillstand=submitted" if query.startswith("nytta") else "nytta=time"
    expected = ["Annan", "Kvar"] if query.startswith("nytta") else ["Kvar"]
    response = ask(client, f"{query}&{rest}")
    assert (titles(response), response.context["form"].errors.keys()) == (expected, {field})
    assert sentence in response.content.decode()


def test_of_parameters_that_come_twice_the_last_counts(client: Client, sara: User) -> None:
    make_idea("in_use", title="Cykel")
    make_idea("submitted", title="Buss")
    assert titles(ask(client, "q=cykel&q=buss")) == ["Buss"]
    assert titles(ask(client, "tillstand=submitted&tillstand=in_use")) == ["Cykel"]
    assert titles(ask(client, "tillstand=borta&tillstand=in_use")) == ["Cykel"]
    assert titles(ask(client, "sida=7&sida=1")) == ["Buss", "Cykel"]


@pytest.mark.parametrize("query", ["q=%00", "tillstand=%00", "enhet=%00", "ar=%00", "ansvarig=%00", "sida=%00"])
def test_nul_is_400(client: Client, sara: User, query: str) -> None:
    assert client.get(f"/ideer/?{query}").status_code == 400


def test_long_names_do_not_break_the_page(client: Client) -> None:
    unit = Unit.objects.create(name="Enheten " + "å" * 112, slug="x" * 80)
    client.force_login(make_user(units=(unit,), name="Ö" * 120))
    make_idea(unit=unit, title="x" * 120)
    assert titles(ask(client, "q=" + "x" * 120)) == ["x" * 120]


@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 10), ("q=cykel&nytta=time&ordning=titel", 11), ("tillstand=in_use&ordning=lofte", 10)],
)
def test_queries_are_the_same_for_1_and_50(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str, queries: int
) -> None:
    unit, ulla, maria = make_unit(), make_user(roles.COACH), make_user(roles.MANAGER)
    person = make_user(units=(unit,))
    client.force_login(person)
    idea: dict[str, Any] = {"unit": unit, "coach": ulla, "line_owner": maria, "title": "Cykel", "benefit_kind": "time"}
    make_idea("in_use", **idea)
    with django_assert_num_queries(queries):
        ask(client, query)
    for number in range(49):
        make_idea("in_use", submitter=make_user(), **{**idea, "unit": make_unit(f"Enhet {number}", parent=unit)})
    with django_assert_num_queries(queries):
        ask(client, query)
