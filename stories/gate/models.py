from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

LIX: Final = 45  # above it a text reads as difficult (Björnsson 1968: 40 to 50 is moderate, as newspapers are)
LEAD: Final = 300  # characters, some 45 words


class JargonWord(models.Model):
    """A word or phrase the desk wants to be warned of, and what to write instead.

    An asterisk at the end stands for any ending: ``implementer*`` is also ``implementering`` and ``implementerade``.
    """

    word = models.CharField(_("word or phrase"), max_length=60, unique=True)
    plainer = models.CharField(_("write instead"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("word to avoid")
        verbose_name_plural = _("words to avoid")
        ordering = ["word"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(word="") & ~models.Q(word="*"),
                name="jargon_is_a_word",
                violation_error_message=_("Write a word."),
            ),
        ]

    def __str__(self) -> str:
        return self.word


class AdviceLimits(models.Model):
    """One row: from where on the desk is advised that a text reads as difficult, or that a lead is long."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    lix = models.PositiveSmallIntegerField(_("highest LIX"), default=LIX)
    lead = models.PositiveSmallIntegerField(_("longest lead, in characters"), default=LEAD)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_row_of_limits")]

    def __str__(self) -> str:
        return f"LIX {self.lix}"
