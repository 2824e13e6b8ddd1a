"""/statistik/: tables first, pictures beside them, CSV of the same, and nobody recognised."""

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from itertools import count
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from goda_exempel.spreadsheets import as_csv
from ideas.duplicates.models import DuplicateLink
from ideas.effects.models import FollowUp
from ideas.models import Idea
from tests.factories import TEXTS, make_unit, make_user
from tests.ideas.effects.factories import make_benefit

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 11, tzinfo=UTC)  # a Monday
_serial = count(1)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def school() -> Unit:
    return make_unit("Skolan")


@pytest.fixture
def care() -> Unit:
    return make_unit("Omsorgen")


@pytest.fixture
def sara(client: Client) -> User:
    sara = make_user(name="Sara")
    client.force_login(sara)
    return sara


def put(unit: Unit, *, people: int = 1, at: datetime = MARCH, **fields: Any) -> list[Idea]:
    """One idea from each of so many new people, without all the moves that led there."""
    return [_idea(unit, make_user(units=(unit,)), at, fields) for _each in range(people)]


def _idea(unit: Unit, by: User, at: datetime, fields: dict[str, Any]) -> Idea:
    return Idea.objects.create(
        number=f"IDE-2026-{next(_serial):04d}",
        unit=unit,
        submitter=by,
        submitter_name=by.name,
        submitted_at=at,
        reply_due=at.date(),
        **{"state": "submitted", **TEXTS, **fields},
    )


def in_use(unit: Unit, *, people: int = 1, **fields: Any) -> list[Idea]:
    since = {"in_use_since": date(2026, 5, 4), "in_use_where": "Här"}
    return put(unit, people=people, **{"state": "in_use", **since, **fields})


def tables(client: Client, query: str = "") -> dict[str, list[list[str]]]:
    found = client.get(f"/statistik/?{query}").context["tables"]
    return {table.key: table.rows for table in found}


def column(rows: list[list[str]], number: int = 1) -> dict[str, str]:
    return {row[0]: row[number].replace("\u00a0", " ") for row in rows}


