"""Tables and saved pages as they are found, read into fields."""

import json
from pathlib import Path

import pytest
from django.utils import timezone

from stories.importing.addresses import settled
from stories.importing.dates import read_day
from stories.importing.entries import Reading, read_source
from stories.importing.pages import read_page, split_caption
from stories.importing.sources import Folder
from stories.importing.tables import read_csv, read_json
from tests.stories.importing.sources import LINE, folder, table


def read(tmp_path: Path, files: dict[str, bytes]) -> Reading:
    return read_source(Folder(folder(tmp_path, files)))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_says_the_same_in_every_encoding_and_with_every_separator(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    reading = read(
        tmp_path, {"t.csv": table({"rubrik": "Räksmörgås, i solen; för alla"}, separator=separator, encoding=encoding)}
    )
    assert [(entry.title, entry.values["picture_alt"]) for entry in reading.entries] == [
        ("Räksmörgås, i solen; för alla", "En cykel med boklåda.")
    ]
    assert len(reading.remarks) == (encoding in ("cp1252", "utf-16"))


def test_columns_are_known_by_swedish_and_english_names() -> None:
    rows = read_csv("Rubrik;ALT_TEXT;photo by;Gamla numret\nSoppan;En gryta;Eva;7\n")
    assert [row.values for row in rows.rows] == [{"title": "Soppan", "picture_alt": "En gryta", "photographer": "Eva"}]
    assert len(rows.remarks) == 1
    assert "Gamla numret" in rows.remarks[0]


def test_each_line_has_its_number_in_the_file() -> None:
    rows = read_csv('rubrik;text\nEtt;"två\nrader"\n\nTre;x\n').rows
    assert [(row.line, row.values["title"]) for row in rows] == [(2, "Ett"), (5, "Tre")]


def test_too_many_cells_and_a_lost_quotation_mark_are_told_by_line() -> None:
    rows = read_csv('rubrik;text\nEtt;två;tre\nFyra;fem\nSex;"sju\nÅtta;nio\n').rows
    assert [(row.line, bool(row.fault)) for row in rows] == [(2, True), (3, False), (5, True)]


@pytest.mark.parametrize(
    "text",
    [
        '[{"rubrik": "Ett", "id": 1}, {"rubrik": "Två", "id": 2}]',
        '{"berattelser": [{"title": "Ett", "id": 1}, {"title": "Två", "id": "2"}]}',
        '{"title": "Ett", "id": 1}\n\n{"title": "Två", "id": 2}\n',
    ],
)
def test_json_is_an_array_an_object_with_one_or_lines(text: str) -> None:
    assert [row.values for row in read_json(text).rows] == [
        {"title": "Ett", "source_id": "1"},
        {"title": "Två", "source_id": "2"},
    ]


@pytest.mark.parametrize("text", ["{", "[1, 2]", "", '{"a": 1}\n{"b"', "[" * 100_000])
def test_what_is_no_json_is_told_and_nothing_is_lost(text: str) -> None:
    assert [row for row in read_json(text).rows if row.fault or not row.values]


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2013-06-13", "2013-06-13T08:00", "day"),
        ("13 juni 2013", "2013-06-13T08:00", "day"),
        ("Torsdag den 13 juni 2013", "2013-06-13T08:00", "day"),
        ("Publicerad: 13 jun 2013", "2013-06-13T08:00", "day"),
        ("13/6 2013", "2013-06-13T08:00", "day"),
        ("13.6.2013", "2013-06-13T08:00", "day"),
        ("20130613", "2013-06-13T08:00", "day"),
        ("June 13, 2013", "2013-06-13T08:00", "day"),
        ("13 juni 2013 kl. 10.30", "2013-06-13T10:30", "moment"),
        ("2013-06-13 10:30", "2013-06-13T10:30", "moment"),
        ("2013-06-13T08:30:00Z", "2013-06-13T10:30", "moment"),
        ("2013-12-13T10:30:00+01:00", "2013-12-13T10:30", "moment"),
        ("juni 2013", "2013-06-01T08:00", "month"),
        ("2013-06", "2013-06-01T08:00", "month"),
        ("2013", "2013-01-01T08:00", "year"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, expected: str, precision: str) -> None:
    day = read_day(text)
    assert day is not None
    assert (timezone.localtime(day.at).isoformat()[:16], day.precision) == (expected, precision)


@pytest.mark.parametrize("text", ["", "förra veckan", "2013-02-30", "13 blaj 2013", "0000-00-00", "1890-01-01", "9999"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTP://Gamla.example/Artiklar/Cykeln/?Id=17#topp", "/artiklar/cykeln?id=17"),
        ("/artiklar/%E5r.html", "/artiklar/år.html"),
        ("/artiklar/%C3%A5r.html", "/artiklar/år.html"),
        ("Default.aspx?b=2&a=1&utm_source=x", "/default.aspx?a=1&b=2"),
        ("http://gamla.example/?p=17", "/?p=17"),
        ("//annan.example//a//b", "/a/b"),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("http://[trasig", ""),
    ],
)
def test_an_old_address_has_one_form(address: str, expected: str) -> None:
    assert settled(address) == expected


PAGE = """<!DOCTYPE html>
<!-- saved from url=(0043)http://gamla.example/inspiration/cykeln.html -->
<html><head><title>Cykeln | Kommunen</title><script>alert("nej")</script></head>
<body><nav>Meny</nav><main><h1>Cykeln som lånar ut böcker</h1>
<p class="datum">Publicerad 13 juni 2013</p>
<p class="ingress">Boken kommer på cykel.</p>
<figure><img src="./Cykeln_files/cykel%20ett.jpg" alt="En cykel.">
<figcaption>Hon cyklar. Foto: Eva Exempel</figcaption></figure>
<p>Text: Alva Exempel</p>
<p>En onsdag rullade den ut.</p><h2>Så började det</h2><p>Med en korg.</p></main>
<footer>Sidfot</footer></body></html>"""


def test_a_saved_page_is_read_into_its_fields() -> None:
    found = read_page(PAGE)
    body = found.pop("body")
    assert found == {
        "title": "Cykeln som lånar ut böcker",
        "date": "Publicerad 13 juni 2013",
        "lead": "Boken kommer på cykel.",
        "old_address": "http://gamla.example/inspiration/cykeln.html",
        "picture": "./Cykeln_files/cykel ett.jpg",
        "picture_alt": "En cykel.",
        "picture_caption": "Hon cyklar.",
        "photographer": "Eva Exempel",
        "byline": "Alva Exempel",
    }
    assert ("En onsdag rullade" in body, "Med en korg" in body) == (True, True)
    assert not [
        word for word in ("Meny", "Sidfot", "alert", "Foto:", "ingress", "Cykeln som", "13 juni") if word in body
    ]


@pytest.mark.parametrize(
    ("head", "body", "name", "expected"),
    [
        ('<meta property="og:title" content="Delad">', "<p>x</p>", "title", "Delad"),
        ("<title>Bara titel - Kommunen</title>", "<p>x</p>", "title", "Bara titel"),
        (
            '<meta property="article:published_time" content="2013-06-13T10:00:00+02:00">',
            "",
            "date",
            "2013-06-13T10:00:00+02:00",
        ),
        ("", '<time datetime="2013-06-13">i juni</time>', "date", "2013-06-13"),
        ('<script type="application/ld+json">{"datePublished": "2013-06-13"}</script>', "", "date", "2013-06-13"),
        ('<link rel="canonical" href="/a.html">', "", "old_address", "/a.html"),
        ('<meta property="og:url" content="http://gamla.example/b">', "", "old_address", "http://gamla.example/b"),
        ('<meta name="description" content="Kort sagt.">', "<p>x</p>", "lead", "Kort sagt."),
        ("", "<p><strong>Fet ingress.</strong></p><p>x</p>", "lead", "Fet ingress."),
        ("", '<img src="a.jpg"><p>Foto: Eva Ek</p><p>x</p>', "photographer", "Eva Ek"),
    ],
)
def test_a_page_says_things_in_several_places(head: str, body: str, name: str, expected: str) -> None:
    assert read_page(f"<html><head>{head}</head><body><main>{body}</main></body></html>")[name] == expected


def test_a_page_of_ten_thousand_nested_tags_is_read() -> None:
    page = f"<h1>Djup</h1><main>{'<div>' * 10_000}Botten{'</div>' * 10_000}</main>"
    assert "Botten" in read_page(page)["body"]
    assert "Botten" in read_page(page.replace("div", "b"))["body"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hon cyklar. Foto: Eva Ek", ("Hon cyklar.", "Eva Ek")),
        ("Hon cyklar (foto: Eva Ek)", ("Hon cyklar.", "Eva Ek")),
        ("Foto: Eva Ek", ("", "Eva Ek")),
        ("Hon tar ett foto av huset", ("Hon tar ett foto av huset", "")),
    ],
)
def test_who_took_the_picture_is_parted_from_its_caption(words: str, expected: tuple[str, str]) -> None:
    assert split_caption(words) == expected


