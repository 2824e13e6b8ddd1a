"""The archive's filters: what they leave, and how many each further choice would leave."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlencode

from goda_exempel.benefits import BenefitKind
from goda_exempel.caching import while_unchanged
from stories.catalogue import Catalogue, Row, catalogue


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks for. ``unit`` is a slug and means the units below it too; empty values ask for nothing."""

    q: str = ""
    year: int | None = None
    unit: str = ""
    benefit: str = ""

    def query(self) -> str:
        """As the query of an address."""
        named = {"q": self.q, "ar": self.year, "forvaltning": self.unit, "nytta": self.benefit}
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def is_empty(self) -> bool:
        return self == Filters()


class Choice(NamedTuple):
    label: str
    number: int
    query: str
    chosen: bool


class Facets(NamedTuple):
    years: list[Choice]
    units: list[Choice]
    benefits: list[Choice]


def matching(rows: Iterable[Row], filters: Filters) -> list[Row]:
    """The rows that the filters leave. The words searched for are not looked at here."""
    known = catalogue()
    unit = known.unit_named(filters.unit) if filters.unit else None
    return [
        row
        for row in rows
        if (filters.year is None or row.month.year == filters.year)
        and (unit is None or unit.pk in known.lines[row.unit])
        and (not filters.benefit or row.benefit == filters.benefit)
    ]


def facets(rows: Iterable[Row], filters: Filters) -> Facets:
    """Each facet counts what the other facets leave, so that a choice never leads to an empty page."""
    known, rows = catalogue(), list(rows)
    years = Counter(row.month.year for row in matching(rows, replace(filters, year=None)))
    benefits = Counter(row.benefit for row in matching(rows, replace(filters, benefit="")))
    units = Counter(row.unit for row in matching(rows, replace(filters, unit="")))
    kinds = [kind for kind in BenefitKind if benefits[kind]]
    return Facets(
        years=[_choice(str(year), years[year], filters, year=year) for year in sorted(years, reverse=True)],
        units=_unit_choices(known, _with_units_above(known, units), filters),
        benefits=[_choice(str(kind.label), benefits[kind], filters, benefit=kind.value) for kind in kinds],
    )


def _with_units_above(known: Catalogue, counts: Counter[int]) -> Counter[int]:
    above: Counter[int] = Counter()
    for unit, count in counts.items():
        for pk in known.lines[unit]:
            above[pk] += count
    return above


def _unit_choices(known: Catalogue, counts: Counter[int], filters: Filters) -> list[Choice]:
    """The top of the organisation, and below a chosen unit (and those above it) what belongs to it."""
    chosen = known.unit_named(filters.unit)
    opened = set(known.lines[chosen.pk]) if chosen else set()
    shown = [
        unit for unit in known.units.values() if counts[unit.pk] and (unit.parent is None or unit.parent in opened)
    ]
    shown.sort(key=lambda unit: [known.units[pk].name for pk in reversed(known.lines[unit.pk])])
    return [_choice(unit.name, counts[unit.pk], filters, unit=unit.slug) for unit in shown]


def _choice(label: str, count: int, filters: Filters, **value: str | int) -> Choice:
    """A link that adds a choice, or takes it away where it is already made."""
    ((name, wanted),) = value.items()
    chosen = getattr(filters, name) == wanted
    without = replace(filters, **{name: None if name == "year" else ""})  # type: ignore[arg-type]
    leads_to = without if chosen else replace(filters, **value)  # type: ignore[arg-type]
    return Choice(label, count, leads_to.query(), chosen)


class Found(NamedTuple):
    rows: list[Row]
    facets: Facets


@while_unchanged(size=200)
def browse(filters: Filters, language: str) -> Found:
    """The whole archive under the filters. The labels of the facets are in the language in force, named as a key."""
    rows = catalogue().rows
    return Found(matching(rows, filters), facets(rows, filters))


def among(pks: Iterable[int], filters: Filters) -> Found:
    """The stories that a search found, in its order, under the filters."""
    by_pk = catalogue().by_pk
    rows = [by_pk[pk] for pk in pks if pk in by_pk]
    return Found(matching(rows, filters), facets(rows, filters))