def read_csv(client: Client, name: str, query: str = "") -> list[list[str]]:
    answer = client.get(f"/statistik/{name}.csv?{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_for_everybody_who_works_here_and_nobody_else(client: Client) -> None:
    for address in ("/statistik/", "/statistik/per-enhet.csv"):
        assert client.get(address)["Location"] == f"/logga-in/?next={address}"
        outsider = make_user()
        outsider.groups.clear()
        client.force_login(outsider)
        assert client.get(address).status_code == 403
        for role in roles.ROLES:
            client.force_login(make_user(role))
            assert client.get(address).status_code == 200, role
        assert client.post(address).status_code == 405
        client.logout()


def test_the_menu_leads_there(client: Client, sara: User) -> None:
    menu = client.get("/statistik/").context["menu"]
    assert [(entry["label"], entry["current"]) for entry in menu][-1] == ("Statistik", True)


def test_ideas_by_month_and_by_unit(client: Client, sara: User, school: Unit, care: Unit) -> None:
    class_1 = make_unit("Klass 1", parent=make_unit("Grundskolan", parent=school))
    put(school, people=5)
    put(class_1, people=6, at=datetime(2026, 4, 30, 22, 30, tzinfo=UTC))  # already May in Sweden
    put(care, people=5)
    put(care, people=5, at=datetime(2025, 6, 1, tzinfo=UTC))
    found = tables(client)
    assert {name: text for name, text in column(found["per-manad"]).items() if text != "0"} == {
        "Mars": "10",
        "Maj": "6",
    }
    assert column(found["per-enhet"]) == {"Omsorgen": "5", "Skolan": "11", "Alla enheter": "16"}
    both = {row[0]: row[1:] for row in found["per-enhet-och-manad"]}
    assert both["Skolan"] == ["0", "0", "5", "0", "6", *["0"] * 7, "11"]
    assert both["Alla enheter"][-1] == "16"
    assert column(tables(client, "ar=2025")["per-enhet"])["Alla enheter"] == "5"
    chosen = tables(client, f"enhet={school.slug}")
    assert column(chosen["per-enhet"]) == {"Skolan": "11"}
    assert column(chosen["per-manad"])["Mars"] == "5"


def test_under_five_people_are_hidden_however_many_ideas_they_have(
    client: Client, sara: User, school: Unit, care: Unit
) -> None:
    busy = make_user(units=(school,))
    for _each in range(9):
        _idea(school, busy, MARCH, {})
    put(care, people=8)
    found = tables(client)
    assert column(found["per-enhet"]) == {"Omsorgen": "färre än fem", "Skolan": "färre än fem", "Alla enheter": "17"}
    assert column(found["per-manad"])["Mars"] == "17"


def test_the_small_unit_can_not_be_counted_out_in_any_view(
    client: Client, sara: User, school: Unit, care: Unit
) -> None:
    town = make_unit("Staden")
    put(school, people=3)
    put(care, people=6)
    put(town, people=9)
    hidden = {"Omsorgen": "färre än fem", "Skolan": "färre än fem", "Staden": "9", "Alla enheter": "18"}
    assert column(tables(client)["per-enhet"]) == hidden
    for unit, text in ((school, "färre än fem"), (care, "färre än fem"), (town, "9")):
        chosen = tables(client, f"enhet={unit.slug}")
        assert column(chosen["per-enhet"]) == {unit.name: text}
        assert column(chosen["per-manad"])["Mars"] == text


def test_csv_and_picture_hide_the_same(client: Client, sara: User, school: Unit, care: Unit) -> None:
    put(school, people=3)
    put(care, people=7)
    page = client.get("/statistik/")
    for table in page.context["tables"]:
        assert read_csv(client, table.key) == table.csv
    assert read_csv(client, "per-enhet") == [
        ["Enhet", "Idéer"],
        ["Omsorgen", "färre än fem"],
        ["Skolan", "färre än fem"],
        ["Alla enheter", "10"],
    ]
    bars = next(table for table in page.context["tables"] if table.key == "per-enhet").charts[0].bars
    assert [(bar.label, bar.text, bar.is_hidden, bar.width) for bar in bars][:2] == [
        ("Omsorgen", "färre än fem", True, "0.0"),
        ("Skolan", "färre än fem", True, "0.0"),
    ]


def test_csv_is_safe_to_open() -> None:
    text = "".join(as_csv([["=1+1", "+46", "-5", "@SUM(A1)", "\tx", 'a;"b', 12]]))
    assert text == "\ufeff'=1+1;'+46;'-5;'@SUM(A1);'x;\"a;\"\"b\";12\r\n"


def test_unit_names_are_only_text_in_picture_and_csv(client: Client, sara: User) -> None:
    put(make_unit("=HYPERLINK(1) <script>alert(1)</script>"), people=5)
    assert "<script>alert(1)" not in client.get("/statistik/").content.decode()
    assert read_csv(client, "per-enhet")[1][0].startswith("'=HYPERLINK")


def test_days_to_reply_are_working_days(client: Client, sara: User, school: Unit) -> None:
    for days in (1, 1, 2, 7, 8):  # from a Monday: 1, 1, 2, 5 and 6 working days
        put(school, replied_at=MARCH + timedelta(days=days))
    put(school)
    rows = {row[0]: row[1:] for row in tables(client)["dagar-till-svar"]}
    assert rows["Skolan"] == ["5", "1", "2", "5"]
    holidays = datetime(2026, 4, 2, 11, tzinfo=UTC)  # Maundy Thursday; the next working day is Tuesday
    Idea.objects.update(submitted_at=holidays, replied_at=holidays + timedelta(days=5))
    assert {row[0]: row[1:] for row in tables(client)["dagar-till-svar"]}["Skolan"] == ["6", "1", "1", "1"]


def test_days_to_use_leave_out_what_was_in_use_before(client: Client, sara: User, school: Unit) -> None:
    in_use(school, people=5, in_use_since=MARCH.date() + timedelta(days=40))
    in_use(school, in_use_since=date(2026, 1, 1))
    assert {row[0]: row[1:] for row in tables(client)["dagar-till-bruk"]}["Skolan"] == ["5", "40", "40", "40"]


def test_days_of_few_people_are_hidden(client: Client, sara: User, school: Unit, care: Unit) -> None:
    put(school, people=4, replied_at=MARCH + timedelta(days=1))
    put(care, people=9, replied_at=MARCH + timedelta(days=2))
    rows = {row[0]: row[1:] for row in tables(client)["dagar-till-svar"]}
    assert rows["Skolan"] == rows["Omsorgen"] == ["färre än fem", "–", "–", "–"]
    assert rows["Alla enheter"] == ["13", "1", "2", "2"]


def test_ideas_by_kind_of_benefit(client: Client, sara: User, school: Unit) -> None:
    put(school, people=5, benefit_kind="time")
    put(school, people=6)
    rows = column(tables(client)["per-nytta"])
    assert {name: text for name, text in rows.items() if text != "0"} == {
        "Sparad tid": "5",
        "Inte valt eller inte visat": "6",
    }


def test_what_the_kinds_hide_is_not_counted_out_from_the_months(
    client: Client, sara: User, school: Unit, care: Unit
) -> None:
    put(care, people=3, benefit_kind="time")
    put(care, people=9)
    put(school, people=8, benefit_kind="time")
    for unit in (school, care):
        shown = tables(client, f"enhet={unit.slug}")
        assert column(shown["per-nytta"])["Sparad tid"] == "färre än fem"
        assert column(shown["per-enhet"])[unit.name] == "färre än fem"
        assert column(shown["per-manad"])["Mars"] == "färre än fem"


def test_drafts_and_held_ideas_are_not_counted(client: Client, sara: User, school: Unit) -> None:
    put(school, people=5)
    put(school, people=5, held=True)
    put(school, people=5, state="draft")
    Idea.objects.filter(state="draft").update(submitted_at=None)
    assert column(tables(client)["per-enhet"])["Alla enheter"] == "5"


def test_confidential_ideas_are_only_a_number(client: Client, sara: User, school: Unit) -> None:
    put(school, people=5)
    secret = in_use(school, people=5, confidential=True, benefit_kind="safety", title="Hemlig rubrik")
    for idea in secret:
        make_benefit(idea, words="Hemlig nytta")
    page = client.get("/statistik/").content.decode()
    found = tables(client)
    assert column(found["per-enhet"])["Alla enheter"] == "10"
    assert column(found["per-nytta"])["Trygghet och säkerhet"] == "0"
    assert column(found["per-nytta"])["Inte valt eller inte visat"] == "10"
    assert found["effekter"] == []
    assert "Hemlig" not in page
    client.force_login(make_user(roles.ADMINISTRATOR))
    assert tables(client) == found


def effects(client: Client, query: str = "") -> list[list[str]]:
    return [[cell.replace("\u00a0", " ") for cell in row] for row in tables(client, query)["effekter"]]


def test_measured_and_estimated_stand_apart_as_ranges(client: Client, sara: User, school: Unit, care: Unit) -> None:
    for idea in in_use(school, people=5):
        make_benefit(idea, low=Decimal(100), high=Decimal(120))
    for idea in in_use(care, people=5):
        make_benefit(idea, low=Decimal(1000), high=Decimal(1111), basis="measured")
    assert effects(client) == [
        ["Sparad tid, timmar per år", "Uppmätt", "cirka 5 000–5 600", "–"],
        ["Sparad tid, timmar per år", "Uppskattat", "500–600", "–"],
    ]
    assert effects(client, f"enhet={school.slug}")[0][2:] == ["–", "–"]
    assert effects(client, "ar=2026") == effects(client)


def test_the_same_effect_of_linked_ideas_counts_once(client: Client, sara: User, school: Unit) -> None:
    ideas = in_use(school, people=6)
    for idea in ideas:
        make_benefit(idea, low=Decimal(10))
    DuplicateLink.objects.create(idea=ideas[0], other=ideas[1])
    assert effects(client)[1] == ["Sparad tid, timmar per år", "Uppskattat", "50", "–"]


def test_what_is_not_confirmed_stands_for_itself_and_what_has_ended_no_longer_counts(
    client: Client, sara: User, school: Unit
) -> None:
    period = {"period_from": date(2025, 1, 1), "period_to": date(2026, 12, 31)}
    groups = [in_use(school, people=5, in_use_since=date(2025, 3, 1)) for _each in range(3)]
    for ideas in groups:
        for idea in ideas:
            make_benefit(idea, low=Decimal(10), **period)
    asked = {"months": 3, "due": date(2025, 6, 1), "asked_at": MARCH - timedelta(days=200)}
    for idea in groups[1]:
        FollowUp.objects.create(idea=idea, asked_again_at=MARCH, **asked)
    for idea in groups[2]:
        ended = {"answer": "ended", "why_ended": "Slut.", "answered_at": MARCH - timedelta(days=100)}
        FollowUp.objects.create(idea=idea, **asked, **ended)
    assert effects(client)[1][2:] == ["50", "50"]
    Idea.objects.update(submitted_at=MARCH - timedelta(days=400))
    assert effects(client, "ar=2025")[1][2:] == ["100", "50"]


def test_effects_of_few_people_are_hidden(client: Client, sara: User, school: Unit, care: Unit) -> None:
    for idea in (*in_use(school, people=4), *in_use(care, people=9)):
        make_benefit(idea, low=Decimal(10))
    assert effects(client)[1][2] == "130"
    for unit in (school, care):
        assert effects(client, f"enhet={unit.slug}")[1][2] == "färre än fem"
    Idea.objects.filter(unit=care).update(state="withdrawn")
    assert effects(client)[1][2] == "färre än fem"


def test_units_that_people_write_are_not_added_and_quality_is_counted_in_ideas(
    client: Client, sara: User, school: Unit
) -> None:
    for idea in in_use(school, people=5):
        make_benefit(idea, kind="environment", unit="kg CO2e per år", low=Decimal(2))
        make_benefit(idea, kind="environment", unit="liter per år", low=Decimal(3))
        make_benefit(idea, kind="quality", low=None, high=None)
    assert [row[0::2] for row in effects(client) if row[1] == "Uppskattat"] == [
        ["Kvalitet", "5 idéer"],
        ["Miljö, kg CO2e per år", "10"],
        ["Miljö, liter per år", "15"],
    ]


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("ar=abc", {"ar"}),
        ("ar=1066", {"ar"}),
        ("ar=9999999999999999999999", {"ar"}),
        (f"enhet={'x' * 10_000}", {"enhet"}),
        ("enhet=ingen&ar=2026", {"enhet"}),
        ("ar=&enhet=", set()),
        ("ar=2025&ar=2026", set()),
    ],
)
def test_what_can_not_be_read_is_told_and_left_out(client: Client, sara: User, query: str, errors: set[str]) -> None:
    put(make_unit(), at=datetime(2025, 3, 1, tzinfo=UTC))
    response = client.get(f"/statistik/?{query}")
    assert (response.status_code, response.context["form"].errors.keys()) == (200, errors)
    assert response.context["asked"].year == 2026
    assert client.get(f"/statistik/per-enhet.csv?{query}").status_code == 200


