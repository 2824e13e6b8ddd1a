from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.states import LIVE, OF_AUTHOR, OF_OWNER, UNANSWERED, IdeaState

if TYPE_CHECKING:
    from ideas.models import Idea


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
        """Handed in and not yet concluded: first those that wait for an answer, the earliest promise first."""
        waiting = [IdeaState.SUBMITTED, IdeaState.IN_REVIEW, IdeaState.NEEDS_INFO]
        return self.filter(state__in=waiting).order_by(*BY_PROMISE)

    def waiting_for_answer_of(self, coach: User) -> "IdeaQuerySet":
        """What this coach has to do something about now: promised by the coach or by nobody, and not an own idea."""
        return (
            self.visible_to(coach)
            .filter(state__in=[IdeaState.SUBMITTED, IdeaState.IN_REVIEW])
            .filter(models.Q(coach=coach) | models.Q(coach=None))
            .by_others(coach)
            .order_by(*BY_PROMISE)
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

    def with_responsible(self) -> "IdeaQuerySet":
        """Annotates ``responsible_id``: who is responsible (see ``responsible.py``), or None."""
        taken_on = models.Q(state__in=OF_OWNER, taken_on__isnull=False)
        owner_is_fit = models.Q(taken_on__person__in=_active(roles.MANAGER))
        return self.alias(
            taken_on=models.FilteredRelation("ownerships", condition=models.Q(ownerships__answer="accepted"))
        ).annotate(
            responsible_id=models.Case(
                models.When(models.Q(state__in=OF_AUTHOR, submitter__is_active=True), then="submitter"),
                models.When(taken_on & owner_is_fit, then="taken_on__person"),
                models.When(taken_on | models.Q(state__in=OF_AUTHOR), then=None),
                models.When(_coach_is_fit(), then="coach"),
                output_field=models.BigIntegerField(),
            )
        )

    def orphaned(self) -> "IdeaQuerySet":
        """Handed in, and nobody is responsible; the earliest promise first."""
        return self.with_responsible().filter(NOBODY, state__in=LIVE).order_by("reply_due", "pk")

    def late(self, on: date) -> "IdeaQuerySet":
        """The promised day of reply has passed without one."""
        return self.filter(state__in=UNANSWERED, replied_at=None, reply_due__lt=on)

    def responsible_to(self, user: User) -> "IdeaQuerySet":
        """What this person is responsible for."""
        return self.with_responsible().filter(models.Q(("responsible_id", user.pk)))

    def closed_to(self, coach: User) -> models.QuerySet["Idea", Any]:
        """What waits for another coach and may contain what is secret: ``number``, ``unit__name``, ``coach__name`` and
        ``reply_due`` of each, and nothing more."""
        seen = type(self)(self.model).visible_to(coach).values("pk")
        closed: models.QuerySet[Idea, Any] = (
            self.waiting_for_coach().filter(confidential=True).exclude(pk__in=seen).values(*SAID_OF_CLOSED)
        )
        return closed

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

NOBODY = models.Q(("responsible_id", None))
# An answered promise asks for nothing any more, however old it is.
BY_PROMISE = (models.F("replied_at").asc(nulls_first=True), "reply_due", "pk")
# What those may know of an idea that waits who may not read it.
SAID_OF_CLOSED = ("number", "unit__name", "coach__name", "reply_due")


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


def _coach_is_fit() -> models.Q:
    """The coach may log in, still is a coach, and is none of the people behind the idea."""
    shared = _rows("Contributor").filter(user=models.F("idea__coach")).values("idea")
    theirs = models.Q(submitter=models.F("coach")) | models.Q(pk__in=shared)
    return models.Q(coach__in=_active(roles.COACH)) & ~theirs


def _active(role: str) -> "models.QuerySet[User]":
    return User.objects.filter(is_active=True, groups__name=role)
