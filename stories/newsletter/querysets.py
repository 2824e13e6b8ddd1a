from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import models
from django.db.models import Count, F, Q

if TYPE_CHECKING:
    from stories.newsletter.models import Delivery, Issue, Subscriber  # noqa: F401  (named in strings)

CONFIRM_WITHIN: Final = timedelta(days=3)
BOUNCED_FOR: Final = timedelta(days=365)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def active(self) -> "SubscriberQuerySet":
        """Who gets the next letter: confirmed, still employed where it was an employee, and no letter came back."""
        there = Q(person=None) | Q(person__is_active=True)
        return self.filter(there, confirmed_at__isnull=False, bounced_at=None)

    def at(self, address: str) -> "SubscriberQuerySet":
        """An address, whoever's it is and whatever its letter case."""
        return self.filter(Q(email__iexact=address) | Q(person__email__iexact=address)).order_by("pk")

    def to_be_forgotten(self, now: datetime) -> "SubscriberQuerySet":
        """Addresses that were never confirmed, and those that letters came back from long ago."""
        never = Q(confirmed_at=None, asked_at__lt=now - CONFIRM_WITHIN)
        return self.filter(never | Q(person=None, bounced_at__lt=now - BOUNCED_FOR))

    def to_be_asked(self) -> "SubscriberQuerySet":
        """Whose letter about the subscription is still to be sent."""
        return self.filter(mailed_at=None, person=None)


class IssueQuerySet(models.QuerySet["Issue"]):
    def due(self, now: datetime) -> "IssueQuerySet":
        """Scheduled, and the time has come. One that has begun is never due again, whatever the clock says."""
        return self.filter(started_at=None, send_at__lte=now)

    def under_way(self) -> "IssueQuerySet":
        return self.filter(started_at__isnull=False, stopped_at=None, finished_at=None)

    def of_month(self, month: date) -> "IssueQuerySet":
        return self.filter(month=month)

    def with_counts(self) -> "IssueQuerySet":
        """How many letters are in each state, in the same query."""
        return self.annotate(
            total=Count("deliveries"),
            sent=Count("deliveries", filter=Q(deliveries__state="sent")),
            waiting=Count("deliveries", filter=Q(deliveries__state__in=["waiting", "talking", "at_the_dot"])),
            refused=Count("deliveries", filter=Q(deliveries__state="refused")),
            bounced=Count("deliveries", filter=Q(deliveries__state="bounced")),
            left_out=Count("deliveries", filter=Q(deliveries__state="left_out")),
            repeated=Count("deliveries", filter=Q(deliveries__repeated=True)),
        )


class CopyQuerySet(models.QuerySet["Delivery"]):
    def unfinished(self) -> "CopyQuerySet":
        return self.filter(state__in=["waiting", "talking", "at_the_dot"])

    def ready(self, now: datetime) -> "CopyQuerySet":
        """To be sent now, those that have had trouble last; not those that wait after it."""
        due = self.filter(Q(not_before=None) | Q(not_before__lte=now), state="waiting")
        return due.order_by(F("not_before").asc(nulls_first=True), "pk")
