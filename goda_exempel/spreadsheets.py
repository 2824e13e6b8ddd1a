"""Tables to take along: text that a spreadsheet shows and never counts with, and CSV as Excel in Swedish reads it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_FULL_WIDTH: Final = ("＝", "＋", "－", "＠")
_BYTE_ORDER_MARK: Final = "\ufeff"  # by which Excel knows that the file is UTF-8


def harmless(text: str) -> str:
    """What a spreadsheet shows and never counts with: on one line, and marked as text where it could be a formula."""
    dangerous = text.startswith(_FORMULA) or text.strip().startswith((*_FORMULA, *_FULL_WIDTH))
    line = " ".join(text.split())
    return f"'{line}" if dangerous else line


class _Line:
    """A file for ``csv`` that gives back what it is asked to write."""

    def write(self, text: str) -> str:
        return text


def as_csv(table: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """Line by line: UTF-8 with a mark, semicolons between cells, every text made harmless."""
    writer = csv.writer(_Line(), delimiter=";")
    yield _BYTE_ORDER_MARK
    for row in table:
        yield writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
