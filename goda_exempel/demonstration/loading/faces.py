"""Somebody who is named in some of the stories, so that the desk's pages of people show what an entry looks like."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from goda_exempel.demonstration.loading.people import Cast
from stories.faces.models import Portrayed
from stories.faces.workflow import enter
from stories.models import Story

STORIES: Final = 2
YEARS: Final = 5


def load(cast: Cast, now: datetime) -> None:
    """The employee behind the idea, with consent, in the newest stories."""
    today = timezone.localdate(now)
    for story in Story.objects.published(now).newest_first()[:STORIES]:
        idea = story.ideas.select_related("submitter").first()
        if idea is None or idea.submitter is None:
            continue
        given = {
            "name": idea.submitter.name,
            "user": idea.submitter,
            "covers": Portrayed.Covers.NAME,
            "basis": Portrayed.Basis.CONSENT,
            "informed_on": today - timedelta(days=40),
            "since": today - timedelta(days=38),
            "ends": today + timedelta(days=365 * YEARS),
            "scope": "Webben, nyhetsbrevet och utskrifter (demonstration)",
        }
        enter(story, given, by=cast.people["lisa"])
