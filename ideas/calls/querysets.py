from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.calls.states import CallState
from ideas.querysets import STAFF_ROLES

if TYPE_CHECKING:
    from ideas.calls.models import Call  # noqa: F401 (named in strings)


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: User) -> "CallQuerySet":
        """A draft is seen by its maker and the coordinators. What has opened is seen by those who are asked, by who
        answers, by those who have handed in through it, and by coaches and administrators."""
        if user.has_role(roles.COORDINATOR):
            return self
        seen = models.Q(maker=user)
        if user.has_role(*STAFF_ROLES):
            seen |= models.Q(opens__lte=timezone.localdate()) & _open_to(user)
        return self.filter(pk__in=self.model._base_manager.filter(seen).values("pk"))

    def drafted(self, on: date) -> "CallQuerySet":
        return self.filter(state=CallState.DRAFTED, opens__gt=on).order_by("opens", "pk")

    def open(self, on: date) -> "CallQuerySet":
        """Ideas can be handed in; the one that closes first comes first."""
        return self.filter(state=CallState.DRAFTED, opens__lte=on, closes__gte=on).order_by("closes", "pk")

    def closed(self, on: date) -> "CallQuerySet":
        """By a move or by its date, the latest first."""
        return self.filter(models.Q(state=CallState.CLOSED) | models.Q(closes__lt=on)).order_by("-closes", "-pk")

    def asking_units_of(self, user: User) -> "CallQuerySet":
        """That ask everybody, a unit of this person, one above or one below."""
        asked = models.Q(everybody=True) | models.Q(units__in=_above(user) | user.unit_ids)
        return self.filter(pk__in=self.model._base_manager.filter(asked).values("pk"))


def _open_to(user: User) -> models.Q:
    if user.has_role(roles.COACH, roles.ADMINISTRATOR):
        return models.Q()
    units = _above(user)
    if user.has_role(roles.MANAGER):
        units |= user.unit_ids
    return (
        models.Q(everybody=True)
        | models.Q(units__in=units)
        | models.Q(answerer=user)
        | models.Q(ideas__submitter=user)
        | models.Q(ideas__contributors__user=user)
    )


def _above(user: User) -> frozenset[int]:
    """Own units and every unit above them: who is asked there, is asked here."""
    rows = user.units.values_list("pk", "parent", "parent__parent")
    return frozenset(pk for row in rows for pk in row if pk is not None)
