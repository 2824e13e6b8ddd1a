from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models import Idea


class SavedFilter(models.Model):
    """A choice of ideas in the queue that a person comes back to: a name, and the query of its address."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filter"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="one_saved_filter_a_name_and_person",
                violation_error_message=_("You already have a filter with this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('ideas:queue')}?{self.query}"


class BulkRun(models.Model):
    """One move made with several ideas, by one person, once: the form that asks for it carries the key."""

    key = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    move = models.CharField(_("move"), max_length=40)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("move of several ideas")
        verbose_name_plural = _("moves of several ideas")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.move}"

    def get_absolute_url(self) -> str:
        return reverse("ideas:bulk_report", args=[self.pk])


class BulkRow(models.Model):
    """What became of one idea of a run; ``reason`` says why it was not moved."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Not reached")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Not done")

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="rows")
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.CharField(_("why"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("idea of a move")
        verbose_name_plural = _("ideas of a move")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "idea"],
                name="each_idea_once_in_a_run",
                violation_error_message=_("The idea is already among those to move."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea.number}: {self.get_outcome_display()}"
