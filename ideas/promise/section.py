"""That the promised day of reply has passed, and who was told of it."""

from collections.abc import Mapping
from typing import Any

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.permissions import is_author
from ideas.promise.models import Climb


def context(user: User, idea: Idea, bound: Any) -> Mapping[str, Any] | None:
    """For the people of the idea and those who answer for the promise; others see that the reply is late, no names."""
    rows = list(Climb.objects.filter(idea=idea)) if _may_know(user, idea) else []
    return {"climbs": rows} if rows else None


def _may_know(user: User, idea: Idea) -> bool:
    answers_for_it = (roles.COACH, roles.MANAGER, roles.COORDINATOR, roles.ADMINISTRATOR)
    return user.has_role(*answers_for_it) or is_author(user, idea)
