"""What a source says, entry by entry: a row of a table, or a saved page. Nothing is judged yet."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from django.utils.translation import gettext as _

from ideas.importing.text import UnreadableError, as_text
from stories.importing.pages import read_page
from stories.importing.pictures import find_file
from stories.importing.shallow import shallow_cell
from stories.importing.sources import MEGABYTE, Source, UnreadError, UnsafeError
from stories.importing.tables import read_csv, read_json

FORMATS: Final = {"csv": (".csv", ".tsv", ".txt"), "json": (".json", ".jsonl"), "html": (".html", ".htm", ".xhtml")}
LARGEST_TABLE: Final = 20 * MEGABYTE
LARGEST_PAGE: Final = 5 * MEGABYTE


@dataclass(slots=True)
class Entry:
    """One story of the source. ``line`` is that of the table, 0 for a saved page; ``fault`` is why there is none.

    ``page`` is the saved page that a line has named.
    """

    file: str
    line: int = 0
    values: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    fault: str = ""
    page: str = ""

    @property
    def folders(self) -> tuple[str, ...]:
        """Where its pictures are named from."""
        return tuple(PurePosixPath(file).parent.as_posix() for file in (self.file, self.page) if file)

    @property
    def title(self) -> str:
        return self.values.get("title", "")

    def __str__(self) -> str:
        return _("%(file)s, line %(line)s") % {"file": self.file, "line": self.line} if self.line else self.file


@dataclass(slots=True)
class Reading:
    """All entries of a source in order, and remarks about its files."""

    entries: list[Entry] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    until: float = math.inf

    def check_clock(self) -> None:
        if time.monotonic() > self.until:
            raise UnsafeError(_("It takes too long to read. Send it in parts, or have it imported with the command."))


def read_source(source: Source, *, only: str = "", kind: str = "", seconds: float = math.inf) -> Reading:
    """Read the tables first, in the order of their names, then the saved pages that no table has named.

    Raises UnsafeError where it takes more than so many seconds.
    """
    reading = Reading(until=time.monotonic() + seconds)
    for name in _named(source, only, kind, ("csv", "json")):
        _read_table(source, name, reading)
    for name in _named(source, only, kind, ("html",)):
        if name not in reading.used:
            reading.check_clock()
            reading.entries.append(_page(source, Entry(name), name))
    reading.remarks = [*source.remarks, *reading.remarks]
    if not reading.entries:
        reading.remarks.append(_("There is no table (CSV or JSON) and no saved page (HTML) with stories in it."))
    return reading


def _named(source: Source, only: str, kind: str, kinds: tuple[str, ...]) -> Iterator[str]:
    endings = tuple(end for name in kinds if kind in ("", name) for end in FORMATS[name])
    for name in source.names:
        if name.lower().endswith(endings) and only in ("", name) and not _is_part_of_a_page(name):
            yield name


def _is_part_of_a_page(name: str) -> bool:
    """Browsers save what belongs to a page beside it: «Cykeln_files», in Swedish «Cykeln-filer»."""
    return any(part.endswith(("_files", "-filer", "_filer")) for part in PurePosixPath(name.lower()).parent.parts)


def _text(source: Source, name: str, most: int, notes: list[str]) -> str:
    text, remarks = as_text(source.read(name, most))
    notes += [f"{name}: {remark}" for remark in remarks]
    return text


def _read_table(source: Source, name: str, reading: Reading) -> None:
    try:
        text = _text(source, name, LARGEST_TABLE, reading.remarks)
    except (UnreadError, UnreadableError) as error:
        reading.entries.append(Entry(name, fault=str(error)))
        return
    read = read_json if name.lower().endswith(FORMATS["json"]) else read_csv
    table = read(text)
    reading.remarks += [f"{name}: {remark}" for remark in table.remarks]
    for row in table.rows:
        reading.check_clock()
        entry = Entry(name, row.line, row.values, fault=row.fault)
        _flatten(entry)
        if page := entry.values.pop("page", ""):
            _merge_page(source, entry, page, reading)
        reading.entries.append(entry)


def _flatten(entry: Entry) -> None:
    """Texts of tags without end are bounded as saved pages are."""
    try:
        for name, text in entry.values.items():
            entry.values[name], note = shallow_cell(text)
            entry.notes += [note] if note else []
    except UnreadableError as error:
        entry.fault = entry.fault or str(error)


def _merge_page(source: Source, entry: Entry, page: str, reading: Reading) -> None:
    """A line may name a saved page: what the line leaves empty is taken from there."""

    found = find_file(source, entry.folders, page)
    if found.name and found.name.lower().endswith(FORMATS["html"]):
        reading.used.add(found.name)
        entry.page = found.name
        _page(source, entry, found.name)
    else:
        entry.fault = entry.fault or _("The saved page “%(page)s”: %(why)s") % {
            "page": page, "why": found.problem or _("it is not an HTML file.")
        }  # fmt: skip


def _page(source: Source, entry: Entry, name: str) -> Entry:
    try:
        page = read_page(_text(source, name, LARGEST_PAGE, entry.notes), entry.notes)
    except (UnreadError, UnreadableError) as error:
        entry.fault = entry.fault or f"{name}: {error}"
        return entry
    entry.values = {**page, **{field: text for field, text in entry.values.items() if text}}
    return entry
