from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from stories.pictures.querysets import WARNED_AHEAD, ends_after

if TYPE_CHECKING:
    from stories.faces.models import Portrayed


class PortrayedQuerySet(models.QuerySet["Portrayed"]):
    def out_of_force(self, at: datetime) -> "PortrayedQuerySet":
        """What may no longer be shown: withdrawn, ended, or of somebody with a protected identity."""
        return self.filter(self.is_out_of_force(at))

    @staticmethod
    def is_out_of_force(at: datetime) -> Q:
        return Q(is_protected=True) | Q(withdrawn_at__isnull=False) | Q(ends__lt=timezone.localdate(at))

    def next_end(self, after: datetime) -> models.QuerySet["Portrayed", Any]:
        return ends_after(self, "ends", after)

    def ends_soon(self, at: datetime) -> "PortrayedQuerySet":
        today = timezone.localdate(at)
        soon = self.filter(ends__range=(today, today + WARNED_AHEAD), withdrawn_at=None, is_protected=False)
        return soon.exclude(warned_for=F("ends"))
