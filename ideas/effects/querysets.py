from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from ideas.effects.models import FollowUp  # noqa: F401 (named in strings)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def latest_of_each(self) -> "FollowUpQuerySet":
        """Only an idea's latest question stands: an earlier one is not asked any more once the next is due."""
        later = self.model._base_manager.filter(idea=models.OuterRef("idea"), months__gt=models.OuterRef("months"))
        return self.filter(~models.Exists(later))

    def never_asked(self) -> "FollowUpQuerySet":
        return self.latest_of_each().filter(asked_at=None, answer="")

    def to_ask_again(self, before: datetime) -> "FollowUpQuerySet":
        """Asked once, before a time, and not answered."""
        return self.latest_of_each().filter(asked_at__lte=before, asked_again_at=None, answer="")
