"""Who writes down the effects of an idea, and who answers whether it is still in use."""

from goda_exempel.accounts.models import User
from ideas.effects.models import FollowUp
from ideas.permissions import is_coach, is_line_owner
from ideas.proof.permissions import knows, may_prove

__all__ = ["knows", "may_answer", "may_write"]

may_write = may_prove


def may_answer(user: User, row: FollowUp) -> bool:
    """The line owner who is asked, or a coach in the owner's place."""
    return is_line_owner(user, row.idea) or is_coach(user, row.idea)
