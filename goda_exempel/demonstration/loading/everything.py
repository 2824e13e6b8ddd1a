"""The whole of the demonstration, once."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from goda_exempel.caching import raise_content_version
from goda_exempel.demonstration import reading
from goda_exempel.demonstration.loading import (
    breakroom,
    calls,
    coaching,
    conversation,
    duplicates,
    effects,
    faces,
    facts,
    files,
    handing_in,
    ideas,
    months,
    newsletter,
    notices,
    outside,
    people,
    pictures,
    prizes,
    stories,
    writing,
)
from ideas.models import Idea
from stories.models import Story

# What the rooms of the apps are shown with: each function makes something of the ideas and people that are there.
ROOMS: Final[tuple[Callable[[people.Cast, datetime], None], ...]] = (
    months.load,
    writing.load,
    newsletter.load,
    handing_in.load,
    breakroom.load,
    coaching.load,
    conversation.load,
    files.load,
    faces.load,
    effects.load,
    facts.load,
    calls.load,
    duplicates.load,
    outside.load,
)


def is_loaded() -> bool:
    return Story.objects.filter(is_demonstration=True).exists()


def load(size: tuple[int, int], now: datetime | None = None) -> None:
    """Draw the pictures, then store all content in one transaction. The portal must be empty."""
    now = now or timezone.now()
    content = reading.read(timezone.localdate(now))
    drawn = pictures.load(content.all_stories, content.palettes, size)
    with transaction.atomic():
        cast = people.load(content)
        plans = [stories.plan_idea(text, cast, now) for text in content.all_stories]
        stored = ideas.store([*plans, *(ideas.plan(text, cast, now) for text in content.ideas)], cast, now)
        made = stories.load(zip(content.all_stories, stored, strict=False), drawn, cast, now)
        prizes.load(content, made, cast, now)
        notices.load(now)
        for load_room in ROOMS:
            load_room(cast, now)
        raise_content_version()


def is_empty() -> bool:
    return not (Idea.objects.exists() or Story.objects.exists())
