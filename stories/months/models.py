import hashlib
import hmac
from datetime import date
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.months.dates import DUE, due_dates


class MonthSlot(models.Model):
    """A month that promises a story, planned before there is one: who sees to it, and what is due when."""

    month = models.DateField(_("month"), unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="month_slots",
        verbose_name=_("who sees to it"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
    )
    interview_due = models.DateField(_("interview"))
    text_due = models.DateField(_("text"))
    fact_check_due = models.DateField(_("fact check"))
    picture_due = models.DateField(_("picture"))
    approval_due = models.DateField(_("approval"))

    DUE_FIELDS: Final = tuple(f"{name}_due" for name in DUE)

    class Meta:
        verbose_name = _("month")
        verbose_name_plural = _("months")
        ordering = ["month"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="slot_month_is_the_first",
                violation_error_message=_("A month is written as its first day."),
            ),
            models.CheckConstraint(
                condition=models.Q(owner=None) | models.Q(deputy=None) | ~models.Q(owner=models.F("deputy")),
                name="slot_deputy_is_another",
                violation_error_message=_("The deputy has to be somebody else."),
            ),
            models.CheckConstraint(
                condition=models.Q(interview_due__lte=models.F("text_due"))
                & models.Q(text_due__lte=models.F("fact_check_due"))
                & models.Q(fact_check_due__lte=models.F("approval_due"))
                & models.Q(picture_due__lte=models.F("approval_due")),
                name="slot_days_in_order",
                violation_error_message=_(
                    "The days come in order: interview, text, fact check, approval; the picture before the approval."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @classmethod
    def planned(cls, month: date) -> "MonthSlot":
        """The slot of a month that nobody has planned yet, not stored: without owner, its days counted back."""
        return cls(month=month, **{f"{name}_due": day for name, day in due_dates(month).items()})

    @property
    def due(self) -> list[tuple[str, str, date]]:
        """Each thing that is due: its name, what it is called, and the day."""
        return [(name, str(self._meta.get_field(f"{name}_due").verbose_name), self._day(name)) for name in DUE]  # type: ignore[union-attr]

    def _day(self, name: str) -> date:
        day: date = getattr(self, f"{name}_due")
        return day


class MonthAlarm(models.Model):
    """That a month's alarm has been given, so that it is given once."""

    class Kind(models.TextChoices):
        NO_DRAFT = "no_draft", _("Nothing is begun")
        NOT_APPROVED = "not_approved", _("Nothing is approved")
        NOT_SCHEDULED = "not_scheduled", _("Nothing will be published")

    month = models.DateField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["month", "at"]
        constraints = [models.UniqueConstraint(fields=["month", "kind"], name="one_alarm_a_month_and_kind")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.kind}"


class CalendarAddress(models.Model):
    """A person's own address of the desk's calendar. Its secret is computed from ``serial``; a new one ends the old."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address")
    serial = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.person_id}/{self.serial}"

    @property
    def secret(self) -> str:
        text = f"{self.person_id}:{self.serial}".encode()
        return hmac.new(settings.SECRET_KEY.encode() + b"desk calendar", text, hashlib.sha256).hexdigest()[:40]
