"""On the idea's page, for its people: what is waited for, from whom and until when."""

from collections.abc import Mapping
from typing import Any

from goda_exempel.accounts.models import User
from ideas.awaited.reading import lines_of
from ideas.models import Idea
from ideas.permissions import may_see_unpublished


def context(user: User, idea: Idea, bound: Any) -> Mapping[str, Any] | None:
    if not may_see_unpublished(user, idea):
        return None
    lines = lines_of(user, idea)
    return {"lines": lines} if lines else None
