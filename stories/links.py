"""What this app hands to the earlier ones: the stories about an idea, and when content next becomes visible."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel.caching import Moments
from goda_exempel.registry import Link, Match, Published
from ideas.models import Idea
from stories.models import Story, story_url


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


def stories_to_match(person: Model, pks: list[int]) -> Iterable[Match]:
    """These stories as far as readers see them. What a story tells of is in use;"""
    rows = Story.objects.published(timezone.now()).filter(pk__in=pks)
    columns = ("pk", "edition__title", "month", "slug", "edition__in_use_where", "edition__unit__name")
    for pk, title, month, slug, where, unit in rows.values_list(*columns):
        yield Match("story", pk, title, story_url(month, slug), _("Published"), where=where or unit, is_in_use=True)
