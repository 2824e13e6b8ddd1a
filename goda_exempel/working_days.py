"""Swedish working days: Monday to Friday, but for public holidays and the eves that are free by agreement."""

from datetime import date, timedelta
from functools import lru_cache

import holidays


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
