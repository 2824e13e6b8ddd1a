from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import ALWAYS_AT_ONCE, UNLESS_CHOSEN, Frequency, NoticeKind


class NoticeChoice(models.Model):
    """How one person wants one kind by e-mail; no row means ``UNLESS_CHOSEN``."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind.choices)
    frequency = models.CharField(_("by e-mail"), max_length=10, choices=Frequency.choices)
    changed = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                name="one_choice_a_person_and_kind",
                violation_error_message=_("This kind is already chosen."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=ALWAYS_AT_ONCE),
                name="own_ideas_are_always_told",
                violation_error_message=_("What happens with your own ideas is always told at once."),
            ),
        ]


class Digest(models.Model):
    """One letter with several notices: what a person was told in a day or a week."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    created = models.DateTimeField(_("gathered"), default=timezone.now)
    sent_at = models.DateTimeField(_("e-mailed"), null=True, blank=True)

    class Meta:
        verbose_name = _("summary")
        verbose_name_plural = _("summaries")
        ordering = ["pk"]


class OutsideLetter(models.Model):
    """A letter to somebody without an account, in the words it had when it was written."""

    email = models.EmailField(_("e-mail address"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    created = models.DateTimeField(_("when"), default=timezone.now)
    sent_at = models.DateTimeField(_("e-mailed"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter to somebody without an account")
        verbose_name_plural = _("letters to people without an account")
        ordering = ["pk"]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: User) -> "NoticeQuerySet":
        return self.filter(person=person)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def filtered(self, *, visa: str = "", slag: str = "") -> "NoticeQuerySet":
        """The list's filters, named as in its address."""
        notices = self.unread() if visa == "olasta" else self
        return notices.filter(kind=slag) if slag else notices

    def waiting(self) -> "NoticeQuerySet":
        """Not e-mailed, in no summary and still wanted, with ``chosen`` (how its person wants this kind now) and
        ``chosen_at`` (since when, None where nothing was ever chosen). Nobody who may not log in is written to."""
        row = NoticeChoice.objects.filter(person=models.OuterRef("person"), kind=models.OuterRef("kind"))
        return self.filter(sent_at=None, digest=None, without_mail=False, person__is_active=True).annotate(
            chosen=Coalesce(models.Subquery(row.values("frequency")), models.Value(UNLESS_CHOSEN.value)),
            chosen_at=models.Subquery(row.values("changed")),
        )

    def waiting_alone(self) -> "NoticeQuerySet":
        """What is to come in a letter of its own."""
        return self.waiting().filter(models.Q(chosen=Frequency.AT_ONCE))

    def due(self, *, daily: datetime, weekly: datetime) -> "NoticeQuerySet":
        """What is to be gathered now, by the last mornings on which daily and weekly letters go out.

        Who has chosen since then waits for the next morning.
        """
        return self.waiting().filter(
            models.Q(chosen=Frequency.DAILY, created__lt=daily, chosen_at__lt=daily)
            | models.Q(chosen=Frequency.WEEKLY, created__lt=weekly, chosen_at__lt=weekly)
        )


class Notice(models.Model):
    """Something one person is told, in the portal and by e-mail, in the words it had when it happened.

    It is e-mailed once: by itself, in a ``digest``, or not at all (``without_mail``).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind.choices, default=NoticeKind.TASK)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    url = models.CharField(_("address"), max_length=300)
    created = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    sent_at = models.DateTimeField(_("e-mailed"), null=True, blank=True)
    without_mail = models.BooleanField(_("not to be e-mailed"), default=False)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, blank=True, related_name="notices")

    objects: ClassVar[models.Manager["Notice"]] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created"], name="notices_of_a_person"),
            models.Index(
                fields=["created"],
                condition=models.Q(sent_at=None, digest=None, without_mail=False),
                name="notices_to_be_mailed",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("notices:open", args=[self.pk])
