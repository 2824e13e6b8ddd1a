"""The desk hears in time that a licence or a consent ends: thirty days before, once for each last day."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import override

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.workflow import tell
from stories.faces.models import Portrayed
from stories.models import Picture, Story


def warn_of_ends(now: datetime) -> None:
    """A job of the clock. What nobody shows ends without a word."""
    for picture in Picture.objects.ends_soon(now):
        if picture.licence_ends and (story := _using(picture)):
            _warn(picture, picture.licence_ends, "stories/licence_ends", story, "stories:pictures")
    for row in Portrayed.objects.ends_soon(now).select_related("story"):
        if row.ends:
            _warn(row, row.ends, "stories/consent_ends", row.story, "stories:person", row.pk)


def _using(picture: Picture) -> Story | None:
    used = Story.objects.filter(editions__picture_uses__picture=picture) | Story.objects.filter(picture=picture)
    return used.order_by("-pk").first()


def _warn(row: Picture | Portrayed, day: date, letter: str, story: Story, view: str, *more: int) -> None:
    with override(settings.LANGUAGE_CODE):
        url = reverse(view, args=[story.pk, *more])
    desk = {story.writer, story.last_editor, *User.objects.with_role(roles.EDITOR)}
    tell(desk, letter=[letter], context={"subject": story, "day": day}, url=url)
    row.warned_for = day
    _save(row)


def _save(row: Model) -> None:
    row.save(update_fields=["warned_for"])
