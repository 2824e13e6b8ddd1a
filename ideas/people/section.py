"""Who shares the idea, and whether they want to be named, on its page."""

from collections.abc import Mapping
from typing import Any

from goda_exempel.accounts.models import User
from ideas.models import Contributor, Idea
from ideas.people.forms import ContributorForm
from ideas.permissions import may_credit


def context(user: User, idea: Idea, bound: Any) -> Mapping[str, Any] | None:
    rows = list(idea.contributors.all())
    mine = next((row for row in rows if row.user_id == user.pk), None)
    credits_others = may_credit(user, idea)
    named = [row for row in rows if row.is_named]
    if not (named or mine or credits_others):
        return None
    return {
        "idea": idea,
        "rows": named,
        "unnamed": sum(not row.is_named for row in rows),
        "mine": mine,
        "asked": mine is not None and mine.naming == Contributor.Naming.WAITING,
        "may_credit": credits_others,
        "form": (bound or ContributorForm(idea=idea, by=user)) if credits_others else None,
    }
