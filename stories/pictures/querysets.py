from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import models
from django.db.models import DateTimeField, F, Func, Q
from django.utils import timezone

from goda_exempel.renditions import KINDS

if TYPE_CHECKING:
    from stories.pictures.models import Picture

WARNED_AHEAD: Final = timedelta(days=30)
TRIED_FOR: Final = timedelta(days=7)


class EndOfDay(Func):
    """The moment at which a day is over by Swedish clocks."""

    template = f"((%(expressions)s + 1)::timestamp AT TIME ZONE '{settings.TIME_ZONE}')"
    output_field = DateTimeField()


def ends_after(rows: models.QuerySet[Any, Any], name: str, after: datetime) -> models.QuerySet[Any, Any]:
    """The times after a time at which a last day is over, the next one first."""
    coming = rows.filter(**{f"{name}__gte": timezone.localdate(after)}).order_by(name)
    ends: models.QuerySet[Any, Any] = coming.annotate(over=EndOfDay(F(name))).values_list("over", flat=True)
    return ends


class PictureQuerySet(models.QuerySet["Picture"]):
    def licence_ended(self, at: datetime) -> "PictureQuerySet":
        return self.filter(licence_ends__lt=timezone.localdate(at))

    def next_end(self, after: datetime) -> models.QuerySet["Picture", Any]:
        return ends_after(self, "licence_ends", after)

    def ends_soon(self, at: datetime) -> "PictureQuerySet":
        """Whose licence ends within thirty days, and nobody has been warned of that day."""
        today = timezone.localdate(at)
        soon = self.filter(licence_ends__range=(today, today + WARNED_AHEAD))
        return soon.exclude(warned_for=F("licence_ends"))

    def lacking(self, asked_before: datetime) -> "PictureQuerySet":
        """Those that lack a format and were last asked for before a time, but not those that failed for a week."""
        lacks = reduce(or_, (~Q(kinds__contains=ext) for ext in KINDS))
        tried = Q(kinds="", uploaded_at__lt=asked_before - TRIED_FOR)
        return self.filter(lacks, queued_at__lt=asked_before).exclude(tried).order_by("queued_at", "pk")
