"""Sources that would take without end: pages, archives and imports are bounded, and the report says so."""

import io
import json
import time
import zipfile

import pytest

from ideas.importing.text import UnreadableError
from stories.importing import runs
from stories.importing.archives import Archive, source_of
from stories.importing.entries import read_source
from stories.importing.pages import read_page
from stories.importing.sources import Single, UnreadError, UnsafeError
from tests.stories.importing.sources import archive

PAGES = {
    "never closed": "<div>" * 20_000,
    "closed by others": "<div></b>" * 20_000,
    "hidden in marks": '<div x="<">' * 4_000,
    "many": "<p>a</p>" * 130_000,
    "lines in boxes": "<div>" * 190 + "<b></b>" * 4_900,
    "comments": "<!-- <a>" * 9_000,
    "never ended": "<a x='" * 9_000 + "x " * 500_000,
    "ampersands": "&" * 5_000_000,
}


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_a_page_is_read_or_refused_in_about_a_second(html: str) -> None:
    began = time.thread_time()
    entry = read_source(Single("w.html", html.encode())).entries[0]
    assert time.thread_time() - began < 2.5
    assert entry.fault or entry.notes or "body" in entry.values or html.startswith("<!--")


@pytest.mark.parametrize("tag", ["br", 'img src="a.jpg"', "hr", "wbr"])
def test_tags_that_hold_nothing_are_not_in_one_another(tag: str) -> None:
    notes: list[str] = []
    page = f'<h1>Dikten</h1><main><div class="ingress">Kort sagt.</div><p>{f"rad<{tag}>" * 250}</p></main>'
    assert (read_page(page, notes)["lead"], notes) == ("Kort sagt.", [])


def test_a_page_that_is_read_without_its_boxes_says_so() -> None:
    source = Single("djup.html", f"<h1>Djup</h1><main>{'<div>' * 300}Botten".encode())
    entry = read_source(source).entries[0]
    assert ("Botten" in entry.values["body"], len(entry.notes), entry.fault) == (True, 1, "")


def test_a_text_in_a_table_is_bounded_too() -> None:
    rows = [
        {"rubrik": "A", "text": "<div>" * 20_000 + "<p>Botten"},
        {"rubrik": "B", "text": "<p>a</p>" * 20_000},
        {"rubrik": "C", "text": "1 < 2"},
    ]
    deep, many, plain = read_source(Single("t.json", json.dumps(rows).encode())).entries
    assert ("Botten" in deep.values["body"], deep.values["body"].count("<"), len(deep.notes)) == (True, 1, 1)
    assert (bool(many.fault), plain.values["body"], plain.notes) == (True, "1 < 2", [])


def test_a_page_of_tags_without_number_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableError):
        read_page("<p>a</p>" * 20_000)


def test_an_archive_of_small_files_that_unpack_to_far_more_is_refused() -> None:
    bomb = archive({f"{number}.html": b"<p>a</p>" * 100_000 for number in range(20)})
    assert len(bomb) < 100_000
    with pytest.raises(UnsafeError):
        Archive(io.BytesIO(bomb))


def test_an_upload_that_takes_long_to_read_is_refused() -> None:
    source = source_of("a.zip", io.BytesIO(archive({"a.html": b"<h1>A</h1>"})))
    with pytest.raises(UnsafeError):
        read_source(source, seconds=-1)
    assert (len(read_source(source, seconds=runs.READS_FOR).entries), runs.READS_FOR) == (1, 20.0)


def test_a_damaged_lzma_entry_is_a_file_that_is_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as zipped:
        zipped.writestr("t.csv", "rubrik;text\n" + "Cykeln;rullar\n" * 50)
    data = bytearray(out.getvalue())
    start = data.index(b"t.csv") + len("t.csv")
    data[start + 4 : start + 9] = b"\xff" * 5
    source = Archive(io.BytesIO(data))
    with pytest.raises(UnreadError):
        source.read("t.csv", 100_000)
    assert read_source(source).entries[0].fault
