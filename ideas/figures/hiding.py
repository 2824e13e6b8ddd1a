"""Small groups are hidden, and what would betray them.

A figure behind which there are fewer than ``LEAST`` people is not shown. Where only one figure of a line that adds up
is hidden, it could be counted out from the others; and where several are, but so small that together they leave no
room, each of them could: two that add up to two are one each. Then the next smallest is hidden too, at last the total
itself. A line and its total are hidden alike in every view, because all views show parts of the same tables, hidden
together.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Final, TypeVar

LEAST: Final = 5
K = TypeVar("K", bound=Hashable)


def hidden_of(people: Mapping[K, int], lines: Iterable[Iterable[K]]) -> frozenset[K]:
    """What to hide of figures with so many people behind each. A line is figures that add up to one of themselves."""
    hidden = {key for key, count in people.items() if 0 < count < LEAST}
    counted = [[key for key in line if people.get(key)] for line in lines]
    while betrayed := [line for line in counted if _betrays(line, hidden, people)]:
        for line in betrayed:
            if _betrays(line, hidden, people):
                hidden.add(min((key for key in line if key not in hidden), key=lambda key: people[key]))
    return frozenset(hidden)


def _betrays(line: list[K], hidden: set[K], people: Mapping[K, int]) -> bool:
    """Whether the others of the line say more of a hidden figure than that it may be anything below ``LEAST``."""
    unsaid = [people[key] - 1 for key in line if key in hidden]
    return 0 < len(unsaid) < len(line) and (len(unsaid) == 1 or sum(unsaid) < LEAST - 2)


def lines_of(table: Iterable[tuple[K | None, K | None]]) -> list[list[tuple[K | None, K | None]]]:
    """The rows and columns of a table with two sides, each with its total (None)."""
    keys = list(table)
    rows, columns = {row for row, _column in keys}, {column for _row, column in keys}
    return [
        *([key for key in keys if key[0] == row] for row in rows),
        *([key for key in keys if key[1] == column] for column in columns),
    ]
