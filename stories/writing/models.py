from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models import Story


class Presence(models.Model):
    """Somebody has a story open for editing: since when, and when the page was last heard of."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["since", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["story", "person"], name="one_presence_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.story_id}"


class PutAside(models.Model):
    """What somebody has written on a story that could not, or should not, be saved by itself: only they see it.

    ``version`` is the story's when the page was opened; ``fields`` is what stood in the form, by its name, with what
    other pages of the same person put aside before (``stories.writing.aside``).
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="put_aside")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.CharField(max_length=40)
    fields = models.JSONField()

    class Meta:
        verbose_name = _("text put aside")
        verbose_name_plural = _("texts put aside")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["story", "person"], name="one_text_put_aside_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.story_id} {self.at:%Y-%m-%d}"
