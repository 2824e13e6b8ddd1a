"""Swedish working days: Monday to Friday, but for public holidays and the eves that are free by agreement."""

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

FIRST_YEAR: Final = 2000


@lru_cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("SE", years=year))


def _is_free_eve(day: date) -> bool:
    """Midsummer's Eve, Christmas Eve and New Year's Eve: not public holidays in law, but nobody is at work."""
    is_midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    return is_midsummer_eve or (day.month, day.day) in {(12, 24), (12, 31)}


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _public_holidays(day.year) and not _is_free_eve(day)


def add_working_days(start: date, days: int) -> date:
    """The day that is ``days`` working days after ``start`` (which itself does not count)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days after ``start`` the day ``end`` is: the same day is 0, the next working day 1."""
    return _working_days_until(end) - _working_days_until(start) if end > start else 0


def _working_days_until(day: date) -> int:
    """Working days up to and with the day, counted from a day long before anything was handed in."""
    before_this_year = sum(len(_working_days_of(year)) for year in range(FIRST_YEAR, day.year))
    return before_this_year + bisect_right(_working_days_of(day.year), day)


@lru_cache
def _working_days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range(366))
    return [day for day in days if day.year == year and is_working_day(day)]
