from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.faces.querysets import PortrayedQuerySet
from stories.pictures.models import Picture


class Portrayed(models.Model):
    """Somebody who can be recognised in a picture of a story, or is named in it, and why that may be shown.

    What is withdrawn, has ended or is protected hides the picture in every edition and masks the name in its story:
    by query, at once (see ``stories.faces.hidden``).
    """

    class Basis(models.TextChoices):
        INTEREST = "interest", _("Public interest")
        CONSENT = "consent", _("Consent")
        GUARDIAN = "guardian", _("A guardian's consent")

    class Covers(models.TextChoices):
        BOTH = "both", _("The picture and the name")
        PICTURE = "picture", _("The picture")
        NAME = "name", _("The name")

    story = models.ForeignKey("stories.Story", models.PROTECT, related_name="portrayed")
    picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="portrayed", verbose_name=_("picture")
    )
    name = models.CharField(_("name"), max_length=120)
    also_written = models.TextField(_("also written as"), max_length=400, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="portrayed",
        verbose_name=_("account"),
    )  # fmt: skip
    covers = models.CharField(_("what it covers"), max_length=10, choices=Covers.choices, default=Covers.BOTH)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices)
    guardian = models.CharField(_("guardian"), max_length=120, blank=True)
    informed_on = models.DateField(_("informed on"), null=True, blank=True)
    scope = models.TextField(_("where it may be shown"), max_length=400, blank=True)
    since = models.DateField(_("given on"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    is_protected = models.BooleanField(_("has a protected identity"), default=False)
    warned_for = models.DateField(null=True, editable=False)

    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_what = models.CharField(max_length=10, choices=Covers.choices, blank=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    places = models.JSONField(default=list, editable=False)

    objects: ClassVar[models.Manager["Portrayed"]] = PortrayedQuerySet.as_manager()

    class Meta:
        verbose_name = _("portrayed person")
        verbose_name_plural = _("portrayed people")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["ends"], name="portrayed_ends", condition=models.Q(ends__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(basis="guardian") | ~models.Q(guardian=""),
                name="portrayed_guardian_is_named",
                violation_error_message=_("A guardian's consent says who the guardian is."),
            ),
            models.CheckConstraint(
                condition=models.Q(picture__isnull=False) | models.Q(covers="name"),
                name="portrayed_without_picture_is_a_name",
                violation_error_message=_("Without a picture it covers the name alone."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def has_ended(self, day: date) -> bool:
        return self.ends is not None and self.ends < day

    def is_in_force(self, at: datetime) -> bool:
        """Whether what it covers may be shown: the same rule as ``out_of_force`` on the QuerySet."""
        return not (self.is_protected or self.is_withdrawn or self.has_ended(timezone.localdate(at)))

    @property
    def has_basis(self) -> bool:
        """What the law asks for: the person has been told, and has said yes where that is the basis."""
        return bool(self.informed_on and (self.basis == self.Basis.INTEREST or self.since))


class PortrayedHistory(models.Model):
    """What has been done with the entry of a person: written once, never changed (see ``protect_history``)."""

    class Act(models.TextChoices):
        ADDED = "added", _("Entered")
        CHANGED = "changed", _("Changed")
        PROTECTED = "protected", _("Protected identity noted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    subject = models.ForeignKey(Portrayed, models.PROTECT, related_name="history")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=120, blank=True)
    act = models.CharField(max_length=10, choices=Act.choices)
    changes = models.JSONField(default=list)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.act}"


class LockedReading(models.Model):
    """That somebody has opened a locked archive copy, and why. Written once, never changed."""

    snapshot = models.ForeignKey("stories.Snapshot", models.PROTECT, related_name="readings")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=120, blank=True)
    reason = models.TextField(_("reason"), max_length=600)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.actor_name}"
