from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.duplicates.querysets import DuplicateLinkQuerySet
from ideas.models import Idea


class DuplicateLink(models.Model):
    """A coach's word that two ideas are the same. Never deleted: one that was wrong is undone, and stays to be read."""

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="links_from", verbose_name=_("idea"))
    other = models.ForeignKey(Idea, models.PROTECT, related_name="links_to", verbose_name=_("the same idea"))
    linked_at = models.DateTimeField(_("linked"), default=timezone.now)
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    linked_by_name = models.CharField(_("linked by"), max_length=120)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_by_name = models.CharField(_("undone by"), max_length=120, blank=True)

    objects: ClassVar[models.Manager["DuplicateLink"]] = DuplicateLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between ideas that are the same")
        verbose_name_plural = _("links between ideas that are the same")
        ordering = ["linked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(idea=models.F("other")),
                name="no_idea_is_its_own_duplicate",
                violation_error_message=_("An idea can't be linked with itself."),
            ),
            models.UniqueConstraint(
                Least("idea", "other"),
                Greatest("idea", "other"),
                condition=models.Q(undone_at=None),
                name="one_link_a_pair_of_ideas",
                violation_error_message=_("These two ideas are already linked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} = {self.other_id}"

    @property
    def pair(self) -> frozenset[int]:
        return frozenset((self.idea_id, self.other_id))
