"""The demonstration is as truthful on whatever day it is made."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from awards.models import Prize
from goda_exempel.demonstration.loading import everything
from ideas.models import IdeaHistory
from stories.models import Story, StoryHistory

DAYS = (
    datetime(2026, 12, 31, 23, 30, tzinfo=UTC),  # already the new year in Sweden
    datetime(2028, 2, 29, 6, 0, tzinfo=UTC),
    datetime(2027, 8, 1, 3, 0, tzinfo=UTC),  # a Sunday, before anybody is up
)


@pytest.mark.django_db
@pytest.mark.parametrize("now", DAYS, ids=str)
def test_every_month_of_the_last_year_has_its_story(now: datetime) -> None:
    everything.load((24, 16), now)
    this_month = timezone.localdate(now).replace(day=1)
    recent = Story.objects.published(now).filter(month__gt=date(2020, 1, 1)).order_by("month")
    assert recent.count() == 12
    assert [story.month for story in recent][-1] == this_month
    assert not IdeaHistory.objects.filter(at__gt=now).exists()
    assert not StoryHistory.objects.filter(at__gt=now).exists()
    assert Prize.objects.get(scores_opened_at=None).nominations.count() >= 3
