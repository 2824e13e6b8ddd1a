from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.guidance.querysets import GuidanceQuerySet
from ideas.guidance.topics import Words


class Guidance(models.Model):
    """One wording of one text of the handbook. Rows are only ever added: the newest of its key is what is shown.

    Where there is no row, or the newest ``is_default``, the wording is the one in ``topics.default_words``.
    """

    key = models.CharField(_("key"), max_length=40)
    number = models.PositiveIntegerField(_("number"), help_text=_("Counts the wordings of a key, from 1."))
    title_sv = models.CharField(_("title in Swedish"), max_length=120)
    text_sv = models.TextField(_("text in Swedish"), max_length=6000)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    text_en = models.TextField(_("text in English"), max_length=6000, blank=True)
    is_default = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("who")
    )
    actor_name = models.CharField(_("name"), max_length=120, editable=False)

    objects: ClassVar[models.Manager["Guidance"]] = GuidanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance")
        ordering = ["key", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "number"],
                name="one_wording_a_number",
                violation_error_message=_("Somebody has saved another wording meanwhile."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_sv

    @property
    def words(self) -> Words:
        return Words(self.title_sv, self.text_sv, self.title_en, self.text_en)
