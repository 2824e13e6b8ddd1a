"""Published stories in bulk, and with words of their own, for the pages that readers see."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ideas.models import Idea
from stories.models import Story
from tests.factories import make_idea, make_unit
from tests.stories.factories import make_picture, make_published_story


def make_archive(count: int) -> list[Story]:
    """Stories of one unit, one a day from the start of 2020."""
    shared: dict[str, Any] = {"ideas": [make_idea()], "unit": make_unit("Biblioteket"), "picture": make_picture()}
    first = datetime(2020, 1, 1, 9, tzinfo=UTC)
    return [make_published_story(first + timedelta(days=day), **shared) for day in range(count)]


def make_texts(*titles: str) -> list[Story]:
    """A story for each headline, with no other words in common."""
    shared: dict[str, Any] = {"unit": make_unit(), "picture": make_picture(), "body": "Text.", "lead": "Ingress."}
    ideas: list[Idea] = [make_idea()]
    return [make_published_story(title=title, ideas=ideas, **shared) for title in titles]
