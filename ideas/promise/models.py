from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models import Idea


class Climb(models.Model):
    """A promised day of reply has passed, and somebody was told so: one step up, once for an idea."""

    class Step(models.TextChoices):
        COACH = "coach", _("The idea coach")
        MANAGER = "manager", _("The manager")
        COORDINATOR = "coordinator", _("The coordinator")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="climbs")
    step = models.CharField(_("step"), max_length=12, choices=Step.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    told = models.CharField(_("who was told"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("missed promise")
        verbose_name_plural = _("missed promises")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "step"],
                name="each_step_of_a_missed_promise_once",
                violation_error_message=_("This step has already been told."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea.number}: {self.get_step_display()}"
