"""Which poster an address leads to, which idea a code opens, and what waits for a coach to look first."""

import re
from typing import TYPE_CHECKING

from django.db import models

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from ideas.breakroom.codes import hash_of
from ideas.models import Idea
from ideas.querysets import IdeaQuerySet
from ideas.states import IdeaState

if TYPE_CHECKING:
    from ideas.breakroom.models import Entry, Poster

ALL_POSTERS = (roles.COACH, roles.COORDINATOR, roles.ADMINISTRATOR)


class PosterQuerySet(models.QuerySet["Poster"]):
    def at(self, token: str) -> "Poster | None":
        """The poster with this code, in force or old; capitals and hyphens make no difference."""
        return self.select_related("unit").filter(token=re.sub("[^0-9a-z]", "", token.lower())).first()

    def in_force(self) -> "PosterQuerySet":
        return self.filter(ended_at=None)


class EntryQuerySet(models.QuerySet["Entry"]):
    def opened_by(self, code: str) -> "Entry | None":
        """The entry that this word code opens."""
        return self.select_related("idea__unit", "idea__coach").filter(code_hash=hash_of(code)).first()


def units_with_posters_for(user: User) -> models.QuerySet[Unit]:
    """The units whose posters a person looks after: all of them, or a manager's own."""
    units = Unit.objects.order_by("name")
    return units if user.has_role(*ALL_POSTERS) else units.filter(pk__in=user.unit_ids)


def held_for(coach: User) -> IdeaQuerySet:
    """What waits for a coach to look first, the earliest promise first."""
    ideas: IdeaQuerySet = Idea.objects.visible_to(coach).by_others(coach)
    return (
        ideas.filter(held=True, state=IdeaState.SUBMITTED).select_related("unit", "coach").order_by("reply_due", "pk")
    )


def stopped_for(coach: User) -> IdeaQuerySet:
    """What coaches did not let through, the newest first."""
    ideas: IdeaQuerySet = Idea.objects.visible_to(coach).by_others(coach)
    return ideas.filter(held=True, state=IdeaState.DECLINED).select_related("unit", "coach").order_by("-submitted_at")