def test_a_table_that_is_not_there_is_404(client: Client, sara: User) -> None:
    for name in ("finns-inte", "../admin", "per", "per-man", "x" * 300):
        assert client.get(f"/statistik/{name}.csv").status_code == 404


def test_pictures_have_a_name_and_what_they_show(client: Client, sara: User, school: Unit) -> None:
    put(school, people=5)
    page = client.get("/statistik/").content.decode()
    assert page.count('<svg class="chart" role="img" aria-labelledby="') == page.count("<desc ") == 5
    assert 'aria-labelledby="per-enhet-bild per-enhet-text"' in page
    assert '<title id="per-enhet-bild">Idéer per enhet, 2026</title>' in page
    assert "Skolan: 5" in page


def test_an_empty_portal_has_figures_too(client: Client, sara: User) -> None:
    found = tables(client)
    assert set(column(found["per-manad"]).values()) == {"0"}
    assert found["effekter"] == []


def test_same_number_of_queries_with_1_and_50_ideas(
    client: Client, sara: User, school: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_benefit(in_use(school)[0])
    with django_assert_num_queries(15):
        client.get("/statistik/")
    for idea in in_use(make_unit(), people=49):
        make_benefit(idea)
    with django_assert_num_queries(15):
        client.get("/statistik/")
