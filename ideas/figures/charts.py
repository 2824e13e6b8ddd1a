"""Charts as the page draws them: bars in SVG, each with its name and its figure beside it, so that no colour is needed.

All lengths are in the units of the drawing, which is ``WIDTH`` wide.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 360
BAR: Final = 16  # the height of a bar
ROW: Final = 44  # the name of a row, its bar, and the room below
ROOM: Final = 140  # for the figure to the right of the longest bar


@dataclass(frozen=True, slots=True)
class Row:
    """A bar from ``low`` to ``high``, with a ``mark`` in it where there is a middle; None where it is hidden."""

    label: str
    text: str
    low: float | None = None
    high: float | None = None
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    text: str
    is_hidden: bool
    label_y: int
    bar_y: int
    text_y: int
    x: str
    width: str
    mark_x: str
    text_x: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``title`` and ``description`` are read aloud instead of the picture."""

    key: str
    title: str
    description: str
    bars: list[Bar]

    width: int = WIDTH
    bar_height: int = BAR

    @property
    def height(self) -> int:
        return max(1, len(self.bars)) * ROW


def chart(key: str, title: str, description: str, rows: Iterable[Row]) -> Chart:
    rows = list(rows)
    most = max((row.high for row in rows if row.high), default=1)
    scale = (WIDTH - ROOM) / float(most)
    return Chart(key, title, description, [_bar(row, number, scale) for number, row in enumerate(rows)])


def _bar(row: Row, number: int, scale: float) -> Bar:
    top = number * ROW
    low, high = (row.low or 0) * scale, (row.high or 0) * scale
    return Bar(
        label=row.label,
        text=row.text,
        is_hidden=row.high is None,
        label_y=top + 14,
        bar_y=top + 20,
        text_y=top + 20 + BAR - 3,
        x=f"{low:.1f}",
        width=f"{max(high - low, 2 if row.high else 0):.1f}",
        mark_x=f"{row.mark * scale:.1f}" if row.mark is not None else "",
        text_x=f"{high + 8 if row.high else 0:.1f}",
    )