def test_a_line_takes_what_it_lacks_from_the_page_it_names(tmp_path: Path) -> None:
    """And the page is no story of its own then; what belongs to a page (…_files) never is."""
    files = {
        "t.csv": b"id;sida;personer;samtycke\n7;sparade/cykeln.html;Kim;Ja\n",
        "sparade/cykeln.html": PAGE.encode(),
        "sparade/cykeln_files/ram.html": b"<h1>Ram</h1>",
        "sparade/annan.html": PAGE.encode("cp1252"),
    }
    reading = read(tmp_path, files)
    assert [(entry.file, entry.title, entry.values.get("people")) for entry in reading.entries] == [
        ("t.csv", "Cykeln som lånar ut böcker", "Kim"),
        ("sparade/annan.html", "Cykeln som lånar ut böcker", None),
    ]


def test_a_page_that_is_not_there_is_a_fault_of_its_line(tmp_path: Path) -> None:
    reading = read(tmp_path, {"t.csv": b"rubrik;sida\nCykeln;borta.html\nLyktan;../ute.html\n"})
    assert ["borta.html" in reading.entries[0].fault, "ute.html" in reading.entries[1].fault] == [True, True]


def test_only_the_kind_that_is_asked_for_is_read(tmp_path: Path) -> None:
    line = json.dumps([LINE]).encode()
    source = Folder(folder(tmp_path, {"a.csv": table({}), "b.json": line, "c.html": PAGE.encode()}))
    kinds = {kind: [entry.file for entry in read_source(source, kind=kind).entries] for kind in ("csv", "json", "html")}
    assert kinds == {"csv": ["a.csv"], "json": ["b.json"], "html": ["c.html"]}
    assert [entry.file for entry in read_source(source).entries] == ["a.csv", "b.json", "c.html"]
