"""The posters: who downloads which, what is on the paper, and what renewing does."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast

import pytest
import segno
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader
from pytest_django.fixtures import DjangoAssertNumQueries

from goda_exempel import roles
from ideas.breakroom import printing
from ideas.breakroom.models import ALPHABET, Poster, new_token
from ideas.breakroom.workflow import poster_of, renew
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db

POSTERS = "/ideer/affischer/"
A4 = (595, 842)


@pytest.fixture
def coach(client: Client) -> Client:
    client.force_login(make_user(roles.COACH))
    return client


def download(client: Client, slug: str) -> Any:
    return client.get(f"{POSTERS}{slug}/affisch.pdf")


def test_paper_says_what_it_has_to(coach: Client, settings: LazySettings) -> None:
    settings.SITE_URL, settings.MUNICIPALITY = "https://goda.exempel.example", "Åmåls kommun"
    unit = make_unit("Äldreomsorgen Östra")
    response = download(coach, unit.slug)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="affisch-{unit.slug}.pdf"'
    assert response.headers["Cache-Control"] == "private, no-store"
    pdf = PdfReader(BytesIO(response.content))
    text = pdf.pages[0].extract_text()
    address = f"goda.exempel.example/lamna/{Poster.objects.get().written_token}"
    for words in ("Åmåls kommun", "Äldreomsorgen Östra", "Har du en idé?", "60 sekunder räcker.", address):
        assert words in text
    assert "goda.exempel.example/folj" in text


def test_paper_is_one_tagged_page_of_a4_in_swedish(coach: Client) -> None:
    pdf = PdfReader(BytesIO(download(coach, make_unit("Köket").slug).content))
    box, root = pdf.pages[0].mediabox, cast("Any", pdf.root_object)
    assert len(pdf.pages) == 1
    assert (round(box.width), round(box.height)) == A4
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Lämna en idé: Köket"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_picture_of_the_code_has_a_text_instead(coach: Client) -> None:
    pdf = PdfReader(BytesIO(download(coach, make_unit("Köket").slug).content))
    objects: Iterator[Any] = (pdf.get_object(number) for number in range(1, len(pdf.xref[0])))
    texts = [row["/Alt"] for row in objects if isinstance(row, dict) and "/Alt" in row]
    assert texts == [f"QR-kod som leder till {Poster.objects.get().short_address}"]


def test_code_leads_to_the_form(settings: LazySettings) -> None:
    settings.SITE_URL = "https://goda.exempel.example"
    poster = poster_of(make_unit())
    address = printing.full_address(poster)
    assert address == f"https://goda.exempel.example/lamna/{poster.written_token}/"
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, dark="#000", light="#fff")
    assert printing._words(poster)["qr"] == drawn.getvalue().decode()
    assert Client().get(address.removeprefix(settings.SITE_URL)).status_code == 200


NAMES = ("#panic() $x$ *fet* _kursiv_ \\ @ref <a> `kod`", "Å" * 70, "Ö <script>", "Öarnas förskola " * 4)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_names_and_no_typesetting(coach: Client, name: str) -> None:
    unit = make_unit(name)
    pdf = PdfReader(BytesIO(download(coach, unit.slug).content))
    assert len(pdf.pages) == 1
    written = "".join(pdf.pages[0].extract_text().split())
    assert "".join(name.split()) in written.replace("\u200b", "")


def test_who_downloads_which(client: Client) -> None:
    own, other = make_unit("Egen"), make_unit("Andras")
    found = {}
    for role in roles.ROLES:
        client.force_login(make_user(role, units=(own,)))
        found[role] = tuple(download(client, unit.slug).status_code for unit in (own, other))
    every, none = (200, 200), (403, 403)
    handlers = {roles.COACH: every, roles.COORDINATOR: every, roles.ADMINISTRATOR: every, roles.MANAGER: (200, 404)}
    assert found == {role: handlers.get(role, none) for role in roles.ROLES}


def test_manager_sees_own_units_and_those_below(client: Client) -> None:
    top = make_unit("Egen förvaltning")
    make_unit("Egen enhet", parent=top)
    make_unit("Andras enhet")
    client.force_login(make_user(roles.MANAGER, units=(top,)))
    page = client.get(POSTERS).content.decode()
    assert ("Egen enhet" in page, "Andras enhet" in page) == (True, False)
    client.force_login(make_user(roles.MANAGER))
    assert "Du hör inte till någon enhet än" in client.get(POSTERS).content.decode()


def test_downloading_twice_gives_the_same_poster(coach: Client) -> None:
    unit = make_unit()
    for _time in range(2):
        download(coach, unit.slug)
    assert Poster.objects.count() == 1
    assert Poster.objects.get().written_token in coach.get(POSTERS).content.decode()


def test_renewing_says_first_what_happens(coach: Client) -> None:
    poster = poster_of(make_unit("Köket"))
    page = coach.get(f"{POSTERS}{poster.unit.slug}/fornya/").content.decode()
    assert "slutar fungera direkt" in page
    assert Poster.objects.get().is_in_force


def test_renewing_ends_the_old_address_at_once(coach: Client) -> None:
    old = poster_of(make_unit("Köket"))
    path = f"{POSTERS}{old.unit.slug}/fornya/"
    response = coach.post(path, {"token": old.token}, follow=True)
    assert "Köket har en ny kod." in response.content.decode()
    new = Poster.objects.in_force().get()
    assert Client().get(old.get_absolute_url()).status_code == 410
    assert Client().get(new.get_absolute_url()).status_code == 200
    again = coach.post(path, {"token": old.token}, follow=True)
    assert "redan förnyad" in again.content.decode()
    assert Poster.objects.in_force().get() == new
    for bad in ({}, {"token": ""}, {"token": "x" * 50}, {"token": "a\0"}):
        coach.post(path, bad)
    assert Poster.objects.in_force().get() == new


def test_who_renews(client: Client) -> None:
    unit = make_unit()
    poster = poster_of(unit)
    path = f"{POSTERS}{unit.slug}/fornya/"
    assert client.post(path).headers["Location"].startswith("/logga-in/")
    for who, status in ((make_user(), 403), (make_user(roles.MANAGER, units=(make_unit(),)), 404)):
        client.force_login(who)
        assert client.post(path, {"token": poster.token}).status_code == status
    client.force_login(make_user(roles.COACH))
    assert client.post(f"{POSTERS}finns-inte/fornya/").status_code == 404
    assert Poster.objects.get().is_in_force
    client.force_login(make_user(roles.MANAGER, units=(unit,)))
    client.post(path, {"token": poster.token})
    assert not Poster.objects.get(pk=poster.pk).is_in_force


def test_one_poster_in_force_a_unit() -> None:
    unit = make_unit()
    poster = poster_of(unit)
    with pytest.raises(IntegrityError, match="one_poster_in_force_a_unit"), transaction.atomic():
        Poster.objects.create(unit=unit)
    assert renew(poster, by=make_user()) is not None
    assert renew(poster, by=make_user()) is None


def test_tokens_can_be_read_from_paper() -> None:
    tokens = {new_token() for _time in range(200)}
    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {12}
    assert set("".join(tokens)) == set(ALPHABET)
    assert not set("01loi") & set(ALPHABET)


@pytest.mark.parametrize("units", [1, 50])
def test_queries_of_the_list(client: Client, units: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    top = make_unit("Förvaltningen")
    for _unit in range(units):
        poster_of(make_unit(parent=top))
    client.force_login(make_user(roles.COACH))
    with django_assert_num_queries(9):
        client.get(POSTERS)
