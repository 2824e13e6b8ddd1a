"""What the desk's pages ask about stories of the older site."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from stories.importing.models import ImportedStory, Outcome
from stories.models import Story
from stories.states import StoryState


def queue() -> QuerySet[ImportedStory]:
    """Stories that came along and wait for review: drafts that nobody has sent on, the earliest month first."""
    rows = ImportedStory.objects.filter(story__state=StoryState.DRAFT, story__editions__isnull=True)
    return rows.select_related("story").defer("row", "story__body", "story__fact_box", "story__how_to")


def original_day(story: Story) -> datetime | None:
    """When the older site published a story that readers do not see here, now or again; or None."""
    row = _not_shown(story)
    if row is None:
        return None
    return row.published_at or (story.publish_at if story.was_public() else None)


def is_undated(story: Story) -> bool:
    """Whether it comes from the older site and nobody knows when it was published there."""
    row = _not_shown(story)
    return row is not None and row.published_at is None


def _not_shown(story: Story) -> ImportedStory | None:
    return None if story.is_published() else ImportedStory.objects.filter(story=story).only("published_at").first()


def counts(outcomes: Iterable[str]) -> list[tuple[str, str, int]]:
    """(value, label, number) of each outcome that occurs, in their order."""
    found = Counter(outcomes)
    return [(value, str(label), found[value]) for value, label in Outcome.choices if found[value]]
