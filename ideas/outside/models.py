"""Who may read from outside, and who is told outside: tokens, webhooks, and what was delivered."""

from datetime import datetime, timedelta
from typing import ClassVar, Final
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models import Idea

# How long to wait after each try that failed; after the last one it is given up. Together three days and a little.
WAITS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)


class AccessToken(models.Model):
    """A key to the JSON interface: it reads what its account may see. The key itself is shown once and not kept."""

    name = models.CharField(_("name"), max_length=80)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_tokens", verbose_name=_("account")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("made"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    created_by_name = models.CharField(_("made by"), max_length=120)
    last_used = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(revoked_at=None),
                name="one_token_in_force_a_name",
                violation_error_message=_("A token in force already has this name. Choose another."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Webhook(models.Model):
    """An address that is told of every move of the ideas that its account may see, signed with its secret."""

    name = models.CharField(_("name"), max_length=80)
    url = models.CharField(_("address"), max_length=500)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="webhooks", verbose_name=_("account")
    )
    secret = models.CharField(max_length=80, editable=False)
    created = models.DateTimeField(_("made"), default=timezone.now)
    created_by_name = models.CharField(_("made by"), max_length=120)
    stopped_at = models.DateTimeField(_("stopped"), null=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(stopped_at=None),
                name="one_webhook_in_force_a_name",
                violation_error_message=_("A webhook in force already has this name. Choose another."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Fault(models.TextChoices):
    """Why a try failed."""

    ANSWER = "answer", _("the receiver did not accept it")
    TIMEOUT = "timeout", _("the receiver did not answer in time")
    CONNECTION = "connection", _("the receiver could not be reached")
    NAME = "name", _("the name of the receiver leads nowhere")
    ADDRESS = "address", _("the address is not one the portal may send to")
    CERTIFICATE = "certificate", _("the receiver has no valid certificate")
    CLOSED = "closed", _("the webhook is stopped, or its account may not see the idea any more")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self) -> "DeliveryQuerySet":
        """Neither delivered nor given up."""
        return self.filter(delivered_at=None, given_up_at=None)

    def given_up(self) -> "DeliveryQuerySet":
        return self.exclude(given_up_at=None)


class Delivery(models.Model):
    """One move on its way to one webhook. The body is written in the transaction of the move and never changes."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="+")
    body = models.TextField(editable=False)
    created = models.DateTimeField(_("when"), default=timezone.now)
    due = models.DateTimeField(_("next try"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    fault = models.CharField(_("what went wrong"), max_length=12, choices=Fault.choices, blank=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)

    objects: ClassVar[models.Manager["Delivery"]] = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["due"], condition=models.Q(delivered_at=None, given_up_at=None), name="delivery_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(delivered_at=None) | models.Q(given_up_at=None),
                name="delivered_or_given_up",
                violation_error_message=_("What is delivered is not given up."),
            ),
        ]

    def __str__(self) -> str:
        return f"msg_{self.key.hex}"

    def next_try(self, now: datetime) -> datetime | None:
        """When to try again after one more try that failed, or None where it is enough."""
        return now + WAITS[self.tries] if self.tries < len(WAITS) else None
