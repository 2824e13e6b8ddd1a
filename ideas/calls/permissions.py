"""Who is who to a call for ideas."""

from typing import Final

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.calls.models import Call

MAKERS: Final = (roles.COACH, roles.COORDINATOR, roles.MANAGER)


def may_make(user: User) -> bool:
    return user.has_role(*MAKERS)


def may_ask_everybody(user: User) -> bool:
    """Managers ask their own units; coaches and coordinators whom they want."""
    return user.has_role(roles.COACH, roles.COORDINATOR)


def is_maker(user: User, call: Call) -> bool:
    return call.maker_id == user.pk and may_make(user)


def is_coordinator(user: User, call: Call) -> bool:
    return user.has_role(roles.COORDINATOR)


def may_edit(user: User, call: Call) -> bool:
    return is_maker(user, call) or is_coordinator(user, call)


def may_delete(user: User, call: Call) -> bool:
    """A call that has never been open, and that no idea belongs to."""
    return call.is_draft and may_edit(user, call) and not call.ideas.exists()


PEOPLE = {"maker": is_maker, "idea_coordinator": is_coordinator}
