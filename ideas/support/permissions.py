"""Who may say «Good idea» and follow, and when."""

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.permissions import is_author
from ideas.states import IdeaState


def may_support(user: User, idea: Idea) -> bool:
    """Everybody who sees the idea but its own people, who would praise themselves and are told of everything anyway."""
    return not is_author(user, idea)


def is_supportable(idea: Idea) -> bool:
    """Handed in, and not withdrawn since."""
    return idea.submitted_at is not None and idea.state != IdeaState.WITHDRAWN
