"""A table as CSV for Excel in Swedish: UTF-8 with a mark, semicolons, and no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Sequence[str | int]]) -> bytes:
    file = StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _harmless(cell: str | int) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
