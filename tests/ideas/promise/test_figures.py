"""/svarsloften/: how the promises were kept, by quarter, for anybody."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from goda_exempel.accounts.models import Unit
from goda_exempel.models import ContentVersion
from goda_exempel.working_days import working_days_between
from ideas.models import Idea
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 20)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


@pytest.fixture
def unit() -> Unit:
    return make_unit()


def handed_in(unit: Unit, on: date, *, due: date, replied: date | None = None, **fields: Any) -> Idea:
    idea = make_idea("in_review", unit=unit, submitter=make_user(units=(unit,)))
    when = at(replied) if replied else None
    Idea.objects.filter(pk=idea.pk).update(submitted_at=at(on), reply_due=due, replied_at=when, **fields)
    return idea


def rows(client: Client, address: str = "/svarsloften/") -> list[list[str]]:
    """The table as it is read: a list of cells for each quarter."""
    page = client.get(address).content.decode()
    body = page.partition("<tbody>")[2].partition("</tbody>")[0] if "<tbody>" in page else ""
    return [
        [_text(cell) for cell in part.replace("</th>", "</td>").split("</td>")[:-1]]
        for part in body.split("</tr>")[:-1]
    ]


def _text(cell: str) -> str:
    return cell.rpartition(">")[2].replace("&nbsp;", " ").strip()


@time_machine.travel(at(TODAY), tick=False)
def test_share_median_and_open_by_quarter(client: Client, unit: Unit) -> None:
    for replied in (date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 16), date(2026, 3, 17), None):
        handed_in(unit, date(2026, 3, 2), due=date(2026, 3, 16), replied=replied)
    for replied in (date(2026, 4, 10), None, None, None, None):
        handed_in(unit, date(2026, 4, 9), due=TODAY, replied=replied)
    assert rows(client) == [
        ["Kvartal 2 2026", "5", "100 %", "1", "4"],  # a promise is open until its day has passed
        ["Kvartal 1 2026", "5", "60 %", "6", "1"],  # 3 of 5 kept; 1, 2, 10 and 11 working days
    ]


@time_machine.travel(at(TODAY), tick=False)
def test_quarter_with_fewer_than_five_shows_no_figures(client: Client, unit: Unit) -> None:
    for _each in range(4):
        handed_in(unit, date(2026, 3, 2), due=date(2026, 3, 16), replied=date(2026, 3, 3))
    assert rows(client) == [["Kvartal 1 2026", "färre än fem"]]
    assert rows(client, "/en/svarsloften/") == [["Quarter 1 2026", "fewer than five"]]


@time_machine.travel(at(TODAY), tick=False)
def test_confidential_held_drafts_and_taken_back_are_not_counted(client: Client, unit: Unit) -> None:
    for fields in ({"confidential": True}, {"held": True}, {"state": "withdrawn"}):
        handed_in(unit, date(2026, 3, 2), due=date(2026, 3, 16), **fields)
    make_idea("draft", unit=unit)
    assert rows(client) == []


def test_page_is_the_same_for_everybody_and_sets_nothing(client: Client) -> None:
    make_idea("in_review", title="Hemlig rubrik")
    anonymous = client.get("/svarsloften/")
    client.force_login(make_user())
    signed_in = client.get("/svarsloften/")
    assert anonymous.content == signed_in.content
    assert anonymous["ETag"] == signed_in["ETag"]
    assert not signed_in.cookies
    assert "Vary" not in signed_in or "cookie" not in signed_in["Vary"].lower()
    assert "s-maxage=1," in anonymous["Cache-Control"]
    assert b"Hemlig rubrik" not in anonymous.content
    assert client.get("/svarsloften/", headers={"if-none-match": anonymous["ETag"]}).status_code == 304
    assert client.post("/svarsloften/").status_code == 405


def test_a_move_shows_at_once_and_empties_no_other_page(client: Client, unit: Unit) -> None:
    ideas = [make_idea("submitted", unit=unit) for _each in range(5)]
    (before,) = rows(client)
    version = ContentVersion.objects.first()
    ENGINE.perform(ideas[0], "take", by=ideas[0].coach)
    ENGINE.perform(ideas[0], "ask", by=ideas[0].coach, reason="Hur många?")
    (after,) = rows(client)
    assert (before[1:], after[1:]) == (["5", "inget har förfallit än", "inget svar än", "5"], ["5", "100 %", "0", "4"])
    assert ContentVersion.objects.first() == version


def test_midnight_alone_breaks_a_promise(client: Client, unit: Unit) -> None:
    with time_machine.travel(at(TODAY), tick=False) as clock:
        for _each in range(5):
            handed_in(unit, date(2026, 5, 6), due=TODAY)
        assert rows(client)[0][2] == "inget har förfallit än"
        clock.move_to(at(TODAY + timedelta(days=1)))
        assert rows(client)[0][2] == "0 %"


def test_one_query_however_many(client: Client, unit: Unit, django_assert_num_queries: Any) -> None:
    for number in (5, 20):
        for _each in range(number):
            handed_in(unit, date(2026, 3, 2), due=date(2026, 3, 16), replied=date(2026, 3, 3))
        with django_assert_num_queries(2):  # the figures, and the content version that every public page asks for
            client.get("/svarsloften/")


def test_link_in_the_footer_and_in_the_site_map(client: Client) -> None:
    assert 'href="/svarsloften/"' in client.get("/").content.decode()
    assert "/svarsloften/" in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), 0),
        (date(2026, 3, 2), date(2026, 3, 3), 1),
        (date(2026, 3, 6), date(2026, 3, 9), 1),
        (date(2026, 3, 7), date(2026, 3, 8), 0),
        (date(2025, 12, 23), date(2026, 1, 7), 5),  # 29, 30 December, 2, 5 and 7 January
        (date(2026, 3, 9), date(2026, 3, 2), 0),
    ],
)
def test_working_days_between(start: date, end: date, days: int) -> None:
    assert working_days_between(start, end) == days
