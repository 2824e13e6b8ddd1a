"""Who is responsible for an idea: exactly one person at every moment while it lives, or else nobody and it is orphaned.

- a draft: its author, who alone (with the contributors) knows of it;
- from handing in until a trial, also while an author or a manager is asked something, and while the idea is parked or
  declined: the idea coach;
- on trial and in use: the line owner who has taken it on (the coach, where there never was one);
- withdrawn: its author. Such an idea and a draft are never orphaned: nobody has to do anything about them.

A person who has left, may no longer log in or no longer has the role is not responsible for anything: then the idea
is orphaned, and somebody else has to be named. The twin in SQL is ``IdeaQuerySet.with_responsible``.
"""

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.permissions import is_coach
from ideas.states import LIVE, OF_AUTHOR, OF_OWNER


def responsible(idea: Idea) -> User | None:
    person = appointed(idea)
    return person if person is not None and is_fit(person, idea) else None


def is_orphaned(idea: Idea) -> bool:
    return idea.state in LIVE and responsible(idea) is None


def appointed(idea: Idea) -> User | None:
    """Who is named for what the state asks for, fit or not."""
    if idea.state in OF_AUTHOR:
        return idea.submitter
    owner = idea.owner
    return owner.person if owner is not None and is_with_owner(idea) else idea.coach


def appointed_name(idea: Idea) -> str:
    """The same as a name, which stays when the person's account is gone; empty where nobody was ever named."""
    if is_with_owner(idea) and idea.owner is not None:
        return idea.owner.person_name
    person = appointed(idea)
    return person.name if person is not None else ""


def is_with_owner(idea: Idea) -> bool:
    """Whether the line owner is the one who has to act."""
    return idea.state in OF_OWNER and idea.owner is not None and idea.owner.is_accepted


def is_fit(person: User, idea: Idea) -> bool:
    """Whether the person can be who the idea needs now."""
    if idea.state in OF_AUTHOR:
        return person.is_active
    return can_own(person) if is_with_owner(idea) else can_coach(person, idea)


def can_coach(person: User, idea: Idea) -> bool:
    return person.is_active and is_coach(person, idea)


def can_own(person: User) -> bool:
    return person.is_active and person.has_role(roles.MANAGER)
