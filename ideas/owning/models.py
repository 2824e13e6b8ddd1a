from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models import Idea


class LineOwnership(models.Model):
    """A line manager who was asked to take an idea on, and the answer."""

    class Answer(models.TextChoices):
        ASKED = "asked", _("Asked")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Said no")
        ENDED = "ended", _("Ended")

    OPEN = (Answer.ASKED, Answer.ACCEPTED)

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="ownerships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="ownerships",
        verbose_name=_("manager"),
    )
    person_name = models.CharField(_("name"), max_length=120)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, default=Answer.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    resources = models.TextField(_("resources needed"), max_length=2000, blank=True)
    hours = models.PositiveIntegerField(_("working hours"), null=True, blank=True)
    kronor = models.PositiveIntegerField(_("kronor"), null=True, blank=True)

    class Meta:
        verbose_name = _("line ownership")
        verbose_name_plural = _("line ownerships")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea"],
                condition=models.Q(answer__in=["asked", "accepted"]),
                name="one_open_line_owner_an_idea",
                violation_error_message=_("The idea already has a line owner."),
            ),
        ]

    def __str__(self) -> str:
        return self.person_name

    @property
    def is_open(self) -> bool:
        return self.answer in self.OPEN

    @property
    def is_accepted(self) -> bool:
        return self.answer == self.Answer.ACCEPTED
