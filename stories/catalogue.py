"""What is published, in short: enough to count, filter and page through the archive without asking the database.

Read in two queries and kept in the process while nothing changes. A row is a few numbers, so twenty thousand stories
take a few megabytes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.utils import timezone

from goda_exempel.accounts.models import Unit
from goda_exempel.caching import while_unchanged
from stories.models import Story


class Row(NamedTuple):
    """A published story by its keys."""

    pk: int
    month: date
    unit: int
    benefit: str


class UnitName(NamedTuple):
    pk: int
    name: str
    slug: str
    parent: int | None


@dataclass(frozen=True)
class Catalogue:
    """Published stories, the newest first, and the units of the municipality."""

    rows: tuple[Row, ...]
    units: dict[int, UnitName]
    by_pk: dict[int, Row] = field(default_factory=dict)
    lines: dict[int, tuple[int, ...]] = field(default_factory=dict)
    by_unit: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_benefit: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.lines.update((pk, tuple(self._line(pk))) for pk in self.units)
        for row in self.rows:
            self.by_pk[row.pk] = row
            self.by_unit[row.unit].append(row.pk)
            self.by_benefit[row.benefit].append(row.pk)

    def _line(self, pk: int | None) -> Iterable[int]:
        """A unit and those it belongs to, upwards."""
        while pk is not None:
            yield pk
            pk = self.units[pk].parent

    def unit_named(self, slug: str) -> UnitName | None:
        return next((unit for unit in self.units.values() if unit.slug == slug), None)

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """Each year with its number of stories, the latest first."""
        return sorted(Counter(row.month.year for row in self.rows).items(), reverse=True)

    def related(self, pk: int, wanted: int = 3) -> list[int]:
        """Others to read: of the same unit first, then of the same kind of benefit, then the newest."""
        row = self.by_pk[pk]
        newest = (other.pk for other in self.rows)
        others = chain(self.by_unit[row.unit][: wanted + 1], self.by_benefit[row.benefit][: 2 * wanted + 2], newest)
        chosen: dict[int, None] = {}
        for other in others:
            if other != pk:
                chosen[other] = None
            if len(chosen) == wanted:
                break
        return list(chosen)


@while_unchanged(size=1)
def catalogue() -> Catalogue:
    published = Story.objects.published(timezone.now()).newest_first()
    rows = published.values_list("pk", "month", "edition__unit_id", "edition__benefit_kind")
    units = Unit.objects.values_list("pk", "name", "slug", "parent_id")
    return Catalogue(tuple(map(Row._make, rows)), {unit[0]: UnitName._make(unit) for unit in units})
