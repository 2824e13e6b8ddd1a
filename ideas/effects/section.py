"""The part «Effect» of the idea's page."""

from typing import Any

from goda_exempel.accounts.models import User
from ideas.effects.models import FollowUp
from ideas.effects.permissions import may_write
from ideas.effects.reading import asked_of, benefits_of, sum_lines
from ideas.models import Idea
from ideas.proof.permissions import PROVABLE


def context(user: User, idea: Idea, bound: Any) -> dict[str, Any] | None:
    if idea.state not in PROVABLE:
        return None
    benefits, asked, may = benefits_of(idea), asked_of(user, idea), may_write(user, idea)
    changes = list(idea.effect_changes.all())
    for change in changes:
        change.idea = idea
    if not (benefits or asked or changes or may):
        return None
    return {
        "idea": idea,
        "benefits": benefits,
        "sums": sum_lines(benefits),
        "asked": asked,
        "is_unconfirmed": bool(asked) and asked[-1].row.standing == FollowUp.Standing.UNCONFIRMED,
        "has_ended": bool(asked) and asked[-1].row.standing == FollowUp.Standing.ENDED,
        "changes": changes,
        "may_write": may,
    }
