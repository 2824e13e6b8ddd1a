from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.states import IdeaState

if TYPE_CHECKING:
    from ideas.models import Idea  # noqa: F401 (named in strings)


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, user: User) -> "IdeaQuerySet":
        """What a person may see: own ideas always, and for anyone who works here all that is handed in.

        A draft, and an idea withdrawn before it was handed in, is seen by its own people only. An idea that may
        contain what the law keeps secret is seen by its people (line owners too), its coach and the administrators;
        one that is held by the coaches until they have looked at it.
        """
        seen = _own(user)
        if user.has_role(*STAFF_ROLES):
            seen |= models.Q(submitted_at__isnull=False, confidential=False, held=False)
            seen |= models.Q(submitted_at__isnull=False) & _entrusted(user)
        return self.filter(seen)

    def of(self, user: User) -> "IdeaQuerySet":
        """The ideas a person has handed in, begun, or contributed to."""
        return self.filter(pk__in=self.model._base_manager.filter(_own(user)).values("pk"))

    def waiting_for_coach(self) -> "IdeaQuerySet":
        """Handed in and not yet concluded, the earliest promise first."""
        return self.filter(state__in=[IdeaState.SUBMITTED, IdeaState.IN_REVIEW, IdeaState.NEEDS_INFO]).order_by(
            "reply_due", "pk"
        )

    def waiting_for_answer_of(self, coach: User) -> "IdeaQuerySet":
        """What this coach has to do something about now: promised by the coach or by nobody, and not an own idea."""
        return (
            self.filter(state__in=[IdeaState.SUBMITTED, IdeaState.IN_REVIEW])
            .filter(models.Q(coach=coach) | models.Q(coach=None))
            .by_others(coach)
            .order_by("reply_due", "pk")
        )

    def by_others(self, user: User) -> "IdeaQuerySet":
        """Without the ideas of this person."""
        return self.exclude(pk__in=self.model._base_manager.filter(_own(user)).values("pk"))

    def time_to_resume(self, on: date) -> "IdeaQuerySet":
        """Parked until a day that has come."""
        return self.filter(state=IdeaState.PARKED, parked_until__lte=on).order_by("parked_until", "pk")

    def waiting_for_owner(self, user: User) -> "IdeaQuerySet":
        """Ideas this manager has been asked to own and has not answered, the longest wait first."""
        return self.filter(
            ownerships__person=user,
            ownerships__answer="asked",
            state__in=[IdeaState.IN_REVIEW, IdeaState.IN_TRIAL],
        ).order_by("ownerships__asked_at", "pk")

    def owned_by(self, user: User) -> "IdeaQuerySet":
        """Ideas this manager has taken on and that are not concluded."""
        return self.filter(
            ownerships__person=user,
            ownerships__answer="accepted",
            state__in=[IdeaState.IN_REVIEW, IdeaState.IN_TRIAL],
        ).order_by("created", "pk")

    def matching(self, text: str) -> "IdeaQuerySet":
        """Ideas that answer to what somebody writes in the search box."""
        from ideas.search.query import answering_to  # its models stand on the idea, whose queries these are

        return self.filter(answering_to(text))

    def with_people(self) -> "IdeaQuerySet":
        return self.select_related("unit", "submitter", "coach").prefetch_related("ownerships__person")


STAFF_ROLES = (
    roles.STAFF,
    roles.COACH,
    roles.MANAGER,
    roles.COMMUNICATOR,
    roles.EDITOR,
    roles.JUROR,
    roles.JURY_SECRETARY,
    roles.COORDINATOR,
    roles.ADMINISTRATOR,
)


def _entrusted(user: User) -> models.Q:
    """What is closed to others and open to this person, by role or by being asked."""
    if user.has_role(roles.ADMINISTRATOR):
        return models.Q()
    asked = _rows("LineOwnership").filter(person=user, answer__in=["asked", "accepted"]).values("idea")
    open_to = models.Q(coach=user) | models.Q(pk__in=asked)
    if user.has_role(roles.COACH):
        open_to |= models.Q(held=True, confidential=False)
    return open_to


def _own(user: User) -> models.Q:
    return models.Q(submitter=user) | models.Q(pk__in=_rows("Contributor").filter(user=user).values("idea"))


def _rows(model: str) -> models.QuerySet[Any, Any]:
    """Rows of what hangs on an idea. Asked for beside the idea and not joined to it: then an idea is read once."""
    rows: models.QuerySet[Any, Any] = apps.get_model("ideas", model)._base_manager.all()
    return rows
