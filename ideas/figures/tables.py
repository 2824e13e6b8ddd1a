"""The tables of the page. What is hidden is hidden here, before it becomes a cell, a bar or a line of CSV."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import Unit
from goda_exempel.benefits import BenefitKind
from ideas.amounts import shown
from ideas.figures.charts import Chart, Row, chart
from ideas.figures.hiding import hidden_of, lines_of
from ideas.figures.querysets import Counted, Days, Key, by_benefit, by_month, days_to_reply, days_to_use

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` have their name first. ``note`` says how it is counted."""

    key: str
    title: str
    note: str
    head: Cells
    rows: list[Cells]
    charts: list[Chart] = field(default_factory=list)

    @property
    def csv(self) -> list[Cells]:
        return [self.head, *self.rows]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked for: a year, and one förvaltning or all (None)."""

    year: int
    unit: Unit | None
    units: list[Unit]

    @property
    def where(self) -> str:
        return str(self.unit) if self.unit else _("All units")

    @property
    def top(self) -> int | None:
        return self.unit.pk if self.unit else None

    @property
    def rows(self) -> list[tuple[int | None, str]]:
        """The förvaltningar that are shown, and the whole where all are."""
        every: list[tuple[int | None, str]] = [(unit.pk, unit.name) for unit in self.units if self.unit in (None, unit)]
        return every if self.unit else [*every, (None, _("All units"))]


def too_few() -> str:
    return _("fewer than five people")


def counts_of(asked: Asked) -> list[Table]:
    """Ideas by month, by unit, both, and by kind of benefit: they share their totals, so they are hidden as one."""
    counted, kinds = by_month(asked.year), by_benefit(asked.year)
    hidden = hidden_of(
        {key: row.people for key, row in {**counted, **kinds}.items()}, [*lines_of(counted), *lines_of(kinds)]
    )
    return [*_months(asked, counted, hidden), _benefits(asked, kinds, hidden)]


def _months(asked: Asked, counted: Mapping[Key, Counted], hidden: frozenset[Key]) -> list[Table]:
    months = [(month, capfirst(str(name))) for month, name in MONTHS.items()]
    by_month_rows = [(name, (asked.top, month)) for month, name in months]
    by_unit_rows = [(name, (top, None)) for top, name in asked.rows]
    return [
        _counted("per-manad", _("Ideas by month"), _("Month"), by_month_rows, counted, hidden, asked.where),
        _counted("per-enhet", _("Ideas by unit"), _("Unit"), by_unit_rows, counted, hidden, str(asked.year)),
        Table(
            "per-enhet-och-manad",
            _("Ideas by unit and month"),
            _("The same ideas, where each row is a unit and each column a month."),
            [_("Unit"), *(name[:3] for _month, name in months), _("The whole year")],
            [[name, *(_count(counted, hidden, (top, month)) for month in [*MONTHS, None])] for top, name in asked.rows],
        ),
    ]


def _benefits(asked: Asked, counted: Mapping[Key, Counted], hidden: frozenset[Key]) -> Table:
    kinds = [*BenefitKind.choices, ("", _("Not chosen, or not shown"))]
    rows = [(str(name), (asked.top, kind)) for kind, name in kinds]
    return _counted(
        "per-nytta", _("Ideas by kind of benefit"), _("Kind of benefit"), rows, counted, hidden, asked.where
    )


def replies_of(asked: Asked) -> Table:
    note = _("Working days from the day an idea was handed in until its first answer. For ideas handed in this year.")
    return _days("dagar-till-svar", _("Days to reply"), note, days_to_reply(asked.year), asked)


def uses_of(asked: Asked) -> Table:
    note = _(
        "Days of the calendar from the day an idea was handed in until it was in use. For ideas put in use this year; "
        "those that were in use already when they were handed in are left out."
    )
    return _days("dagar-till-bruk", _("Days to use"), note, days_to_use(asked.year), asked)


def _counted(
    key: str,
    title: str,
    what: str,
    rows: list[tuple[str, Key]],
    counted: Mapping[Key, Counted],
    hidden: frozenset[Key],
    where: str,
) -> Table:
    """A column of counts, with a bar for each."""
    cells = [[name, _count(counted, hidden, place)] for name, place in rows]
    bars = [
        Row(name, text, 0, None if place in hidden else _ideas(counted, place))
        for (name, place), (_name, text) in zip(rows, cells, strict=True)
        if place != (None, None)  # beside the whole, its parts are too small to compare
    ]
    picture = chart(key, f"{title}, {where}", _described(cells), bars)
    return Table(key, title, _("Ideas handed in during the year."), [what, _("Ideas")], cells, [picture])


def _days(key: str, title: str, note: str, found: Mapping[int | None, Days], asked: Asked) -> Table:
    hidden = hidden_of({top: row.people for top, row in found.items()}, [list(found)])
    shown_days = {top: row for top, row in found.items() if top not in hidden}
    cells = [[name, *_quarters(shown_days.get(top), is_hidden=top in hidden)] for top, name in asked.rows]
    bars = [_quarter_bar(name, shown_days.get(top), is_hidden=top in hidden) for top, name in asked.rows]
    head = [_("Unit"), _("Ideas"), _("A quarter within"), _("Half within"), _("Three quarters within")]
    description = _("The bar goes from a quarter of the ideas to three quarters of them; the figure is half of them.")
    return Table(key, title, note, head, cells, [chart(key, f"{title}, {asked.where}", description, bars)])


def _quarters(row: Days | None, *, is_hidden: bool) -> Cells:
    if row is None:
        return [too_few() if is_hidden else "0", *["–"] * 3]
    return [str(row.ideas), *(_day(value) for value in (row.first, row.median, row.third))]


def _quarter_bar(name: str, row: Days | None, *, is_hidden: bool) -> Row:
    if row is None:
        return Row(name, too_few() if is_hidden else "–", 0, None if is_hidden else 0)
    half = _("%(days)s days") % {"days": _day(row.median)}
    return Row(name, half, row.first, row.third, row.median)


def _day(value: float) -> str:
    return shown(round(value))


def _ideas(counted: Mapping[Key, Counted], key: Key) -> int:
    return counted[key].ideas if key in counted else 0


def _count(counted: Mapping[Key, Counted], hidden: frozenset[Any], key: Key) -> str:
    return too_few() if key in hidden else shown(_ideas(counted, key))


def _described(cells: Iterable[Cells]) -> str:
    return "; ".join(f"{name}: {text}" for name, text in cells)
