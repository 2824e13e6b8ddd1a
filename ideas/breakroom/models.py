"""The posters of the units, and what ties an idea to the person who left it without an account."""

import secrets
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import Unit
from ideas.breakroom.querysets import EntryQuerySet, PosterQuerySet
from ideas.models import Idea

# No letters or figures that can be taken for each other on paper. Twelve of these 31 are 59 bits.
ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
TOKEN_LENGTH: Final = 12
TOKEN_GROUP: Final = 4


def new_token() -> str:
    return "".join(secrets.choice(ALPHABET) for _position in range(TOKEN_LENGTH))


class Poster(models.Model):
    """The address that a unit's poster leads to. A renewed one is kept, so that its page can say that it is old."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="posters", verbose_name=_("unit"))
    token = models.CharField(
        _("code of the poster"), max_length=TOKEN_LENGTH, unique=True, default=new_token, editable=False
    )
    created = models.DateTimeField(_("poster made"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("poster renewed"), null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("renewed by"),
    )

    objects: ClassVar[models.Manager["Poster"]] = PosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("poster")
        verbose_name_plural = _("posters")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(ended_at=None),
                name="one_poster_in_force_a_unit",
                violation_error_message=_("The unit already has a poster."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.written_token}"

    def get_absolute_url(self) -> str:
        return reverse("breakroom", args=[self.written_token])

    @property
    def written_token(self) -> str:
        """In groups of four, which people copy with fewer mistakes."""
        return "-".join(self.token[at : at + TOKEN_GROUP] for at in range(0, TOKEN_LENGTH, TOKEN_GROUP))

    @property
    def is_in_force(self) -> bool:
        return self.ended_at is None

    @property
    def short_address(self) -> str:
        """What the poster says beside the QR code: as people write addresses, without the scheme."""
        return f"{settings.SITE_URL.partition('://')[2]}{self.get_absolute_url().rstrip('/')}"


class Entry(models.Model):
    """An idea that was left without an account. Whoever has its word code is its author; only a hash is kept."""

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="entry", verbose_name=_("idea"))
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("handed in"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["Entry"]] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("idea left without an account")
        verbose_name_plural = _("ideas left without an account")

    def __str__(self) -> str:
        return self.idea.number
