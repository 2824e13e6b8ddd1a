from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.querysets import JurorQuerySet, NominationQuerySet, PrizeQuerySet, ScoreQuerySet
from awards.states import PRIZE_WORKFLOW, PrizeState
from goda_exempel.accounts.models import User
from goda_exempel.history import HistoryRow
from goda_exempel.workflow import WorkflowModel
from stories.content import StoryContent
from stories.models import Story

LOWEST, HIGHEST = 1, 5


class Prize(WorkflowModel):
    """The year's prize. Its phases follow from its dates; a move opens or closes one early or late, with a reason."""

    workflow = PRIZE_WORKFLOW

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    name = models.CharField(_("name"), max_length=120, default="Årets medarbetarinnovation")
    description = models.TextField(_("about the prize"), blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=PrizeState.choices,
        default=PrizeState.PREPARING,
        editable=False,
    )
    nominating_from = models.DateTimeField(_("candidates are chosen from"))
    scoring_from = models.DateTimeField(_("scoring from"))
    deliberating_from = models.DateTimeField(_("scoring ends"))
    announced_at = models.DateTimeField(_("announced"), null=True, editable=False)
    scores_opened_at = models.DateTimeField(_("scores opened"), null=True, editable=False)
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("secretary"),
    )

    objects: ClassVar[models.Manager["Prize"]] = PrizeQuerySet.as_manager()

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nominating_from__lte=models.F("scoring_from"))
                & models.Q(scoring_from__lte=models.F("deliberating_from")),
                name="prize_phases_in_order",
                violation_error_message=_("The phases must come in order: candidates, scoring, deliberation."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PrizeState.ANNOUNCED) | models.Q(announced_at__isnull=False),
                name="prize_announced_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("awards:room", args=[self.year])

    def url_for(self, person: User) -> str:
        """The jury room for those who see it; for the winners and the communicators the page that is announced."""
        return self.get_absolute_url() if Prize.objects.visible_to(person).filter(pk=self.pk) else self.public_url

    @property
    def public_url(self) -> str:
        return reverse("winner", args=[self.year])

    def state_at(self, at: datetime) -> str:
        """A decision is made by people; until then the phase is the latest whose date has come."""
        if self.state in (PrizeState.DECIDED, PrizeState.ANNOUNCED):
            return str(self.state)
        for begins, state in (
            (self.deliberating_from, PrizeState.DELIBERATING),
            (self.scoring_from, PrizeState.SCORING),
            (self.nominating_from, PrizeState.NOMINATING),
        ):
            if at >= begins:
                return state
        return PrizeState.PREPARING

    @property
    def is_sealed(self) -> bool:
        """Whether the scores are still sealed until they are opened, at once, as one logged event."""
        return self.scores_opened_at is None

    @property
    def is_open_for_changes(self) -> bool:
        """Whether criteria, candidates and dates may still change: not once the jury scores."""
        return self.state_at(timezone.now()) in (PrizeState.PREPARING, PrizeState.NOMINATING)

    @property
    def may_change_jury(self) -> bool:
        """A juror may join while nobody has seen the scores of another."""
        return self.is_open_for_changes or self.state_at(timezone.now()) == PrizeState.SCORING


class Criterion(models.Model):
    """What the jury judges this year, and how much it weighs."""

    prize = models.ForeignKey(Prize, models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=80)
    question = models.CharField(_("question to the jury"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weight__gt=0),
                name="criterion_weight_above_zero",
                violation_error_message=_("A weight is above zero."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.prize_id is not None and not self.prize.is_open_for_changes:
            raise ValidationError(_("The jury is scoring, so the criteria can not be changed."))


class Juror(models.Model):
    """A seat in the year's jury. ``handed_in_at`` is when the juror handed in scores."""

    prize = models.ForeignKey(Prize, models.CASCADE, related_name="jurors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="jury_seats",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120, editable=False)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, editable=False)

    objects: ClassVar[models.Manager["Juror"]] = JurorQuerySet.as_manager()

    class Meta:
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["prize", "user"], name="one_seat_a_juror_and_prize")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        if self.user is not None:
            self.name = self.user.name
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Nomination(models.Model):
    """A story that is a candidate for the year's prize."""

    prize = models.ForeignKey(Prize, models.CASCADE, related_name="nominations")
    story = models.ForeignKey(Story, models.PROTECT, related_name="nominations")
    created = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["Nomination"]] = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["story__month", "pk"]
        constraints = [models.UniqueConstraint(fields=["prize", "story"], name="one_nomination_a_story_and_prize")]

    def __str__(self) -> str:
        return self.shown.title

    @property
    def shown(self) -> StoryContent:
        """What readers see; the working version only where there is no edition any more."""
        return self.story.edition or self.story


class ConflictOfInterest(models.Model):
    """A juror's answer for a candidate: disqualified (jäv), or not. Until answered, nothing is scored."""

    juror = models.ForeignKey(Juror, models.PROTECT, related_name="declarations")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="declarations")
    is_disqualified = models.BooleanField(_("disqualified"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "nomination"],
                name="one_declaration_a_juror_and_candidate",
            ),
            models.CheckConstraint(
                condition=models.Q(is_disqualified=False) | ~models.Q(reason=""),
                name="a_disqualification_has_a_reason",
                violation_error_message=_("Write why you are disqualified."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.juror}: {self.is_disqualified}"


class Score(models.Model):
    """A juror's points for a candidate by one criterion. Sealed until the scores are opened."""

    juror = models.ForeignKey(Juror, models.PROTECT, related_name="scores")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(
        _("points"), validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    changed = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Score"]] = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "nomination", "criterion"],
                name="one_score_a_juror_candidate_and_criterion",
            ),
            models.CheckConstraint(
                condition=models.Q(points__gte=LOWEST) & models.Q(points__lte=HIGHEST),
                name="score_within_the_scale",
                violation_error_message=_("Points are from 1 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}"


class Award(models.Model):
    """What the jury decided: which candidate, in which class of award, and why."""

    class Class(models.TextChoices):
        WINNER = "winner", _("Winner")
        HONOURABLE = "honourable", _("Honourable mention")

    prize = models.ForeignKey(Prize, models.PROTECT, related_name="awards")
    award_class = models.CharField(_("class"), max_length=20, choices=Class.choices, default=Class.WINNER)
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="awards", verbose_name=_("candidate"))
    citation = models.TextField(_("citation"), max_length=2000)
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-prize__year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["prize", "award_class"],
                name="an_award_class_is_decided_once",
                violation_error_message=_("This class of award is already decided."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prize}: {self.nomination}"


class PrizeHistory(HistoryRow):
    subject = models.ForeignKey(Prize, models.PROTECT, related_name="history")

    class Meta(HistoryRow.Meta):
        verbose_name = _("history of a prize")
        verbose_name_plural = _("history of prizes")
