"""CSV and JSON → rows by field, each with its line. What can not be read is a row with a fault, never left out."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from stories.importing.columns import field_of

SEPARATORS: Final = (";", ",", "\t", "|")
LONGEST_CELL: Final = 2_000_000  # characters
MOST_ROWS: Final = 5000


@dataclass(slots=True)
class Row:
    line: int
    values: dict[str, str] = field(default_factory=dict)
    fault: str = ""


@dataclass(slots=True)
class Table:
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_csv(text: str) -> Table:
    """The first line names the columns. Which sign parts them is decided by which names are then known."""
    table = Table()
    csv.field_size_limit(LONGEST_CELL)
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=lambda sign: _known(_cells(head, sign)))
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff\r\n "), newline=""), delimiter=separator, strict=True)
    before = len(text) - len(text.lstrip("\ufeff\r\n "))
    offset = text[:before].count("\n")
    names: list[str] = []
    try:
        names = next(reader, [])
        fields = _fields(names, table)
        begins = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                table.rows.append(_csv_row(cells, fields, begins + offset))
            begins = reader.line_num + 1
            if len(table.rows) > MOST_ROWS:
                table.rows.append(Row(begins, fault=_("Only the first %(most)s lines are read.") % {"most": MOST_ROWS}))
                break
    except csv.Error as error:
        fault = _("From here on the table can't be read (%(why)s). Is a quotation mark missing?") % {"why": error}
        table.rows.append(Row(reader.line_num + offset, fault=fault))
    return table


def _cells(line: str, sign: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=sign), [])
    except csv.Error:
        return []


def _known(names: Iterable[str]) -> int:
    return sum(field_of(name) is not None for name in names)


def _fields(names: list[str], table: Table) -> list[str | None]:
    """The field of each column; a name that is not known, or is there twice, is told."""
    fields: list[str | None] = []
    for name in names:
        known = field_of(name)
        if known is None and name.strip():
            table.remarks.append(_("The column “%(name)s” is not known. It is not read.") % {"name": name.strip()})
        elif known in fields:
            table.remarks.append(_("The column “%(name)s” is there twice. The first is read.") % {"name": name.strip()})
            known = None
        fields.append(known)
    if "title" not in fields and "page" not in fields:
        table.remarks.append(_("The first line names no column for headlines (“rubrik” or “title”)."))
    return fields


def _csv_row(cells: list[str], fields: list[str | None], line: int) -> Row:
    if any(cell.strip() for cell in cells[len(fields) :]):
        words = {"cells": len(cells), "columns": len(fields)}
        return Row(
            line, _named(cells, fields), _("The line has %(cells)s cells, but there are %(columns)s columns.") % words
        )
    return Row(line, _named(cells, fields))


def _named(cells: list[str], fields: list[str | None]) -> dict[str, str]:
    return {name: cell.strip() for name, cell in zip(fields, cells, strict=False) if name and cell.strip()}


def read_json(text: str) -> Table:
    """An array of objects, an object that holds one, or an object on each line (JSON Lines)."""
    table = Table()
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also for a number of thousands of digits
        return _json_lines(text, table, error)
    if isinstance(content, dict):
        content = next((value for value in content.values() if _is_list_of_objects(value)), [content])
    if not isinstance(content, list):
        content = [content]
    for number, item in enumerate(content[:MOST_ROWS], start=1):
        try:
            table.rows.append(_json_row(item, number, table))
        except RecursionError as error:
            table.rows.append(Row(number, fault=_("The line is not JSON: %(why)s.") % {"why": str(error)[:200]}))
    if len(content) > MOST_ROWS:
        fault = _("Only the first %(most)s lines are read.") % {"most": MOST_ROWS}
        table.rows.append(Row(MOST_ROWS + 1, fault=fault))
    return table


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _json_lines(text: str, table: Table, whole: Exception) -> Table:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) < 2 or not lines[0][1].lstrip().startswith("{") or not lines[0][1].rstrip().endswith("}"):
        line = whole.lineno if isinstance(whole, json.JSONDecodeError) else 1
        table.rows.append(Row(line, fault=_("The file is not JSON: %(why)s.") % {"why": str(whole)[:200]}))
        return table
    for number, content in lines[:MOST_ROWS]:
        try:
            table.rows.append(_json_row(json.loads(content), number, table))
        except (ValueError, RecursionError) as error:
            table.rows.append(Row(number, fault=_("The line is not JSON: %(why)s.") % {"why": str(error)[:200]}))
    return table


def _json_row(item: Any, line: int, table: Table) -> Row:
    if not isinstance(item, dict):
        return Row(line, fault=_("This is not an object with names and values."))
    row = Row(line)
    for name, value in item.items():
        known = field_of(name)
        text = _json_text(value)
        remark = _("The column “%(name)s” is not known. It is not read.") % {"name": sound(name[:80])}
        if known is None and remark not in table.remarks:
            table.remarks.append(remark)
        if known is not None and text and known not in row.values:
            row.values[known] = text
    return row


def _json_text(value: Any) -> str:
    """Texts and numbers as they are; a list of them on lines of their own."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "\n".join(filter(None, (_json_text(item) for item in value)))
    if isinstance(value, dict):
        return sound(json.dumps(value, ensure_ascii=False))
    return "" if value is None else sound(str(value)).strip()


def sound(text: str) -> str:
    """What a database can keep: no zero, and the sign for a garbled letter in place of half a one («\\ud800»)."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
