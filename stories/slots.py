"""The months of the archive as the desk sees them: what stands in each, and whether something is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from stories.models import Story
from stories.states import StoryState


@dataclass(frozen=True, slots=True)
class Slot:
    """One month. ``kind`` is the shape of its badge."""

    month: date
    stories: list[Story]
    label: str
    kind: str
    is_now: bool
    is_empty: bool
    is_late: bool


def slots_of(months: list[date], now: datetime) -> list[Slot]:
    """The months with their stories, in one query."""
    stories = Story.objects.filter(month__in=months).that_count().order_by("publish_at", "pk")
    rows = list(stories.defer("body", "fact_box", "how_to"))
    return [_slot(month, [story for story in rows if story.month == month], now) for month in months]


def _slot(month: date, stories: list[Story], now: datetime) -> Slot:
    this_month = timezone.localtime(now).date().replace(day=1)
    label, kind = _standing(stories, now)
    return Slot(
        month,
        stories,
        label,
        kind,
        is_now=month == this_month,
        is_empty=not stories,
        is_late=month == this_month and kind not in ("done", "waiting"),
    )


def _standing(stories: list[Story], now: datetime) -> tuple[str, str]:
    """The furthest that a story of the month has come."""
    if any(story.is_published(now) for story in stories):
        return _("Published"), "done"
    if any(story.state == StoryState.APPROVED for story in stories):
        return _("Approved"), "waiting"
    if stories:
        return _("Under way"), "active"
    return _("Empty"), "draft"
