"""Who may put files with an idea, and take them away. Who may see them: whoever may see the idea."""

from typing import Final

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.permissions import is_author, is_coach
from ideas.states import IdeaState

# Pictures of how it went come long after the text is closed; only an idea that is taken back has had its last file.
CLOSED: Final = (IdeaState.WITHDRAWN,)


def may_have_files_of(user: User, idea: Idea) -> bool:
    """Authors, and coaches, who get much by e-mail that belongs with an idea."""
    return is_author(user, idea) or is_coach(user, idea)


def may_change_files(user: User, idea: Idea) -> bool:
    return idea.state not in CLOSED and may_have_files_of(user, idea)
