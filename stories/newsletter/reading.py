"""What the desk sees of the newsletter: the months, and how one letter stands."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from stories.models import Story
from stories.months.reading import previous_month
from stories.newsletter.letters import Rendered
from stories.newsletter.models import Issue
from stories.schedule import next_month


@dataclass(frozen=True, slots=True)
class Row:
    """A month in the list: its letter, or None while nobody has begun it."""

    month: date
    issue: Issue | None
    stories: int


def months_to_write(now: datetime) -> list[date]:
    """The months whose letter can be begun: the next, this one, and the two before."""
    month = timezone.localtime(now).date().replace(day=1)
    before = previous_month(month)
    return [next_month(month), month, before, previous_month(before)]


def rows(now: datetime) -> list[Row]:
    """The newest month first, in two queries."""
    known = {issue.month: issue for issue in Issue.objects.with_counts().defer("text", "html", "greeting")}
    months = sorted({*known, *months_to_write(now)}, reverse=True)
    told = list(
        Story.objects.filter(month__in=months, edition__isnull=False, publish_at__isnull=False).values_list(
            "month", flat=True
        )
    )
    return [Row(month, known.get(month), told.count(month)) for month in months]


def digest(issue: Issue, letter: Rendered) -> str:
    """Names exactly what a person has looked at before they press."""
    return hashlib.sha256("\0".join((issue.subject, letter.text, letter.html)).encode()).hexdigest()
