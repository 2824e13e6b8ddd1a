"""«Good idea» and following, on the page of the idea."""

from collections.abc import Mapping
from typing import Any

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.support.models import Follow, Support
from ideas.support.permissions import is_supportable, may_support


def context(user: User, idea: Idea, bound: Any = None) -> Mapping[str, Any] | None:
    if idea.submitted_at is None:
        return None
    return {
        "idea": idea,
        "count": Support.objects.filter(idea=idea).count(),
        "supports": Support.objects.filter(idea=idea, user=user).exists(),
        "follows": Follow.objects.filter(idea=idea, user=user).exists(),
        "may": may_support(user, idea),
        "is_open": is_supportable(idea),
    }
