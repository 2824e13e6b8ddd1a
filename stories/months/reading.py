"""How the months stand: the year at a glance, what is on the shelf, and how long the promise has been kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from stories.models import Story
from stories.months.models import MonthSlot
from stories.schedule import next_month
from stories.slots import Slot, slots_of


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """A month with what stands in it, its plan, and the next day of the plan that has not passed."""

    slot: Slot
    plan: MonthSlot
    next_due: tuple[str, date] | None
    is_past: bool

    @property
    def may_be_filled(self) -> bool:
        return self.slot.is_empty and not self.is_past


def planned_months(months: list[date], now: datetime) -> list[PlannedMonth]:
    """In two queries, whatever the number of months."""
    rows = MonthSlot.objects.filter(month__in=months).select_related("owner", "deputy")
    plans = {row.month: row for row in rows}
    today = timezone.localtime(now).date()
    return [
        _planned(slot, plans.get(slot.month) or MonthSlot.planned(slot.month), today) for slot in slots_of(months, now)
    ]


def _planned(slot: Slot, plan: MonthSlot, today: date) -> PlannedMonth:
    under_way = slot.kind in ("draft", "active")
    coming = [(label, day) for _name, label, day in plan.due if day >= today] if under_way else []
    next_due = min(coming, key=lambda row: row[1], default=None)
    return PlannedMonth(slot, plan, next_due, is_past=next_month(slot.month) <= today)


def plan_of(month: date) -> MonthSlot:
    """The month's plan as it is stored, or else as it would be."""
    return MonthSlot.objects.filter(month=month).first() or MonthSlot.planned(month)


def approval_days(months: Iterable[date]) -> dict[date, date]:
    """By when the story of each month should be approved, in one query."""
    months = set(months)
    rows = dict(MonthSlot.objects.filter(month__in=months).values_list("month", "approval_due")) if months else {}
    return {month: rows.get(month) or MonthSlot.planned(month).approval_due for month in months}


def shelf() -> QuerySet[Story]:
    """Approved timeless stories that wait for a month to fill, the one that has waited longest first."""
    return Story.objects.on_shelf().order_by("edition__approved_at", "pk")


def streak(now: datetime) -> int:
    """How many months in a row have a published story, up to this month, or to the last while this has none yet."""
    published = set(Story.objects.published(now).values_list("month", flat=True))
    month = timezone.localtime(now).date().replace(day=1)
    if month not in published:
        month = previous_month(month)
    count = 0
    while month in published:
        count, month = count + 1, previous_month(month)
    return count


def previous_month(month: date) -> date:
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)
