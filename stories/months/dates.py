"""The days of a month's story, counted back in working days from the first working day of the month."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from goda_exempel.working_days import is_working_day
from stories.schedule import first_working_day

# What has to be done → how many working days before the story is out. In the order of the work.
DUE: Final = {"interview": 20, "text": 14, "fact_check": 9, "picture": 8, "approval": 4}


def due_dates(month: date) -> dict[str, date]:
    out = first_working_day(month)
    return {name: working_days_before(out, days) for name, days in DUE.items()}


def working_days_before(day: date, days: int) -> date:
    while days > 0:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return day


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])
