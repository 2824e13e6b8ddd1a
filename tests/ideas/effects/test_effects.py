"""Effects on the idea's page: who writes them down, what is refused at its field, and what two people do at once."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goda_exempel.accounts.models import User
from ideas.effects import section
from ideas.effects.models import Benefit, EffectChange, Measurement
from ideas.models import Contributor, Idea
from ideas.people.naming import answer
from tests.factories import make_idea, make_user
from tests.ideas.cast import make_cast
from tests.ideas.effects.factories import make_benefit

pytestmark = pytest.mark.django_db

GIVEN = {
    "kind": "hours",
    "words": "Kortare kö",
    "basis": "estimated",
    "low": "1 000,50",
    "high": "1\u2009200",
    "method": "Två veckor mättes.",
    "counted_by": "Stina",
    "period_from": "2026-01-01",
    "period_to": "2026-06-30",
}


@pytest.fixture
def stina(client: Client) -> User:
    stina = make_user(name="Stina")
    client.force_login(stina)
    return stina


@pytest.fixture
def idea(stina: User) -> Idea:
    return make_idea("in_use", submitter=stina)


def adding(idea: Idea) -> str:
    return f"/ideer/{idea.number}/effekt/ny/"


def at(benefit: Benefit, more: str = "") -> str:
    return f"/ideer/{benefit.idea.number}/effekt/{benefit.pk}/{more}"


def filled(client: Client, address: str, **values: Any) -> dict[str, Any]:
    """The form as the page gives it, with some fields changed."""
    form = client.get(address).context["form"]
    given = {**{field.html_name: field.value() for field in form}, **values}
    return {name: value for name, value in given.items() if value is not None}


def page_of(client: Client, idea: Idea) -> str:
    return client.get(idea.get_absolute_url()).content.decode()


def test_who_writes_down_effects(client: Client) -> None:
    cast = make_cast("in_use")
    benefit = make_benefit(cast.idea)
    addresses = (adding(cast.idea), at(benefit), at(benefit, "rakna-om/"))
    got = {}
    for name, person in cast.people.items():
        client.force_login(person)
        got[name] = {client.get(address).status_code for address in addresses}
        assert ("Lägg till en effekt" in page_of(client, cast.idea)) == (got[name] == {200}), name
    allowed = {"submitter", "contributor", "coach", "other_coach", "owner"}
    assert got == {name: {200} if name in allowed else {403} for name in cast.people}


def test_wrong_people_change_nothing(client: Client) -> None:
    idea = make_idea("in_use")
    benefit = make_benefit(idea)
    posts = [adding(idea), at(benefit), at(benefit, "rakna-om/"), at(benefit, "ta-bort/")]
    assert [client.post(address, GIVEN)["Location"] for address in posts] == [f"/logga-in/?next={one}" for one in posts]
    client.force_login(make_user())
    assert {client.post(address, GIVEN).status_code for address in posts} == {403}
    Idea.objects.filter(pk=idea.pk).update(confidential=True)
    assert {client.post(address, GIVEN).status_code for address in posts} == {404}
    assert client.get(at(benefit, "ta-bort/")).status_code == 405
    assert (Benefit.objects.count(), Measurement.objects.count(), EffectChange.objects.count()) == (1, 1, 1)


def test_an_effect_is_shown_as_it_was_written(client: Client, idea: Idea) -> None:
    assert client.post(adding(idea), filled(client, adding(idea), **GIVEN)).status_code == 302
    page = page_of(client, idea)
    shown = ("Kortare kö", "1\u00a0000,5–1\u00a0200 timmar per år", "Uppskattat", "Två veckor mättes.",
             "Räknat av Stina för tiden 1 januari 2026 till 30 juni 2026.")  # fmt: skip
    assert [text for text in shown if text not in page] == []


def test_an_exact_figure_and_quality_in_words(client: Client, idea: Idea) -> None:
    client.post(adding(idea), filled(client, adding(idea), **{**GIVEN, "high": ""}))
    client.post(adding(idea), filled(client, adding(idea), **{**GIVEN, "kind": "quality", "low": "", "high": ""}))
    exact, words = Measurement.objects.order_by("pk")
    assert (exact.low, exact.high) == (Decimal("1000.50"), Decimal("1000.50"))
    assert (words.low, words.high) == (None, None)
    assert "I ord, utan siffra" in page_of(client, idea)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"low": "-1"}, "low", "Skriv ett tal som inte är mindre än noll."),
        ({"low": "1e400"}, "low", "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ({"high": "NaN"}, "high", "Skriv ett tal med siffror, till exempel 1 000 eller 12,5."),
        ({"high": "99999999999"}, "high", "Skriv ett tal som är högst 9\u00a0999\u00a0999\u00a0999."),
        ({"low": "1300"}, "high", "”Högst” kan inte vara mindre än ”Minst”."),
        ({"low": ""}, "low", "Skriv en siffra."),
        ({"kind": "environment"}, "unit", "Skriv vad det räknas i."),
        ({"kind": "quality"}, "unit", "Skriv vad det räknas i."),
        ({"period_to": "2025-12-31"}, "period_to", "Tiden slutar innan den börjar."),
        ({"period_from": "2026-02-31"}, "period_from", "Skriv datumet som år, månad och dag, till exempel 2026-11-24."),
        ({"period_from": "0000-01-01"}, "period_from", "Skriv datumet som år, månad och dag, till exempel 2026-11-24."),
    ],
)
def test_what_can_not_be_is_said_at_its_field_and_nothing_is_lost(
    client: Client, idea: Idea, values: dict[str, str], field: str, sentence: str
) -> None:
    response = client.post(adding(idea), filled(client, adding(idea), **{**GIVEN, **values}))
    assert response.context["form"].errors == {field: [sentence]}
    assert "Två veckor mättes." in response.content.decode()
    assert not Benefit.objects.exists()


def test_days_far_away_and_a_measurement_of_the_future_are_refused(client: Client, idea: Idea) -> None:
    for values, field in (
        ({"period_to": "9999-12-31"}, "period_to"),
        ({"period_from": "1800-01-01"}, "period_from"),
        ({"period_to": timezone.localdate() + timedelta(days=1), "basis": "measured"}, "period_to"),
        ({"kind": "guld"}, "kind"),
        ({"basis": "both"}, "basis"),
    ):
        response = client.post(adding(idea), filled(client, adding(idea), **{**GIVEN, **values}))
        assert response.context["form"].errors.keys() == {field}, values


def test_an_empty_form_says_all_that_is_missing(client: Client, idea: Idea) -> None:
    errors = client.post(adding(idea), {"key": uuid4()}).context["form"].errors
    assert errors.keys() == {"kind", "words", "basis", "method", "counted_by", "period_from", "period_to"}


def test_pressed_twice_it_is_one_effect(client: Client, idea: Idea) -> None:
    data = filled(client, adding(idea), **GIVEN)
    assert [client.post(adding(idea), data).status_code for _each in range(2)] == [302, 302]
    assert (Benefit.objects.count(), Measurement.objects.count(), EffectChange.objects.count()) == (1, 1, 1)


def test_counted_anew_the_measured_figure_speaks_and_the_old_one_stays(client: Client, idea: Idea) -> None:
    benefit = make_benefit(idea)
    address = at(benefit, "rakna-om/")
    data = filled(
        client, address, basis="measured", low="80", high="90", period_from="2026-03-01", period_to="2026-04-01"
    )
    assert [client.post(address, data).status_code for _each in range(2)] == [302, 302]
    current = Benefit.objects.get().current
    assert current is not None
    assert (current.amount, current.basis) == ("80–90 timmar per år", "measured")
    page = page_of(client, idea)
    assert "80–90 timmar per år" in page
    assert "100–120 timmar per år – Uppskattat" in page
    assert Measurement.objects.count() == 2


def test_corrected_it_says_what_it_was_and_who_changed_it(client: Client, idea: Idea) -> None:
    benefit = make_benefit(idea)
    client.post(at(benefit), filled(client, at(benefit), low="110"))
    row = Measurement.objects.get()
    assert (row.low, row.high) == (Decimal(110), Decimal(120))
    change = EffectChange.objects.get(what="changed")
    assert change.actor_name == "Stina"
    assert change.reason.startswith("Kortare kö · 100–120 timmar per år · Uppskattat")
    assert "→ Kortare kö · 110–120 timmar per år" in change.reason
    assert "Effekt ändrad" in page_of(client, idea)


def test_who_does_not_want_to_be_named_stands_in_the_history_without_name(client: Client, idea: Idea) -> None:
    nils = make_user(name="Nils Nejsson")
    row = idea.contributors.create(user=nils, name=nils.name)
    client.force_login(nils)
    client.post(adding(idea), filled(client, adding(idea), **GIVEN))
    assert "Nils Nejsson" in page_of(client, idea)
    answer(row, Contributor.Naming.NO)
    client.force_login(make_user())
    page = page_of(client, idea)
    assert "Nils Nejsson" not in page
    assert "En medidégivare, " in page


def test_two_people_at_once_lose_nothing(client: Client, idea: Idea) -> None:
    benefit = make_benefit(idea)
    older = filled(client, at(benefit), low="50", method="Stinas sätt.")
    client.post(at(benefit), filled(client, at(benefit), low="60"))
    response = client.post(at(benefit), older)
    assert response.status_code == 409
    assert [(row.theirs, row.yours) for row in response.context["differences"]] == [
        ("60", "50"),
        ("Två veckor mättes.", "Stinas sätt."),
    ]
    assert Measurement.objects.get().low == 60
    again = {field.html_name: field.value() for field in response.context["form"] if field.value() is not None}
    assert client.post(at(benefit), again).status_code == 302
    assert (Measurement.objects.get().low, Measurement.objects.get().method) == (Decimal(50), "Stinas sätt.")


def test_removed_it_stays_in_the_history_and_a_second_press_changes_nothing(client: Client, idea: Idea) -> None:
    benefit = make_benefit(idea)
    data = filled(client, at(benefit), words="Skrivet för sent")
    assert [client.post(at(benefit, "ta-bort/")).status_code for _each in range(2)] == [302, 302]
    assert not Benefit.objects.exists()
    assert [row.what for row in EffectChange.objects.all()] == ["added", "removed"]
    assert "Effekt borttagen" in page_of(client, idea)
    response = client.post(at(benefit), data)
    assert response.status_code == 409
    assert "Skrivet för sent" in response.content.decode()


def test_another_ideas_effect_is_not_reached_through_this_one(client: Client, idea: Idea) -> None:
    benefit = make_benefit(make_idea("in_use"))
    address = f"/ideer/{idea.number}/effekt/{benefit.pk}/"
    assert client.get(address).status_code == 409
    assert client.post(f"{address}ta-bort/").status_code == 302
    assert Benefit.objects.get() == benefit


def test_nothing_is_written_of_a_withdrawn_idea_and_nothing_lost(client: Client, stina: User) -> None:
    idea = make_idea("in_review", submitter=stina)
    data = filled(client, adding(idea), **GIVEN)
    Idea.objects.filter(pk=idea.pk).update(state="withdrawn")
    response = client.post(adding(idea), data)
    assert response.status_code == 409
    assert "Två veckor mättes." in response.content.decode()
    assert client.get(adding(idea)).status_code == 409
    assert not Benefit.objects.exists()


def test_sums_are_shown_apart_where_there_are_several(client: Client, idea: Idea) -> None:
    make_benefit(idea, low=Decimal(1234), high=Decimal(1500))
    assert 'class="facts facts-inline effect-sums"' not in page_of(client, idea)
    make_benefit(idea, low=Decimal(10))
    make_benefit(idea, low=Decimal(70), basis="measured")
    page = page_of(client, idea)
    assert "cirka 1\u00a0200–1\u00a0500 timmar per år" in page
    assert "70 timmar per år" in page


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"low": None}, "measurement_is_a_whole_range"),
        ({"low": 121}, "measurement_low_at_most_high"),
        ({"low": -1}, "measurement_is_a_number_within_bounds"),
        ({"high": Decimal(10_000_000_000)}, "measurement_is_a_number_within_bounds"),
        ({"period_to": date(2025, 1, 1)}, "measurement_period_in_order"),
        ({"period_from": date(1, 1, 1)}, "measurement_period_of_our_time"),
        ({"period_to": date(9999, 12, 31)}, "measurement_period_of_our_time"),
    ],
)
def test_the_database_keeps_figures_whole(idea: Idea, values: dict[str, Any], constraint: str) -> None:
    row = make_benefit(idea).measurements.get()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Measurement.objects.filter(pk=row.pk).update(**values)


def test_the_database_refuses_what_is_not_a_number(idea: Idea) -> None:
    make_benefit(idea)
    with pytest.raises(IntegrityError, match="measurement_is_a_number_within_bounds"), transaction.atomic():
        connection.cursor().execute("UPDATE ideas_measurement SET low = 'NaN', high = 'NaN'")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "environment"}, "benefit_to_the_environment_has_a_unit"),
        ({"unit": "dagar"}, "benefit_in_hours_or_kronor_has_no_other_unit"),
    ],
)
def test_the_database_keeps_units_whole(idea: Idea, values: dict[str, str], constraint: str) -> None:
    make_benefit(idea)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Benefit.objects.update(**values)


def test_history_of_effects_is_never_changed(idea: Idea) -> None:
    make_benefit(idea)
    with pytest.raises(DatabaseError, match="history rows are never changed"), transaction.atomic():
        EffectChange.objects.update(reason="Något annat")
    idea.submitter.delete() if idea.submitter else None
    assert EffectChange.objects.get().actor_name == "Stina"


def test_the_page_asks_the_same_number_of_queries_with_many_effects(
    stina: User, idea: Idea, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_benefit(idea)
    subject = Idea.objects.with_people().get()
    with django_assert_num_queries(5):
        render_to_string("ideas/effects/section.html", {"section": section.context(stina, subject, None)})
    for _each in range(20):
        make_benefit(idea)
    subject = Idea.objects.with_people().get()
    with django_assert_num_queries(5):
        render_to_string("ideas/effects/section.html", {"section": section.context(stina, subject, None)})
