"""Who is who to an idea. The names are those of the table of moves in ``states.py``."""

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.states import EDITABLE, IdeaState


def is_submitter(user: User, idea: Idea) -> bool:
    return idea.submitter_id == user.pk


def is_contributor(user: User, idea: Idea) -> bool:
    return idea.contributors.filter(user=user).exists()


def is_author(user: User, idea: Idea) -> bool:
    return is_submitter(user, idea) or is_contributor(user, idea)


def is_coach(user: User, idea: Idea) -> bool:
    """Any coach, so that holidays stop no idea; but nobody reviews an idea of their own."""
    return user.has_role(roles.COACH) and not is_author(user, idea)


def is_coordinator(user: User, idea: Idea) -> bool:
    """Who sees to it that somebody is responsible; not for an idea of their own."""
    return user.has_role(roles.COORDINATOR, roles.ADMINISTRATOR) and not is_author(user, idea)


def is_line_owner(user: User, idea: Idea) -> bool:
    owner = idea.owner
    return owner is not None and owner.is_accepted and owner.person_id == user.pk


def is_asked_line_owner(user: User, idea: Idea) -> bool:
    owner = idea.owner
    return owner is not None and not owner.is_accepted and owner.person_id == user.pk


def has_answered_as_owner(user: User, idea: Idea) -> bool:
    """Whether this manager was asked to own the idea, and no question to the manager is open any more."""
    return not is_asked_line_owner(user, idea) and any(row.person_id == user.pk for row in idea.ownerships.all())


def holds_code(user: User, idea: Idea) -> bool:
    """Nobody who is logged in: a person without an account acts through the word code (``ideas.breakroom``)."""
    return False


def may_edit(user: User, idea: Idea) -> bool:
    """Authors fill in the form, until somebody has started to try the idea or it is put away."""
    return idea.state in EDITABLE and is_author(user, idea)


def is_draft_of(user: User, idea: Idea) -> bool:
    """Whether this person may hand it in."""
    return idea.state == IdeaState.DRAFT and is_submitter(user, idea)


def may_credit(user: User, idea: Idea) -> bool:
    """Authors say who shares the idea, also afterwards: credit is often remembered late."""
    return is_author(user, idea)


def may_close(user: User, idea: Idea) -> bool:
    """Who says that an idea may contain what the law keeps secret: its people and its coach; where it has none, any."""
    return is_author(user, idea) or idea.coach_id == user.pk or (idea.coach_id is None and is_coach(user, idea))


def may_see_unpublished(user: User, idea: Idea) -> bool:
    """Who may know what the desk is working on: the desk itself, and the people the story is about."""
    return user.has_role(roles.COMMUNICATOR, roles.EDITOR) or is_author(user, idea)


PEOPLE = {
    "submitter": is_submitter,
    "contributor": is_contributor,
    "coach": is_coach,
    "coordinator": is_coordinator,
    "line_owner": is_line_owner,
    "asked_line_owner": is_asked_line_owner,
    "code_holder": holds_code,
}
