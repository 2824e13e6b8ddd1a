"""When a story appears: Swedish local time, also over the two nights a year when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from goda_exempel.working_days import is_working_day

MORNING: Final = time(8)


def local_time(day: date, clock: time) -> datetime:
    """The moment a Swedish clock shows this; the first of the two on the night when an hour comes twice.

    Raises ValidationError for a time in the hour that is skipped in spring.
    """
    zone = timezone.get_default_timezone()
    moment = datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).time() != clock:
        raise ValidationError(
            _("There is no %(clock)s on %(day)s: the clocks are put forward that night. Choose another time.")
            % {"clock": time_format(clock), "day": date_format(day)},
            code="no_such_time",
        )
    return moment


def first_working_day(month: date) -> date:
    day = month.replace(day=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def suggested(month: date, now: datetime) -> datetime | None:
    """The first working morning of the month, or None where that has passed: then at once."""
    morning = local_time(first_working_day(month), MORNING)
    return morning if morning > now else None


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_from(first: date, count: int) -> list[date]:
    months = [first.replace(day=1)]
    while len(months) < count:
        months.append(next_month(months[-1]))
    return months
