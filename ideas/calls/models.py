from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from goda_exempel.history import HistoryRow
from goda_exempel.workflow import WorkflowModel
from ideas.calls.querysets import CallQuerySet
from ideas.calls.states import CALL_WORKFLOW, CallState
from ideas.models import Idea


class CallPicture(models.Model):
    """An uploaded picture, re-encoded upright and without metadata; its files lie in the storage (``pictures.py``)."""

    key = models.CharField(_("key"), max_length=64, unique=True, help_text=_("SHA-256 of the stored original"))
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("picture of a call for ideas")
        verbose_name_plural = _("pictures of calls for ideas")

    def __str__(self) -> str:
        return self.key[:12]


class Call(WorkflowModel):
    """A unit or the management asks for ideas on a theme. It opens and closes by its dates, no job has to run."""

    workflow = CALL_WORKFLOW

    slug = models.SlugField(_("address"), max_length=80, unique=True, editable=False)
    form_key = models.UUIDField(_("form"), unique=True, null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=CallState.choices, default=CallState.DRAFTED, editable=False
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what do you ask for ideas on?"), max_length=8000)
    picture = models.ForeignKey(
        CallPicture, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("picture")
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    opens = models.DateField(_("opens"))
    closes = models.DateField(_("closes"), help_text=_("The last day to hand in an idea."))

    everybody = models.BooleanField(_("everybody is asked"), default=True)
    units = models.ManyToManyField(Unit, blank=True, related_name="calls", verbose_name=_("units that are asked"))
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", editable=False)
    answerer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="answered_calls",
        verbose_name=_("who answers"),
    )
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="calls",
        verbose_name=_("made by"),
    )
    maker_name = models.CharField(_("made by"), max_length=120, editable=False)
    result = models.TextField(_("what became of it"), max_length=8000, blank=True)
    created = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    changed = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["Call"]] = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for ideas")
        verbose_name_plural = _("calls for ideas")
        ordering = ["-opens", "-pk"]
        indexes = [models.Index(fields=["opens", "closes"], name="call_period")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gte=models.F("opens")),
                name="call_closes_after_it_opens",
                violation_error_message=_("The call can not close before it opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(picture=None) | ~models.Q(picture_alt=""),
                name="call_picture_has_words",
                violation_error_message=_("Say what the picture shows, for those who can not see it."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:call", args=[self.slug])

    def state_at(self, at: datetime) -> str:
        return self.state_on(timezone.localdate(at))

    def state_on(self, day: date) -> CallState:
        """Closed by a move, or else what the dates say; the last day is a day to hand in."""
        if self.state == CallState.CLOSED or day > self.closes:
            return CallState.CLOSED
        return CallState.OPEN if day >= self.opens else CallState.DRAFTED

    def is_open_at(self, at: datetime) -> bool:
        return self.state_at(at) == CallState.OPEN

    @property
    def is_draft(self) -> bool:
        return self.state_on(timezone.localdate()) == CallState.DRAFTED

    @property
    def is_open(self) -> bool:
        return self.state_on(timezone.localdate()) == CallState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state_on(timezone.localdate()) == CallState.CLOSED

    def coach_for(self, idea: Idea) -> User | None:
        """Who answers an idea that comes through the call; None where that person can't, or has a part in the idea."""
        person = self.answerer
        if person is None or not person.is_active or not person.has_role(roles.COACH):
            return None
        own = idea.submitter_id == person.pk or idea.contributors.filter(user=person).exists()
        return None if own else person


class CallHistory(HistoryRow):
    subject = models.ForeignKey(Call, models.PROTECT, related_name="history")

    class Meta(HistoryRow.Meta):
        verbose_name = _("history of a call for ideas")
        verbose_name_plural = _("history of calls for ideas")
