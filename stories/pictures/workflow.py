"""What the desk does with pictures: puts one beside a text, and says what one is."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.caching import raise_content_version
from stories.models import Picture, Story
from stories.pictures.models import StoryPicture


def put_beside(story: Story, picture: Picture, *, alt: str, caption: str, by: User) -> StoryPicture:
    """Have a picture at hand for the text, with the words for it; once, the latest words."""
    words = {"alt": alt, "caption": caption, "added_by": by}
    return StoryPicture.objects.update_or_create(story=story, picture=picture, defaults=words)[0]


def describe(picture: Picture, values: Mapping[str, Any], *, by: User) -> Picture:
    """Save what a form says of a picture. Readers see a new focal point, and no ended licence, at once."""
    with transaction.atomic():
        current = Picture.objects.select_for_update(of=("self",)).get(pk=picture.pk)
        fields = list(values)
        if values.get("without_faces") and not current.without_faces:
            current.faces_checked_by, current.faces_checked_at = by, timezone.now()
            fields += ["faces_checked_by", "faces_checked_at"]
        for name, value in values.items():
            setattr(current, name, value)
        current.save(update_fields=fields)
        if current.uses.exists():
            raise_content_version()
    return current


def look_for_faces(picture: Picture | None, *, nobody: bool, by: User) -> None:
    """Note whether the desk has looked and seen nobody who can be recognised."""
    if picture is not None and picture.without_faces != nobody:
        describe(picture, {"without_faces": nobody}, by=by)
