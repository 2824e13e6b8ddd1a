from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from stories.newsletter.querysets import CopyQuerySet, IssueQuerySet, SubscriberQuerySet


def address_key(address: str) -> str:
    """What stands for an address where it is not to be readable: the same for the same address, in any letter case."""
    return salted_hmac("stories.newsletter.address", address.strip().lower(), algorithm="sha256").hexdigest()[:40]


class Subscriber(models.Model):
    """An address that has asked for the newsletter. Employees have theirs in their account, and ``email`` is empty.

    Whoever ends the newsletter is removed: no address is kept that gets no letters, but those that letters came back
    from, for a while.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="newsletter", verbose_name=_("employee")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    mailed_at = models.DateTimeField(_("question sent"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    bounced_at = models.DateTimeField(_("letters came back"), null=True)

    objects: ClassVar[models.Manager["Subscriber"]] = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="one_subscriber_an_email_address"
            ),
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(email=""), name="subscriber_has_one_address"
            ),
        ]

    def __str__(self) -> str:
        """Without the address: nobody has to read it."""
        name, _at, domain = self.address.partition("@")
        return f"{name[:1]}…@{domain}"

    @property
    def address(self) -> str:
        return self.person.email if self.person is not None else self.email

    @property
    def is_active(self) -> bool:
        is_there = self.person is None or self.person.is_active
        return self.confirmed_at is not None and self.bounced_at is None and is_there


class Issue(models.Model):
    """The letter of a month. What is to be sent is frozen when the sending begins (``text``, ``html``).

    Its state is computed: see ``state``. A letter that is being sent stops by itself where one of its stories is
    unpublished.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Not sent")
        SCHEDULED = "scheduled", _("Scheduled")
        SENDING = "sending", _("Being sent")
        STOPPED = "stopped", _("Stopped on the way")
        SENT = "sent", _("Sent")

    month = models.DateField(_("month"), unique=True)
    subject = models.CharField(_("subject line"), max_length=120)
    greeting = models.TextField(_("greeting"), max_length=2000, blank=True)
    send_at = models.DateTimeField(_("to be sent"), null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True, editable=False)
    stopped_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    html = models.TextField(blank=True, editable=False)
    stories = models.ManyToManyField("stories.Story", related_name="+", editable=False)

    objects: ClassVar[models.Manager["Issue"]] = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=models.Q(month__day=1), name="issue_month_is_the_first"),
            models.CheckConstraint(
                condition=models.Q(started_at=None) | (~models.Q(text="") & ~models.Q(html="")),
                name="issue_sent_is_frozen",
            ),
            models.CheckConstraint(
                condition=models.Q(started_at__isnull=False) | models.Q(stopped_at=None, finished_at=None),
                name="issue_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Newsletter for %(month)s") % {"month": date_format(self.month, "YEAR_MONTH_FORMAT")})

    def get_absolute_url(self) -> str:
        return reverse("stories:newsletter_issue", args=[self.month.year, self.month.month])

    @property
    def is_begun(self) -> bool:
        """Whether somebody has written anything of it, or it is only proposed."""
        return not self._state.adding

    @property
    def state(self) -> str:
        if self.finished_at is not None:
            return self.State.SENT
        if self.stopped_at is not None:
            return self.State.STOPPED
        if self.started_at is not None:
            return self.State.SENDING
        return self.State.DRAFT if self.send_at is None else self.State.SCHEDULED

    @property
    def state_label(self) -> str:
        return str(self.State(self.state).label)

    @property
    def state_kind(self) -> str:
        """The shape of its state on pages."""
        shapes = {"scheduled": "waiting", "sending": "active", "stopped": "stopped", "sent": "done"}
        return shapes.get(self.state, "draft")

    @property
    def may_be_changed(self) -> bool:
        return self.started_at is None

    def shown_at(self, now: datetime) -> datetime:
        """The time whose stories the letter tells of: when it is to be sent, or else now."""
        return max(now, self.send_at) if self.send_at is not None else now


class Delivery(models.Model):
    """One letter to one recipient: the row that makes it exactly one. ``stories.newsletter.sending`` moves it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TALKING = "talking", _("Being handed over")
        AT_THE_DOT = "at_the_dot", _("Handed over, not yet answered")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused")
        BOUNCED = "bounced", _("Came back")
        LEFT_OUT = "left_out", _("Left out")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, models.SET_NULL, null=True, related_name="deliveries")
    address_key = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    repeated = models.BooleanField(default=False)
    not_before = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Delivery"]] = CopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of the newsletter")
        verbose_name_plural = _("letters of the newsletter")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscriber"], name="one_letter_an_issue_and_subscriber"),
            models.UniqueConstraint(fields=["issue", "address_key"], name="one_letter_an_issue_and_address"),
        ]
        indexes = [
            models.Index(
                fields=["issue", "id"],
                name="newsletter_to_be_sent",
                condition=models.Q(state__in=["waiting", "talking", "at_the_dot"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.pk}: {self.state}"
