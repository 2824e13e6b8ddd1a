"""How many ideas each further choice on the board would leave: all facets and the total in one query."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from goda_exempel.accounts.models import Unit
from ideas.board.filters import Filters, with_facets
from ideas.querysets import IdeaQuerySet

COLUMNS: Final = ("state", "unit_id", "benefit_kind", "handed_in_year", "responsible_id")
FACETS: Final = ("tillstand", "enhet", "nytta", "ar", "ansvarig")

# Each facet counts what all the others leave: ``fits`` says for an idea which facets let it through, the last bit for
# the first facet, and a facet counts the ideas that all bits but its own are set for.
_COUNT: Final = """
    WITH idea (tillstand, enhet, nytta, ar, ansvarig) AS MATERIALIZED ({ideas}),
    marked AS (
        SELECT idea.*,
            (%s = '' OR tillstand = %s)::int + 2 * (%s::bigint[] IS NULL OR enhet = ANY (%s))::int
            + 4 * (%s = '' OR nytta = %s)::int + 8 * coalesce(%s::int IS NULL OR ar = %s, false)::int
            + 16 * coalesce(%s::bigint IS NULL OR ansvarig = %s, false)::int AS fits
        FROM idea
    )
    SELECT GROUPING (ansvarig, ar, nytta, enhet, tillstand), tillstand, enhet, nytta, ar, ansvarig,
        count(*) FILTER (WHERE fits = 31),
        count(*) FILTER (WHERE fits | 1 = 31),
        count(*) FILTER (WHERE fits | 2 = 31),
        count(*) FILTER (WHERE fits | 4 = 31),
        count(*) FILTER (WHERE fits | 8 = 31),
        count(*) FILTER (WHERE fits | 16 = 31)
    FROM marked
    GROUP BY GROUPING SETS ((), (tillstand), (enhet), (nytta), (ar), (ansvarig))
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """``total`` ideas fit all that is chosen; of each facet, the values that ideas have with their numbers."""

    total: int
    values: Mapping[str, Counter[Any]]


def count(ideas: IdeaQuerySet, filters: Filters, units: "Units") -> Counted:
    """``ideas`` are those a person may see, with the words searched for; their order does not matter."""
    rows = with_facets(ideas).order_by().values_list(*COLUMNS)
    sql, parameters = rows.query.sql_with_params()
    within = sorted(units.within(filters.enhet.pk)) if filters.enhet else None
    pairs = (filters.tillstand, within, filters.nytta, filters.ar, filters.ansvarig)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(ideas=sql), [*parameters, *(value for value in pairs for _twice in "ab")])
        return _counted(cursor.fetchall())


def _counted(rows: Iterable[tuple[Any, ...]]) -> Counted:
    total, values = 0, defaultdict[str, Counter[Any]](Counter)
    for grouping, *row in rows:
        if grouping == 31:
            total = row[5]
            continue
        place = next(place for place in range(5) if not grouping & 1 << place)
        if row[place] not in (None, "") and row[6 + place]:
            values[FACETS[place]][row[place]] = row[6 + place]
    return Counted(total, values)


class Units:
    """All units in their tree, read in one query."""

    def __init__(self) -> None:
        self.by_pk = {unit.pk: unit for unit in Unit.objects.order_by("name")}
        self._below: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in self.by_pk.values():
            self._below[unit.parent_id].append(unit)

    def within(self, pk: int) -> set[int]:
        """A unit and all below it."""
        return {pk}.union(*(self.within(unit.pk) for unit in self._below[pk]))

    def with_all_below(self, counts: Counter[Any]) -> list[tuple[Unit, int, int]]:
        """Each unit that has ideas, itself or below, how deep it lies and their number, as in the tree."""
        return list(self._walk(None, 0, counts))

    def _walk(self, parent: int | None, depth: int, counts: Counter[Any]) -> Iterable[tuple[Unit, int, int]]:
        for unit in self._below[parent]:
            number = sum(counts[pk] for pk in self.within(unit.pk))
            if number:
                yield unit, depth, number
                yield from self._walk(unit.pk, depth + 1, counts)
