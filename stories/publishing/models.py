from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models import Edition, Picture, Story


class Correction(models.Model):
    """What was wrong and is right now: readers see the day and the note, with the edition that corrects."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="corrections")
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="correction")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(_("note to readers"), max_length=600)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(note=""),
                name="correction_has_a_note",
                violation_error_message=_("A correction says what was wrong."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.note[:40]}"


class Snapshot(models.Model):
    """What readers were shown, or no longer are, as it was: never changed and never removed.

    ``digest`` is the SHA-256 (hexadecimal) of ``html``, a newline and ``metadata`` as canonical JSON; the metadata
    names each picture by the SHA-256 of its bytes. The database refuses changes (see ``protect_history``).
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("Published")
        CORRECTED = "corrected", _("Corrected")
        WITHDRAWN = "withdrawn", _("Unpublished")

    story = models.ForeignKey(Story, models.PROTECT, related_name="snapshots")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="snapshots")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    html = models.TextField()
    metadata = models.JSONField()
    pictures = models.ManyToManyField(Picture, related_name="snapshots")
    digest = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("archive copy")
        verbose_name_plural = _("archive copies")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.kind}"
