"""What tests are about: people, units and ideas, made the way the portal makes them."""

from datetime import timedelta
from itertools import count
from typing import Any, Final

from django.utils import timezone
from django.utils.text import slugify

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from ideas.models import Idea
from ideas.states import IdeaState
from ideas.workflow import ENGINE, begin

PASSWORD: Final = "en-lang-losenordsfras-2026"
_serial = count(1)

TEXTS: Final = {
    "title": "Läxhjälp bland böckerna",
    "problem": "Elever har ingen lugn plats att läsa läxor på.",
    "solution": "Biblioteket håller öppet tre kvällar i veckan.",
    "benefit": "Fler elever klarar skolan. 63 elever kom i våras.",
}


def make_unit(name: str = "", *, parent: Unit | None = None) -> Unit:
    number = next(_serial)
    name = name or f"Enhet {number}"
    return Unit.objects.create(name=name, slug=f"{slugify(name)}-{number}", parent=parent)


def make_user(*names: str, units: tuple[Unit, ...] = (), name: str = "", **fields: Any) -> User:
    """A person with these roles (an employee where none is named) who can log in with ``PASSWORD``."""
    number = next(_serial)
    email = fields.pop("email", f"person{number}@exempelkommunen.example")
    user = User.objects.create_user(email, PASSWORD, name=name or f"Person {number}", **fields)
    user.units.set(units)
    user.add_roles(*(names or (roles.STAFF,)))
    return user


TO_REVIEW: Final = ("submit", "take")
TO_OWNER: Final = (*TO_REVIEW, "ask_owner", "accept_ownership")
TO_TRIAL: Final = (*TO_OWNER, "start_trial")

# The moves that lead from a new draft to each state.
WAYS: Final[dict[str, tuple[str, ...]]] = {
    IdeaState.DRAFT: (),
    IdeaState.SUBMITTED: ("submit",),
    IdeaState.IN_REVIEW: TO_REVIEW,
    IdeaState.NEEDS_INFO: (*TO_REVIEW, "ask"),
    IdeaState.IN_TRIAL: TO_TRIAL,
    IdeaState.IN_USE: (*TO_TRIAL, "put_in_use"),
    IdeaState.PARKED: (*TO_REVIEW, "park"),
    IdeaState.DECLINED: (*TO_REVIEW, "decline"),
    IdeaState.WITHDRAWN: ("submit", "withdraw"),
}


def make_idea(
    state: str = IdeaState.SUBMITTED,
    *,
    submitter: User | None = None,
    unit: Unit | None = None,
    coach: User | None = None,
    line_owner: User | None = None,
    moves: tuple[str, ...] | None = None,
    **texts: Any,
) -> Idea:
    """An idea that has gone all the way to ``state`` (or through ``moves``), with its history and its notices."""
    unit = unit or make_unit()
    submitter = submitter or make_user(units=(unit,))
    idea = begin(by=submitter, unit=unit, **{**TEXTS, **texts})
    for name in WAYS[state] if moves is None else moves:
        coach = coach or make_user(roles.COACH, name="Coach Coachsson")
        if name == "ask_owner":
            line_owner = line_owner or make_user(roles.MANAGER, units=(unit,), name="Chef Chefsson")
        idea = _move(idea, name, submitter=submitter, coach=coach, line_owner=line_owner)
    return idea


def _move(idea: Idea, name: str, *, submitter: User, coach: User, line_owner: User | None) -> Idea:
    by: User | None = coach
    if name in ("submit", "answer", "withdraw"):
        by = submitter
    elif name in ("accept_ownership", "decline_ownership"):
        by = line_owner
    return ENGINE.perform(idea, name, by=by, reason="Därför.", data=move_data(line_owner))


def move_data(line_owner: User | None = None) -> dict[str, Any]:
    """What the forms of all moves of an idea ask for, together."""
    today = timezone.localdate()
    return {
        "line_owner": line_owner,
        "person": line_owner,
        "in_use_since": today,
        "in_use_where": "Biblioteket",
        "parked_until": today + timedelta(days=90),
        "yes_if": "Om det finns pengar.",
    }
