"""State × move × person, over the whole table: what each may do is written out, everything else is refused."""

from collections import defaultdict

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.workflow import Blocked, WrongState
from ideas.models import Idea
from ideas.states import IDEA_WORKFLOW, MOVES
from ideas.workflow import ENGINE
from tests.factories import make_user, move_data
from tests.ideas.cast import SITUATIONS, make_cast

pytestmark = pytest.mark.django_db

COACHES = {"coach", "other_coach"}
TRIES = {"submitter", "contributor"}
GIVES = {*COACHES, "coordinator", "administrator"}
HANDS_OVER = {*GIVES, "owner"}
REASSIGNED = {"reassign": GIVES}
ANSWERS = {"park": COACHES, "decline": COACHES, "withdraw": {"submitter"}, **REASSIGNED}
NEEDS_OWNER = {"start_trial": COACHES, "put_in_use": COACHES, "hand_over": GIVES}
NOT_ASKED = {"recall_owner": COACHES}

# Situation → move → who makes it.
MOVED: dict[str, dict[str, set[str]]] = {
    "draft": {"submit": {"submitter"}, "withdraw": {"submitter"}},
    "submitted": {"take": COACHES, "withdraw": {"submitter"}, **REASSIGNED},
    "in_review": {"ask": COACHES, "ask_owner": COACHES, **ANSWERS},
    "in_review, asked": {
        "ask": COACHES,
        "accept_ownership": {"owner"},
        "decline_ownership": {"owner"},
        "recall_owner": COACHES,
        **ANSWERS,
    },
    "in_review, owned": {
        "ask": COACHES,
        "start_trial": {*COACHES, "owner"},
        "put_in_use": {*COACHES, "owner"},
        "hand_over": HANDS_OVER,
        **ANSWERS,
    },
    "needs_info": {"answer": TRIES, "withdraw": {"submitter"}, **REASSIGNED},
    "in_trial": {"put_in_use": {*COACHES, "owner"}, "hand_over": HANDS_OVER, **ANSWERS},
    "in_use": {"hand_over": HANDS_OVER, "withdraw": {"submitter"}, **REASSIGNED},
    "parked": {"resume": COACHES, "withdraw": {"submitter"}, **REASSIGNED},
    "declined": {"resume": COACHES, "withdraw": {"submitter"}, **REASSIGNED},
    "withdrawn": {},
}
# Situation → move → who sees the button, with a sentence about what is missing.
BLOCKED: dict[str, dict[str, set[str]]] = {
    "in_review": {**NEEDS_OWNER, **NOT_ASKED},
    "in_review, asked": {"ask_owner": COACHES, **NEEDS_OWNER},
    "in_review, owned": {"ask_owner": COACHES, **NOT_ASKED},
    "in_trial": {"ask_owner": COACHES, **NOT_ASKED},
}
# Situation → move → who is told that it makes no sense here, and sees no button: these ideas are not held.
SENSELESS: dict[str, dict[str, set[str]]] = {
    "submitted": {"release": COACHES, "stop": COACHES, "erase": COACHES},
    "declined": {"release": COACHES, "erase": COACHES},
}


def chosen(move: str, person: User) -> User:
    """Who is named in the form: somebody who can be it, and is not it already."""
    role = {"reassign": roles.COACH, "hand_over": roles.MANAGER}.get(move)
    return make_user(role) if role else person


def outcome(idea: Idea, move: str, person: User) -> str:
    """What happens when a person presses a button; afterwards nothing has happened."""
    with transaction.atomic():
        try:
            moved = ENGINE.perform(idea, move, by=person, reason="Därför.", data=move_data(chosen(move, person)))
        except PermissionDenied:
            return "denied"
        except WrongState:
            return "wrong state"
        except Blocked:
            return "blocked"
        else:
            assert moved.state == (IDEA_WORKFLOW[move].target or idea.state)
            return "moved"
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_person_at_every_move(situation: str) -> None:
    cast = make_cast(situation)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for move in MOVES:
        for name, person in cast.people.items():
            found[outcome(cast.idea, move.name, person)][move.name].add(name)
    assert found["moved"] == MOVED[situation]
    assert found["blocked"] == {**BLOCKED.get(situation, {}), **SENSELESS.get(situation, {})}
    others = {"staff", "other_manager", "communicator", "juror"}
    assert all(found["denied"][move.name] >= others for move in MOVES)
    above = {"coordinator", "administrator"}
    assert all(found["denied"][move.name] >= above for move in MOVES if "coordinator" not in move.who)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_buttons_are_exactly_the_moves(situation: str) -> None:
    cast = make_cast(situation)
    expected = {**MOVED[situation]}
    for name, people in BLOCKED.get(situation, {}).items():
        expected[name] = expected.get(name, set()) | people
    found: dict[str, set[str]] = defaultdict(set)
    for name, person in cast.people.items():
        for row in ENGINE.open_moves(person, cast.idea):
            found[row.move.name].add(name)
    assert found == expected


def test_table_covers_every_state() -> None:
    assert {name.split(",")[0] for name in MOVED} == set(IDEA_WORKFLOW.states.values)


def test_coach_cannot_answer_an_own_idea() -> None:
    cast = make_cast("submitted")
    coach = cast.people["coach"]
    cast.idea.contributors.create(user=coach, name=coach.name)
    assert outcome(cast.idea, "take", coach) == "denied"


def test_idea_without_texts_is_not_handed_in() -> None:
    cast = make_cast("draft")
    Idea.objects.filter(pk=cast.idea.pk).update(benefit=" ")
    assert outcome(cast.idea, "submit", cast.people["submitter"]) == "blocked"
