"""What is counted, in as many queries at five ideas as at five thousand.

Everybody sees the same figures, so no difference between two people's pages says that something is there. A figure
carries no text of an idea. Ideas that may contain what the law keeps secret are counted as handed in, answered and in
use, but all that says something of their content leaves them out: their kind of benefit counts as not chosen, and
effects are added without them (see ``effects.py``). Ideas that are held wait for a coach to look at them first, and
are not counted before that; nor are drafts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, F, Min, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractMonth, TruncDate
from django.utils import timezone

from goda_exempel.working_days import is_working_day
from ideas.models import Idea

Key = tuple[int | None, Any]
"""A förvaltning (None: all) and what is counted in it (None: the total)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many ideas, and how many people handed them in."""

    ideas: int
    people: int


@dataclass(frozen=True, slots=True)
class Days:
    """The quarter, the half and three quarters of the ideas took no more days than this."""

    people: int
    ideas: int
    first: float
    median: float
    third: float


def person(idea: str = "") -> Any:
    """Who handed in the idea at this path: deleted people by their name, all who left none as one person together."""
    return Coalesce(Cast(f"{idea}submitter", CharField()), F(f"{idea}submitter_name"))


def top(idea: str = "") -> Any:
    """The förvaltning of the idea at this path."""
    return Coalesce(f"{idea}unit__parent__parent", f"{idea}unit__parent", f"{idea}unit")


def handed_in(year: int) -> QuerySet[Idea]:
    """The ideas handed in during a year, with the förvaltning, the person and the day."""
    ideas = Idea.objects.filter(submitted_at__date__range=_range(year), held=False)
    return ideas.annotate(top=top(), person=person())


def by_month(year: int) -> dict[Key, Counted]:
    return _table(handed_in(year).annotate(part=ExtractMonth("submitted_at")))


def by_benefit(year: int) -> dict[Key, Counted]:
    """The kind of a confidential idea says something of it, so it counts as not chosen, and sums agree everywhere."""
    kind = Case(When(confidential=True, then=Value("")), default=F("benefit_kind"))
    return _table(handed_in(year).annotate(part=kind))


def days_to_reply(year: int) -> dict[int | None, Days]:
    """Working days from the day an idea was handed in to the first answer, by förvaltning; None is all of them."""
    answered = handed_in(year).filter(replied_at__isnull=False)
    rows = answered.annotate(begun=TruncDate("submitted_at"), done=TruncDate("replied_at"))
    working = _working_days(date(year, 1, 1), timezone.localdate())
    return _quartiles(rows, "width_bucket(done, %s::date[]) - width_bucket(begun, %s::date[])", [working, working])


def days_to_use(year: int) -> dict[int | None, Days]:
    """Days (of the calendar) from handing in to use, for ideas put in use during the year; not for those that were
    in use when they were handed in."""
    ideas = Idea.objects.filter(submitted_at__isnull=False, held=False, in_use_since__range=_range(year))
    rows = ideas.annotate(begun=TruncDate("submitted_at"), done=F("in_use_since"), top=top(), person=person())
    return _quartiles(rows.filter(done__gt=F("begun")), "done - begun", [])


def years() -> list[int]:
    """From the year of the first idea to this one, the latest first."""
    begun = Idea.objects.aggregate(first=Min("submitted_at"))["first"]
    now = timezone.localdate().year
    return list(range(now, (timezone.localdate(begun).year if begun else now) - 1, -1))


def _range(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _table(ideas: QuerySet[Any]) -> dict[Key, Counted]:
    """Ideas with ``top``, ``part`` and ``person``, counted for each pair, each side, and all."""
    sql, params = ideas.order_by().values("top", "part", "person").query.sql_with_params()
    rows = _read(
        f"SELECT top, part, GROUPING(top), GROUPING(part), count(*), count(DISTINCT person) FROM ({sql}) AS ideas "  # noqa: S608 (Django's own SQL)
        "GROUP BY CUBE (top, part)",
        params,
    )
    return {
        (None if all_tops else top, None if all_parts else part): Counted(ideas, people)
        for top, part, all_tops, all_parts, ideas, people in rows
    }


def _quartiles(ideas: QuerySet[Any], days: str, before: list[Any]) -> dict[int | None, Days]:
    """By förvaltning and in all. ``days`` is SQL over ``begun`` and ``done``, with parameters ``before`` the others."""
    sql, params = ideas.order_by().values("top", "person", "begun", "done").query.sql_with_params()
    rows = _read(
        "SELECT top, GROUPING(top), count(DISTINCT person), count(*), "  # noqa: S608 (Django's own SQL)
        f"percentile_cont(ARRAY[.25, .5, .75]) WITHIN GROUP (ORDER BY {days}) "
        f"FROM ({sql}) AS ideas GROUP BY ROLLUP (top)",
        (*before, *params),
    )
    return {
        (None if all_tops else top): Days(people, ideas, *parts)
        for top, all_tops, people, ideas, parts in rows
        if parts is not None
    }


def _read(sql: str, params: Iterable[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params))
        return list(cursor.fetchall())


def _working_days(first: date, last: date) -> list[date]:
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in every if is_working_day(day)] or [first]
