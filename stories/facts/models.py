"""Whether a story is right: who is asked, how often their link was opened, and every answer that was given."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models import Contributor

LINK_LASTS: Final = timedelta(days=21)


def end_of_new_link() -> datetime:
    return timezone.now() + LINK_LASTS


class Kind(models.TextChoices):
    """What somebody says of a text."""

    APPROVE = "approve", _("Says that it is right")
    CHANGE = "change", _("Asks for a change")
    DECLINE = "decline", _("Says no to the story")


class FactCheck(models.Model):
    """Somebody who is asked whether the story is right. An answer holds for one exact wording.

    ``serial`` is part of the person's link: a higher one ends every link there was before.
    """

    class Answer(models.TextChoices):
        ASKED = "asked", _("Asked")
        CONFIRMED = "confirmed", _("Confirmed")
        DISPUTED = "disputed", _("Wants a change")
        DECLINED = "declined", _("Says no")

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="fact_checks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="fact_checks")
    contributor = models.ForeignKey(Contributor, models.SET_NULL, null=True, related_name="+")
    person_name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    without_account = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    digest = models.CharField(max_length=64, blank=True)
    sentence = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    reminded_after = models.PositiveSmallIntegerField(default=0)

    serial = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(default=end_of_new_link)
    revoked_at = models.DateTimeField(null=True)
    new_link_asked_at = models.DateTimeField(null=True)
    waived_at = models.DateTimeField(null=True)
    waived_because = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "person"], name="one_fact_check_a_person"),
            models.UniqueConstraint(fields=["story", "contributor"], name="one_fact_check_a_contributor"),
        ]

    def __str__(self) -> str:
        return f"{self.person_name}: {self.answer}"

    def holds_for(self, digest: str) -> bool:
        return self.answer == self.Answer.CONFIRMED and self.digest == digest

    def has_answered(self, digest: str) -> bool:
        """Whether there is an answer of any kind to this very wording."""
        return self.answer != self.Answer.ASKED and self.digest == digest

    def is_void_for(self, digest: str) -> bool:
        """Whether there is an answer, and it was given to another wording."""
        return self.answer != self.Answer.ASKED and self.digest != digest

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at <= now

    def renew(self, now: datetime) -> list[str]:
        """The link is good from now on. One that was ended, or has run out, is not brought back: there is a new one."""
        if self.revoked_at is not None or self.is_expired(now):
            self.serial += 1
        self.revoked_at, self.new_link_asked_at = None, None
        self.expires_at = now + LINK_LASTS
        return ["serial", "revoked_at", "new_link_asked_at", "expires_at"]


class FactView(models.Model):
    """That somebody opened a link: when, and with roughly what. Not from where, and not who."""

    fact_check = models.ForeignKey(FactCheck, models.CASCADE, related_name="views")
    at = models.DateTimeField(default=timezone.now)
    device = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.device}"


class FactAnswer(models.Model):
    """An answer as it was given, with the fingerprint of the text it was given to. Each is kept, also when void."""

    fact_check = models.ForeignKey(FactCheck, models.CASCADE, related_name="answers")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    digest = models.CharField(_("fingerprint of the wording"), max_length=64)
    sentence = models.TextField(_("about the sentence"), blank=True)
    comment = models.TextField(_("what was written"), blank=True)
    by_link = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(digest=""), name="fact_answer_is_for_a_wording"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"
