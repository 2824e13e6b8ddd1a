"""The board as a file: exactly what is shown, all pages of it, and nothing that a spreadsheet would run."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from goda_exempel.accounts.models import User
from goda_exempel.spreadsheets import harmless
from ideas.models import Idea
from tests.factories import make_idea, make_unit, make_user

pytestmark = pytest.mark.django_db

Table = list[list[str]]


@pytest.fixture
def sara(client: Client) -> User:
    sara = make_user(name="Sara")
    client.force_login(sara)
    return sara


def as_csv(client: Client, query: str = "") -> Table:
    response: Any = client.get(f"/ideer/lista.csv{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_xlsx(client: Client, query: str = "") -> Table:
    response: Any = client.get(f"/ideer/lista.xlsx{query}")
    assert response.status_code == 200
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [list(row) for row in sheet.iter_rows()]
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}
    return [[cell.value or "" for cell in row] for row in cells]


@pytest.mark.parametrize("read", [as_csv, as_xlsx])
def test_file_has_all_pages_with_the_same_filters_and_order(client: Client, sara: User, read: Any) -> None:
    unit = make_unit("Biblioteket", parent=make_unit("Kultur"))
    for number in range(26):
        make_idea(title=f"Cykel {number:02}", submitter=sara, unit=unit)
    make_idea("in_use", title="Buss", submitter=sara, unit=unit)
    table = read(client, "?q=cykel&tillstand=submitted&ordning=titel&sida=2")
    assert table[0] == [
        *("Nummer", "Rubrik", "Läge", "Enhet", "Hör till", "Slag av nytta", "Inlämnad", "Inlämnad av", "Ansvarig"),
        *("Svarslöfte", "Besvarad", "I bruk sedan", "Var den är i bruk", "Adress"),
    ]
    assert [row[1] for row in table[1:]] == [f"Cykel {number:02}" for number in range(26)]
    first = Idea.objects.get(title="Cykel 00")
    assert first.reply_due is not None
    assert table[1] == [
        *(first.number, "Cykel 00", "Inlämnad", "Biblioteket", "Kultur", ""),
        *(timezone.localdate().isoformat(), "Sara", "Coach Coachsson", first.reply_due.isoformat(), "", "", ""),
        f"http://testserver/ideer/{first.number}/",
    ]


@pytest.mark.parametrize("read", [as_csv, as_xlsx])
def test_file_holds_nothing_that_the_person_may_not_see(client: Client, sara: User, read: Any) -> None:
    make_idea(title="Öppen")
    make_idea(title="Hemlig", confidential=True)
    make_idea(title="Väntar", held=True)
    make_idea("draft", title="Utkast")
    assert [row[1] for row in read(client)[1:]] == ["Öppen"]


@pytest.mark.parametrize("read", [as_csv, as_xlsx])
@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+46", "'+46"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        (" =1", "'=1"),
        ("Rad ett\r\n=rad två", "Rad ett =rad två"),
        ('a;b"c', 'a;b"c'),
        ("http://x.example", "http://x.example"),
        ("007", "007"),
    ],
)
def test_cells_are_never_formulas(client: Client, sara: User, read: Any, title: str, cell: str) -> None:
    idea = make_idea(title="x")
    Idea.objects.filter(pk=idea.pk).update(title=title, submitter_name=title)
    (row,) = read(client)[1:]
    assert (row[1], row[7]) == (cell, cell)


def test_harmless_leaves_ordinary_text_alone() -> None:
    for text in ("", "Elcykel", "a=b", "5 % – nästan", "É"):
        assert harmless(text) == text


def test_names_of_the_files_are_safe(client: Client, sara: User) -> None:
    day = timezone.localdate().isoformat()
    for ending in ("csv", "xlsx"):
        response: Any = client.get(f"/ideer/lista.{ending}?q=%22%0d%0aX:1")
        assert response["Content-Disposition"] == f'attachment; filename="ideer-{day}.{ending}"'


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_files_are_for_those_who_work_here(client: Client, ending: str) -> None:
    address = f"/ideer/lista.{ending}"
    assert client.get(address)["Location"] == f"/logga-in/?next={address}"
    nobody = make_user()
    nobody.groups.clear()
    client.force_login(nobody)
    assert client.get(address).status_code == 403
    client.force_login(make_user())
    assert client.post(address).status_code == 405


def test_file_asks_the_same_number_of_queries_for_1_and_50(
    client: Client, sara: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = make_unit()
    for count in (1, 49):
        for _each in range(count):
            make_idea("in_use", submitter=make_user(), unit=unit)
        with django_assert_num_queries(6):
            assert as_csv(client)
