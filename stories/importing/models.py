from typing import Any, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import Unit
from stories.importing.addresses import LONGEST
from stories.models import Story


class Outcome(models.TextChoices):
    """What an import makes, or will make, of a line."""

    PUBLISH = "publish", _("Published")
    QUEUE = "queue", _("Queued for review")
    SAME = "same", _("Unchanged")
    DIFFERS = "differs", _("Differs, not changed")
    FAILED = "failed", _("Could not be read")


KINDS: Final = {Outcome.PUBLISH: "done", Outcome.QUEUE: "waiting", Outcome.DIFFERS: "parked", Outcome.FAILED: "stopped"}


class ImportRun(models.Model):
    """One import: what was looked at, by whom, and how far it has come. ``file`` is the upload, until it is done."""

    class State(models.TextChoices):
        LOOKED = "looked", _("Looked at, nothing is brought in yet")
        WORKING = "working", _("Under way")
        DONE = "done", _("Done")
        DISCARDED = "discarded", _("Discarded")

    state = models.CharField(max_length=10, choices=State.choices, default=State.LOOKED)
    name = models.CharField(_("file"), max_length=200)
    file = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+")
    remarks = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)
    carried_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    carried_by_name = models.CharField(max_length=120, blank=True)
    carried_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.name}"


class ImportLine(models.Model):
    """A line of an import: what it said it was, what became of it, and all there is to say about it."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    place = models.CharField(_("line"), max_length=300)
    title = models.CharField(_("headline"), max_length=300, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    notes: Any = models.JSONField(default=list)
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="+")
    is_done = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="one_line_a_position")]

    def __str__(self) -> str:
        return f"{self.place}: {self.outcome}"

    @property
    def kind(self) -> str:
        """The shape of its badge."""
        return KINDS.get(Outcome(self.outcome), "draft")


class ImportedStory(models.Model):
    """Where a story of an older site came from, as it was there, and what it lacked.

    ``key`` names it in its source, so that a second import knows it. ``row`` is all that was read, ``reasons`` are why
    it was queued for review (``[{"kind": "alt", "text": …}]``), ``assumed`` is what was filled in for it.
    """

    story = models.OneToOneField(Story, models.PROTECT, related_name="imported")
    key = models.CharField(max_length=600, unique=True)
    digest = models.CharField(_("fingerprint of what was read"), max_length=64)
    row: Any = models.JSONField()
    reasons: Any = models.JSONField(default=list)
    assumed: Any = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    people = models.TextField(_("people"), blank=True)
    consent = models.TextField(_("consent"), blank=True)
    prize: Any = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("story of the older site")
        verbose_name_plural = _("stories of the older site")
        ordering = ["story__month", "pk"]

    def __str__(self) -> str:
        return self.key


class OldAddress(models.Model):
    """An address of the older site, as ``stories.importing.addresses`` settles it. It leads to its story for ever."""

    path = models.CharField(_("old address"), max_length=LONGEST, unique=True)
    place = models.CharField(max_length=LONGEST, db_index=True)  # without its query
    story = models.ForeignKey(Story, models.PROTECT, related_name="old_addresses")

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
