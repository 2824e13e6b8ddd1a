from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.states import IdeaState

if TYPE_CHECKING:
    from ideas.models import Idea  # noqa: F401 (named in strings)


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, user: User) -> "IdeaQuerySet":
        """What a person may see: own ideas always, and for anyone who works here all that is handed in.

        A draft, and an idea withdrawn before it was handed in, is seen by its own people only.
        """
        own = models.Q(submitter=user) | models.Q(contributors__user=user)
        if user.has_role(*STAFF_ROLES):
            own |= models.Q(submitted_at__isnull=False)
        return self.filter(pk__in=self.model._base_manager.filter(own).values("pk"))

    def of(self, user: User) -> "IdeaQuerySet":
        """The ideas a person has handed in, begun, or contributed to."""
        own = models.Q(submitter=user) | models.Q(contributors__user=user)
        return self.filter(pk__in=self.model._base_manager.filter(own).values("pk"))

    def waiting_for_coach(self) -> "IdeaQuerySet":
        """Handed in and not yet concluded, the earliest promise first."""
        return self.filter(state__in=[IdeaState.SUBMITTED, IdeaState.IN_REVIEW, IdeaState.NEEDS_INFO]).order_by(
            "reply_due", "pk"
        )

    def waiting_for_owner(self, user: User) -> "IdeaQuerySet":
        return self.filter(ownerships__person=user, ownerships__answer="asked")

    def matching(self, text: str) -> "IdeaQuerySet":
        """Ideas whose texts hold the words, in any Swedish inflection the database knows."""
        vector = SearchVector(
            "number",
            "title",
            "summary",
            "problem",
            "solution",
            "benefit",
            config="swedish",
        )
        return self.annotate(words=vector).filter(words=SearchQuery(text, config="swedish", search_type="websearch"))

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
    roles.ADMINISTRATOR,
)
