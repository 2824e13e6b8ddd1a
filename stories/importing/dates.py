"""Dates as people and older systems write them: 2013-06-01, 13 juni 2013, juni 2013, 1/6 2013."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, Literal

from django.utils import timezone
from django.utils.dateparse import parse_datetime

Precision = Literal["moment", "day", "month", "year"]
MORNING: Final = time(8, 0)  # when a story is said to have come out where only its day is known
EARLIEST: Final = 1990

_MONTHS: Final = (
    ("jan",), ("feb",), ("mar",), ("apr",), ("maj", "may"), ("jun",), ("jul",), ("aug",), ("sep",), ("okt", "oct"),
    ("nov",), ("dec",),
)  # fmt: skip
_CLOCK: Final = r"(?:[T ,]*(?:kl\.?\s*)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?::\d{2})?)?"
_SHAPES: Final[tuple[tuple[re.Pattern[str], Precision], ...]] = (
    (re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_CLOCK}"), "day"),
    (re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"), "day"),
    (re.compile(rf"(?P<day>\d{{1,2}})[./-](?P<month>\d{{1,2}})[./ -]+(?P<year>\d{{4}}){_CLOCK}"), "day"),
    (re.compile(rf"(?P<day>\d{{1,2}})\.?\s+(?P<name>[a-zåäö]{{3,9}})\.?,?\s+(?P<year>\d{{4}}){_CLOCK}"), "day"),
    (re.compile(rf"(?P<name>[a-zåäö]{{3,9}})\.?\s+(?P<day>\d{{1,2}}),\s*(?P<year>\d{{4}}){_CLOCK}"), "day"),
    (re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})"), "month"),
    (re.compile(r"(?P<name>[a-zåäö]{3,9})\.?\s+(?P<year>\d{4})"), "month"),
    (re.compile(r"(?P<year>\d{4})"), "year"),
)
_WRITTEN: Final = re.compile(
    r"\b(\d{1,2} (?:jan|feb|mars|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]* \d{4})\b", re.IGNORECASE
)
_BEFORE: Final = re.compile(
    r"^(?:(?:publicerad|uppdaterad|skapad|published)\s*:?\s*)?(?:(?:mån|tis|ons|tors|fre|lör|sön)\w*,?\s+)?(?:den\s+)?"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A time, and how much of it was written; the rest is assumed (08.00, the first of the month, January)."""

    at: datetime
    precision: Precision

    @property
    def month(self) -> date:
        return timezone.localtime(self.at).date().replace(day=1)


def read_day(text: str) -> Day | None:
    """What a text says, or None where it is no date we can read. A time without a zone is Swedish time."""
    text = text.strip()
    if (moment := _machine(text)) is not None:
        return Day(moment, "moment")
    text = _BEFORE.sub("", text.lower()).strip(" .")
    for shape, precision in _SHAPES:
        if found := shape.fullmatch(text):
            return _day(found.groupdict(), precision)
    return None


def date_in(text: str) -> str:
    """The first date that is written out in a running text («13 juni 2019»), or an empty string."""
    found = _WRITTEN.search(text)
    return found[1] if found else ""


def _machine(text: str) -> datetime | None:
    """2016-03-01T10:00:00+01:00, as systems write it."""
    if "T" not in text and not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?(\.\d+)?([+-]\d\d:?\d\d|Z)?", text):
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None or not EARLIEST <= moment.year <= 2100:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else timezone.make_aware(moment)


def _day(parts: dict[str, str | None], precision: Precision) -> Day | None:
    month = _month(parts.get("name") or "") if parts.get("name") else int(parts.get("month") or 1)
    year = int(parts["year"] or 0)
    if month is None or not EARLIEST <= year <= 2100:
        return None
    try:
        day = date(year, month, int(parts.get("day") or 1))
        clock = time(int(parts["hour"] or 0), int(parts["minute"] or 0)) if parts.get("hour") else MORNING
    except ValueError:
        return None
    return Day(timezone.make_aware(datetime.combine(day, clock)), "moment" if parts.get("hour") else precision)


def _month(name: str) -> int | None:
    return next((number for number, starts in enumerate(_MONTHS, 1) if name.lower().startswith(starts)), None)
