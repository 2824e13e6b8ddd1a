"""Who has a story open for editing just now, so that two people do not write over each other unknowing."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Case, F, QuerySet, Value, When
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.writing.models import Presence

GONE_AFTER: Final = timedelta(minutes=2)  # without a word from the page, which says that it is there every 30 seconds


def arrive(story: Story, person: User, now: datetime) -> None:
    """The person has the page open, now. Who has been away begins anew."""
    since = Case(When(seen__lt=now - GONE_AFTER, then=Value(now)), default=F("since"))
    if not Presence.objects.filter(story=story, person=person).update(since=since, seen=now):
        row = Presence(story=story, person=person, since=now, seen=now)
        Presence.objects.bulk_create([row], ignore_conflicts=True)  # another tab may have been first


def leave(story: Story, person: User) -> None:
    Presence.objects.filter(story=story, person=person).delete()


def others_at(story: Story, person: User | None, now: datetime) -> QuerySet[Presence]:
    """Everybody else who has it open, who came first first."""
    rows = Presence.objects.filter(story=story, seen__gte=now - GONE_AFTER).select_related("person")
    return rows.exclude(person=person) if person else rows


def presence_line(story: Story, person: User, now: datetime) -> str:
    """For this person to read, or nothing."""
    return " ".join(_said(row, now) for row in others_at(story, person, now))


def _said(row: Presence, now: datetime) -> str:
    since = timezone.localtime(row.since)
    is_today = since.date() == timezone.localtime(now).date()
    time = formatted(since, "H.i" if is_today else "j/n H.i")
    return _("Being edited by %(name)s since %(time)s.") % {"name": row.person.name, "time": time}


def forget_old(now: datetime) -> None:
    """Who was here is nobody's business afterwards."""
    Presence.objects.filter(seen__lt=now - GONE_AFTER).delete()
