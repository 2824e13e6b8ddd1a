"""What somebody has written and that is not saved: put aside, so that it is not lost when the window closes."""

import re
from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.writing.models import PutAside

LONGEST: Final = 256 * 1024  # characters of a form
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")  # what no database takes


def put_aside(story: Story, person: User, *, version: str, fields: Mapping[str, str]) -> bool:
    """Keep it instead of what was put aside before. False where it is too much to be a text."""
    kept = {name: _UNSTORABLE.sub("\ufffd", value) for name, value in fields.items()}
    if sum(len(value) for value in kept.values()) > LONGEST:
        return False
    values = {"at": timezone.now(), "version": _UNSTORABLE.sub("", version)[:40], "fields": kept}
    PutAside.objects.update_or_create(story=story, person=person, defaults=values)
    return True


def aside_of(story: Story, person: User) -> PutAside | None:
    return PutAside.objects.filter(story=story, person=person).first()


def drop(story: Story, person: User) -> None:
    PutAside.objects.filter(story=story, person=person).delete()
