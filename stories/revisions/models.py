from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.models import Story


class Revision(models.Model):
    """A story as it was after a save, with who and when. The database refuses to change or delete one.

    ``at`` is the stamp of the work version (``Story.changed``) that it holds. What a text saves by itself while one
    person writes is gathered in one revision, from ``since`` to ``at``; that is the only change the database lets
    through, on the newest revision of the story. ``content`` is every field of the content by its column, with
    ``slug`` and ``month``; dates as text.
    """

    class Kind(models.TextChoices):
        BEGUN = "begun", _("Begun")
        SAVED = "saved", _("Saved")
        AUTOSAVED = "autosaved", _("Saved by itself")
        RESTORED = "restored", _("Restored")
        IMPORTED = "imported", _("Brought in")

    story = models.ForeignKey(Story, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(max_length=10, choices=Kind.choices)
    since = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(_("who"), max_length=120, blank=True)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    digest = models.CharField(_("fingerprint of the wording"), max_length=64)
    restored_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("version of a story")
        verbose_name_plural = _("versions of stories")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="one_revision_a_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revisions_begin_with_one"),
            models.CheckConstraint(
                condition=models.Q(kind="restored", restored_from__isnull=False)
                | (~models.Q(kind="restored") & models.Q(restored_from__isnull=True)),
                name="restored_revision_says_of_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("stories:revision", args=[self.story_id, self.number])

    @property
    def actor_label(self) -> str:
        return self.actor_name or gettext("The portal")

    @property
    def title(self) -> str:
        return str(self.content.get("title", ""))

    def get(self, column: str) -> Any:
        """A value as it is stored; None for a field that came to stories later."""
        return self.content.get(column)
