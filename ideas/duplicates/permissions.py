from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.permissions import is_coach
from ideas.states import IdeaState


def may_link(user: User, idea: Idea) -> bool:
    """Coaches say which ideas are the same, but not of ideas of their own."""
    return is_coach(user, idea)


def is_linkable(idea: Idea) -> bool:
    """Handed in, and not withdrawn: a draft is nobody else's business."""
    return idea.submitted_at is not None and idea.state not in (IdeaState.DRAFT, IdeaState.WITHDRAWN)
