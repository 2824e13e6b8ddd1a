"""What this app hands to the earlier ones: the stories about an idea, and when content next becomes visible."""

from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from goda_exempel.caching import Moments
from goda_exempel.registry import Link, Published
from ideas.models import Idea
from stories.models import Story


def stories_of(subject: Model) -> list[Link]:
    if not isinstance(subject, Idea):
        return []
    return [
        Link(
            label=story.title,
            url=story.public_url if story.is_published() else story.get_absolute_url(),
            is_public=story.is_published(),
            state=story.state_label,
        )
        for story in subject.stories.order_by("month")
    ]


def published_about(subjects: QuerySet[Any], since: datetime) -> list[Published]:
    """The stories about these ideas that readers see and that came out since then."""
    if subjects.model is not Idea:
        return []
    recent = Story.objects.published(timezone.now()).filter(publish_at__gte=since)
    pairs = Story.ideas.through.objects.filter(idea__in=subjects, story__in=recent).select_related("story")
    return [Published(row.idea_id, row.story.public_url, row.story.publish_at) for row in pairs if row.story.publish_at]


def next_publication(after: datetime) -> Moments:
    return Story.objects.next_publication(after)
