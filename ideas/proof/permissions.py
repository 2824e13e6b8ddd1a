"""Who fills in the proof card, and who writes down effects: those who know the idea, once somebody has taken it."""

from typing import Final

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.permissions import is_author, is_coach, is_line_owner
from ideas.states import IdeaState

PROVABLE: Final = (
    IdeaState.IN_REVIEW,
    IdeaState.NEEDS_INFO,
    IdeaState.IN_TRIAL,
    IdeaState.IN_USE,
    IdeaState.PARKED,
    IdeaState.DECLINED,
)


def knows(user: User, idea: Idea) -> bool:
    """Its authors, its coach (any coach, so that holidays stop no idea) and the line owner who accepted."""
    return is_author(user, idea) or is_coach(user, idea) or is_line_owner(user, idea)


def may_prove(user: User, idea: Idea) -> bool:
    return idea.state in PROVABLE and knows(user, idea)
