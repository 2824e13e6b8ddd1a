from datetime import date
from decimal import Decimal
from typing import ClassVar, Final
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ideas.amounts import MOST, shown_range
from ideas.effects.querysets import FollowUpQuerySet
from ideas.models import Idea

FIRST_DAY: Final = date(1950, 1, 1)
LAST_DAY: Final = date(2150, 12, 31)


class EffectKind(models.TextChoices):
    HOURS = "hours", _("Saved time")
    KRONOR = "kronor", _("Saved money")
    QUALITY = "quality", _("Quality")
    ENVIRONMENT = "environment", _("Environment")


class Basis(models.TextChoices):
    MEASURED = "measured", _("Measured")
    ESTIMATED = "estimated", _("Estimated")


def unit_label(kind: str, unit: str) -> str:
    """What amounts of a kind are counted in: said by the kind itself, or by the person who wrote it down."""
    if kind == EffectKind.HOURS:
        return gettext("hours a year")
    return gettext("kronor a year") if kind == EffectKind.KRONOR else unit


class Benefit(models.Model):
    """One effect of an idea. How large it is, is said by its measurements: first often estimated, later measured."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="benefits")
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind of effect"), max_length=20, choices=EffectKind.choices)
    unit = models.CharField(_("counted in"), max_length=40, blank=True)
    words = models.CharField(_("what becomes better?"), max_length=200)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["hours", "kronor"]) | models.Q(unit=""),
                name="benefit_in_hours_or_kronor_has_no_other_unit",
                violation_error_message=_("Time is counted in hours a year and money in kronor a year."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="environment") | ~models.Q(unit=""),
                name="benefit_to_the_environment_has_a_unit",
                violation_error_message=_("Say what it is counted in, for example kg CO2e a year."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def unit_label(self) -> str:
        """What the amounts are counted in."""
        return unit_label(self.kind, self.unit)

    @property
    def current(self) -> "Measurement | None":
        """The figure that speaks for it: a measured one before any estimate, and of those the latest."""
        return max(self.measurements.all(), key=lambda row: row.weight, default=None)


class Measurement(models.Model):
    """How large an effect was in a period, as a range, and how that was counted. Quality can do without a figure."""

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="measurements")
    follow_up = models.ForeignKey(
        "ideas.FollowUp", models.SET_NULL, null=True, editable=False, related_name="measurements"
    )
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    basis = models.CharField(_("measured or estimated"), max_length=10, choices=Basis.choices)
    low = models.DecimalField(_("at least"), max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("at most"), max_digits=14, decimal_places=2, null=True, blank=True)
    method = models.CharField(_("how was it counted?"), max_length=600)
    counted_by = models.CharField(_("who counted?"), max_length=120)
    period_from = models.DateField(_("the period from"))
    period_to = models.DateField(_("the period to"))
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["period_to", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(low__isnull=True, high__isnull=True)
                | models.Q(low__isnull=False, high__isnull=False),
                name="measurement_is_a_whole_range",
                violation_error_message=_("A range has both ends, the same where the figure is exact."),
            ),
            models.CheckConstraint(
                condition=models.Q(low__lte=models.F("high")),
                name="measurement_low_at_most_high",
                violation_error_message=_("The lower figure can not be above the higher one."),
            ),
            models.CheckConstraint(  # to the database, NaN is above every number
                condition=models.Q(low__gte=0, low__lte=MOST, high__gte=0, high__lte=MOST),
                name="measurement_is_a_number_within_bounds",
                violation_error_message=_("The figure is not a number, or too large."),
            ),
            models.CheckConstraint(
                condition=models.Q(period_from__lte=models.F("period_to")),
                name="measurement_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(period_from__gte=FIRST_DAY, period_to__lte=LAST_DAY),
                name="measurement_period_of_our_time",
                violation_error_message=_("The period is too long ago or too far ahead."),
            ),
        ]

    def __str__(self) -> str:
        return self.amount

    @property
    def weight(self) -> tuple[bool, date, int]:
        """The heaviest of several figures is the one that counts."""
        return self.basis == Basis.MEASURED, self.period_to, self.pk

    @property
    def amount(self) -> str:
        """As it was written, with what it is counted in; empty where there is no figure."""
        if self.low is None or self.high is None:
            return ""
        return f"{shown_range(Decimal(self.low), Decimal(self.high))} {self.benefit.unit_label}"


class FollowUp(models.Model):
    """The question, some months after an idea was put in use, whether it still is, and what came of it."""

    AFTER: Final = (3, 12, 24)  # months

    class Answer(models.TextChoices):
        IN_USE = "in_use", _("It is still in use")
        ENDED = "ended", _("It is not in use any more")

    class Standing(models.TextChoices):
        """Whether the answer is known; computed, see ``standing``."""

        WAITING = "waiting", _("asked, waiting for an answer")
        UNCONFIRMED = "unconfirmed", _("not confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        ENDED = "ended", _("not in use any more")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(_("months in use"))
    due = models.DateField(_("day of the question"))
    asked_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_name = models.CharField(_("asked"), max_length=120, blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True)
    asked_again_at = models.DateTimeField(_("asked again"), null=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    why_ended = models.CharField(_("why is it not in use any more?"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_name = models.CharField(_("answered by"), max_length=120, blank=True)

    objects: ClassVar[models.Manager["FollowUp"]] = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["months"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "months"], name="one_follow_up_an_idea_and_time"),
            models.CheckConstraint(condition=models.Q(months__in=[3, 12, 24]), name="follow_up_after_3_12_24_months"),
            models.CheckConstraint(
                condition=models.Q(asked_again_at__isnull=True) | models.Q(asked_at__lt=models.F("asked_again_at")),
                name="follow_up_asked_before_asked_again",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | ~models.Q(answer="") & models.Q(answered_at__isnull=False),
                name="follow_up_answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="ended") | ~models.Q(why_ended=""),
                name="follow_up_that_ended_says_why",
                violation_error_message=_("Say why it is not in use any more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}, {self.months}"

    @property
    def standing(self) -> "FollowUp.Standing":
        """Asked twice in vain is «not confirmed», until somebody answers after all."""
        if self.answer:
            return self.Standing.ENDED if self.answer == self.Answer.ENDED else self.Standing.CONFIRMED
        return self.Standing.UNCONFIRMED if self.asked_again_at else self.Standing.WAITING


class EffectChange(models.Model):
    """Who changed what of an idea's effects. Rows are never changed (see ``protect_history``)."""

    class What(models.TextChoices):
        ADDED = "added", _("Effect added")
        CHANGED = "changed", _("Effect changed")
        MEASURED = "measured", _("New figure added")
        REMOVED = "removed", _("Effect removed")
        CONFIRMED = "confirmed", _("Follow-up: it is still in use")
        ENDED = "ended", _("Follow-up: it is not in use any more")

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="effect_changes")
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(_("name"), max_length=120)
    what = models.CharField(max_length=10, choices=What.choices)
    reason = models.TextField(_("what was changed"))

    class Meta:
        verbose_name = _("change of an effect")
        verbose_name_plural = _("changes of effects")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.what}"

    @property
    def label(self) -> str:
        return str(self.What(self.what).label)

    @property
    def actor_label(self) -> str:
        return self.idea.shown_name(self.actor_id, self.actor_name)
