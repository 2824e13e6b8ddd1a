"""The board as a table to take along: the same ideas in the same order, as CSV and as XLSX."""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import Any, Final

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.spreadsheets import harmless
from ideas.board.facets import Units
from ideas.querysets import IdeaQuerySet

AT_A_TIME: Final = 500
PIECE: Final = 64 * 1024
Row = list[str]


def rows(ideas: IdeaQuerySet, root: str) -> Iterator[Row]:
    """The names of the columns, then a row for each idea. ``root`` is the portal's address."""
    yield [
        *(_("Number"), _("Title"), _("State"), _("Unit"), _("Belongs to"), _("Kind of benefit"), _("Handed in")),
        *(_("Handed in by"), _("Responsible"), _("Reply promised by"), _("Replied"), _("In use since")),
        *(_("Where it is in use"), _("Address")),
    ]
    units, names = Units(), dict(User.objects.values_list("pk", "name"))
    for idea in ideas.iterator(chunk_size=AT_A_TIME):
        yield list(map(harmless, _cells(idea, units, names, root)))


def _cells(idea: Any, units: Units, names: dict[int, str], root: str) -> Row:
    unit = units.by_pk[idea.unit_id]
    above = units.by_pk.get(unit.parent_id or 0)
    return [
        idea.number,
        str(idea),
        idea.state_label,
        unit.name,
        above.name if above else "",
        idea.get_benefit_kind_display(),
        _day(idea.submitted_at and timezone.localdate(idea.submitted_at)),
        idea.submitter_name,
        names.get(idea.responsible_id, ""),
        _day(idea.reply_due if idea.awaits_reply else None),
        _day(idea.replied_at and timezone.localdate(idea.replied_at)),
        _day(idea.in_use_since),
        idea.in_use_where,
        f"{root}{idea.get_absolute_url()}",
    ]


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def as_xlsx(table: Iterable[Row]) -> Iterator[bytes]:
    """In pieces; every cell is text, and one row at a time is in memory."""
    with TemporaryFile() as file:
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
            _write(book, table)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _write(book: Any, table: Iterable[Row]) -> None:
    sheet, bold = book.add_worksheet(_("Ideas")), book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(1, 1, 50)
    for number, row in enumerate(table):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, None if number else bold)
