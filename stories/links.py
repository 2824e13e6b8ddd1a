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
from stories.faces.hidden import hidden
from stories.faces.masking import mask, masked
from stories.faces.models import Portrayed
from stories.models import Picture, Story, story_url


def stories_of(subject: Model) -> list[Link]:
    if not isinstance(subject, Idea):
        return []
    known = hidden()
    return [
        Link(
            label=masked(story, known).title,
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


def next_licence_end(after: datetime) -> Moments:
    return Picture.objects.next_end(after)


def next_consent_end(after: datetime) -> Moments:
    return Portrayed.objects.next_end(after)


def stories_to_match(person: Model, pks: list[int]) -> Iterable[Match]:
    """These stories as far as readers see them. What a story tells of is in use;"""
    rows = Story.objects.published(timezone.now()).filter(pk__in=pks)
    columns = ("pk", "edition__title", "month", "slug", "edition__in_use_where", "edition__unit__name")
    known = hidden()
    for pk, title, month, slug, where, unit in rows.values_list(*columns):
        names = known.names_in(pk)
        label, place = (mask(text, names) if names else text for text in (title, where or unit))
        yield Match("story", pk, label, story_url(month, slug), _("Published"), where=place, is_in_use=True)
