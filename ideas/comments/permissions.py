"""Who may write, change, remove and hide a comment. All of them see the idea: views fetch it by ``visible_to``."""

from goda_exempel.accounts.models import User
from ideas.comments.models import Comment
from ideas.models import Idea
from ideas.permissions import is_coach
from ideas.states import IdeaState


def is_open(idea: Idea) -> bool:
    """Whether there is anything to talk about: the idea is handed in, and not withdrawn."""
    return idea.submitted_at is not None and idea.state not in (IdeaState.DRAFT, IdeaState.WITHDRAWN)


def is_own(user: User, comment: Comment) -> bool:
    return comment.author_id == user.pk


def may_moderate(user: User, idea: Idea) -> bool:
    """Idea coaches, but nobody what is said about an idea of their own."""
    return is_coach(user, idea)
