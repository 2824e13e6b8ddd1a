"""The proof card on the idea's page, from the day somebody has taken the idea."""

from typing import Any

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.proof.permissions import PROVABLE, may_prove
from ideas.proof.reading import columns_of, is_empty
from ideas.proof.workflow import card_of


def context(user: User, idea: Idea, bound: Any) -> dict[str, Any] | None:
    if idea.state not in PROVABLE:
        return None
    card, may_edit = card_of(idea), may_prove(user, idea)
    card.idea = idea
    if is_empty(card) and not may_edit:
        return None
    columns = columns_of(card, may_edit=may_edit)
    return {
        "idea": idea,
        "columns": columns,
        "may_edit": may_edit,
        "is_complete": all(column.is_complete for column in columns),
        "is_asked_by_the_move": idea.in_use_since is None,
    }
