"""The desk's calendar for people's own calendar programs (iCalendar, RFC 5545)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from stories.faces.hidden import hidden
from stories.faces.masking import mask
from stories.months.models import MonthSlot
from stories.months.reading import PlannedMonth, planned_months
from stories.schedule import months_from


def calendar_of(now: datetime, first: date) -> bytes:
    """Thirteen months from ``first``: what is due, as whole days, and what is published when."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.MUNICIPALITY}//{settings.SITE_NAME}//SV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{settings.SITE_NAME}: {_('The desk')}")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for month in planned_months(months_from(first, 13), now):
        for event in (*_days(month, now), *_stories(month, now)):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _days(month: PlannedMonth, now: datetime) -> Iterator[Event]:
    if month.slot.kind in ("done", "waiting"):
        return  # approved or published: nothing of the work is due any more
    for name, label, day in month.plan.due:
        summary = f"{label[:1].upper()}{label[1:]}: {date_format(month.slot.month, 'YEAR_MONTH_FORMAT')}"
        yield _event(f"{month.slot.month:%Y-%m}-{name}", summary, now, day, month, _who(month.plan))


def _stories(month: PlannedMonth, now: datetime) -> Iterator[Event]:
    for story in month.slot.stories:
        if story.edition_id and story.publish_at:
            names = hidden().names_in(story.pk)
            title = mask(story.title, names) if names else story.title
            yield _event(f"story-{story.pk}", title, now, story.publish_at, month, month.slot.label)


def _event(name: str, summary: str, now: datetime, start: date, month: PlannedMonth, description: str) -> Event:
    event = Event()
    event.add("uid", f"{name}@{settings.SITE_URL.partition('//')[2]}")
    event.add("dtstamp", now)
    event.add("dtstart", start)
    event.add("summary", summary)
    event.add("description", description)
    event.add("url", f"{settings.SITE_URL}{reverse('stories:calendar')}?ar={month.slot.month.year}")
    event.add("transp", "TRANSPARENT")
    return event


def _who(plan: MonthSlot) -> str:
    names = ", ".join(person.name for person in (plan.owner, plan.deputy) if person is not None)
    return names or _("Nobody sees to the month yet.")
