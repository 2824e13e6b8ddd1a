"""What this app hands to the earlier ones: the stories about an idea, and when content next becomes visible."""

from datetime import datetime

from django.db.models import Model

from goda_exempel.caching import Moments
from goda_exempel.registry import Link
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


def next_publication(after: datetime) -> Moments:
    return Story.objects.next_publication(after)
