from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from ideas.states import IdeaState

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
        return self.filter(pk__in=self.model._base_manager.filter(seen).values("pk"))

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
            self.visible_to(coach)
            .filter(state__in=[IdeaState.SUBMITTED, IdeaState.IN_REVIEW])
            .filter(models.Q(coach=coach) | models.Q(coach=None))
            .by_others(coach)
            .order_by("reply_due", "pk")
        )

    def closed_to(self, coach: User) -> models.QuerySet["Idea", dict[str, Any]]:
        """What waits for another coach and may contain what is secret: ``number``, ``unit__name``, ``coach__name`` and
        ``reply_due`` of each, and nothing more."""
        seen = self.visible_to(coach).order_by().values("pk")
        closed = self.waiting_for_coach().filter(confidential=True).exclude(pk__in=seen)
        return closed.values(*SAID_OF_CLOSED)  # type: ignore[no-any-return]

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
        """Ideas with these words in any Swedish inflection the database knows, or with the text in title or number."""
        query = SearchQuery(text, config="swedish", search_type="websearch")
        literal = models.Q(title__icontains=text) | models.Q(number__icontains=text)
        return self.annotate(words=SearchVector(*SEARCHED, config="swedish")).filter(models.Q(words=query) | literal)

    def filtered(self, *, q: str = "", tillstand: str = "", enhet: Unit | None = None) -> "IdeaQuerySet":
        """The board's filters, named as in its address; a unit holds the units below it."""
        ideas = self.matching(q) if q else self
        if tillstand:
            ideas = ideas.filter(state=tillstand)
        return ideas.filter(Unit.within("unit", enhet)) if enhet else ideas

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

# What those may know of an idea that waits who may not read it.
SAID_OF_CLOSED = ("number", "unit__name", "coach__name", "reply_due")

SEARCHED = ("summary", "title", "problem", "solution", "benefit")


def _entrusted(user: User) -> models.Q:
    """What is closed to others and open to this person, by role or by being asked."""
    if user.has_role(roles.ADMINISTRATOR):
        return models.Q()
    open_to = models.Q(coach=user) | models.Q(ownerships__person=user, ownerships__answer__in=["asked", "accepted"])
    if user.has_role(roles.COACH):
        open_to |= models.Q(held=True, confidential=False)
    return open_to


def _own(user: User) -> models.Q:
    return models.Q(submitter=user) | models.Q(contributors__user=user)
