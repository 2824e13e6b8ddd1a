"""What comes up in the months somebody sees to: the next thing to do, until a story of the month is approved."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.months.models import MonthSlot
from stories.states import StoryState
from stories.waits import Wait, is_past

AHEAD: Final = timedelta(days=14)
# How far a story has come → what of the plan it has behind it.
_BEHIND: Final = {
    StoryState.DRAFT: {"interview"},
    StoryState.FACT_CHECK: {"interview", "text"},
    StoryState.IN_REVIEW: {"interview", "text", "fact_check"},
}


def waits(user: User, now: datetime) -> list[Wait]:
    """One row a month that this person is owner or deputy of, with what is due within two weeks or late."""
    today = timezone.localtime(now).date()
    slots = MonthSlot.objects.filter(Q(owner=user) | Q(deputy=user), month__gte=today.replace(day=1)).order_by("month")
    slots = slots.filter(interview_due__lte=today + AHEAD)
    plans = list(slots)
    stories = Story.objects.filter(month__in=[slot.month for slot in plans]).that_count().order_by("pk")
    by_month: dict[date, list[Story]] = {}
    for story in stories:
        by_month.setdefault(story.month, []).append(story)
    rows = (_of_month(slot, by_month.get(slot.month, []), now) for slot in plans)
    return [row for row in rows if row is not None]


def _of_month(slot: MonthSlot, stories: list[Story], now: datetime) -> Wait | None:
    if any(story.edition_id for story in stories):
        return None
    story = max(stories, key=lambda row: len(_done(row)), default=None)
    behind = _done(story) if story else set()
    horizon = timezone.localtime(now).date() + AHEAD
    left = [(day, label) for name, label, day in slot.due if name not in behind and day <= horizon]
    if not left:
        return None
    due = min(left)[0]
    what = _("In the plan of the month: %(what)s") % {"what": ", ".join(label for _day, label in left)}
    url = story.get_absolute_url() if story else reverse("stories:slot", args=[slot.month.year, slot.month.month])
    title = capfirst(date_format(slot.month, "YEAR_MONTH_FORMAT"))
    return Wait(story, what, due, url, is_mine=True, is_late=is_past(due, now), title=title)


def _done(story: Story) -> set[str]:
    return set(_BEHIND.get(StoryState(story.state), ())) | ({"picture"} if story.picture_id else set())
