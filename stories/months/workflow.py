"""What happens to months: they are planned, filled from the shelf, and warned about."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.workflow import tell
from stories.models import Story
from stories.months.dates import last_day
from stories.months.models import CalendarAddress, MonthAlarm, MonthSlot
from stories.months.reading import plan_of
from stories.schedule import months_from

AHEAD: Final = 12  # months that have a slot, this one and those to come
ALARMS: Final = (  # days before the end of the month, and what must be in place by then
    (14, MonthAlarm.Kind.NO_DRAFT),
    (7, MonthAlarm.Kind.NOT_APPROVED),
    (1, MonthAlarm.Kind.NOT_SCHEDULED),
)


def ensure_slots(now: datetime) -> int:
    """See to it that this month and those ahead have a slot. Safe to run again; returns how many were made."""
    months = months_from(timezone.localtime(now).date(), AHEAD + 1)
    there = set(MonthSlot.objects.filter(month__in=months).values_list("month", flat=True))
    rows = [MonthSlot.planned(month) for month in months if month not in there]
    return len(MonthSlot.objects.bulk_create(rows, ignore_conflicts=True))


def plan(month: date, values: Mapping[str, Any]) -> MonthSlot:
    """Save who sees to a month and when its parts are due."""
    with transaction.atomic():
        MonthSlot.objects.bulk_create([MonthSlot.planned(month)], ignore_conflicts=True)
        slot = MonthSlot.objects.select_for_update(of=("self",)).get(month=month)
        for name, value in values.items():
            setattr(slot, name, value)
        slot.save(update_fields=list(values))
    return slot


def give_alarms(now: datetime) -> list[MonthAlarm]:
    """Warn owner, deputy and the editors of this month, each alarm once, while what it asks for is missing."""
    today = timezone.localtime(now).date()
    month = today.replace(day=1)
    left = (last_day(month) - today).days
    return [
        alarm
        for days, kind in ALARMS
        if left <= days and is_missing(kind, month) and (alarm := _give(kind, month, left, now)) is not None
    ]


def is_missing(kind: str, month: date) -> bool:
    stories = Story.objects.of_month(month).that_count()
    if kind == MonthAlarm.Kind.NO_DRAFT:
        return not stories.exists()
    approved = stories.filter(edition__isnull=False)
    if kind == MonthAlarm.Kind.NOT_APPROVED:
        return not approved.exists()
    end = datetime.combine(last_day(month) + timedelta(days=1), datetime.min.time(), timezone.get_default_timezone())
    return not approved.filter(publish_at__lt=end).exists()


def _give(kind: str, month: date, left: int, now: datetime) -> MonthAlarm | None:
    with transaction.atomic():
        alarm, is_new = MonthAlarm.objects.get_or_create(month=month, kind=kind, defaults={"at": now})
        if not is_new:
            return None
        with override(settings.LANGUAGE_CODE):
            url = f"{reverse('stories:calendar')}?ar={month.year}"
        tell(whom_to_warn(month), letter=[f"stories/month_{kind}"], context={"month": month, "days": left}, url=url)
    return alarm


def whom_to_warn(month: date) -> set[User]:
    """Owner and deputy, and the editors, who answer for the desk."""
    slot = plan_of(month)
    named = {person for person in (slot.owner, slot.deputy) if person is not None}
    return named | set(User.objects.with_role(roles.EDITOR))


def open_calendar(person: User) -> CalendarAddress:
    """A new address for this person; one there was before ends."""
    with transaction.atomic():
        row, is_new = CalendarAddress.objects.select_for_update().get_or_create(person=person)
        if not is_new:
            row.serial, row.is_open = row.serial + 1, True
            row.save(update_fields=["serial", "is_open"])
    return row


def close_calendar(person: User) -> None:
    CalendarAddress.objects.filter(person=person).update(is_open=False)
