"""State × move × person, over the whole table: what each may do is written out, everything else is refused."""

from collections import defaultdict

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from goda_exempel.accounts.models import User
from goda_exempel.workflow import Blocked, WrongState
from ideas.models import Idea
from ideas.states import IDEA_WORKFLOW, MOVES
from ideas.workflow import ENGINE
from tests.factories import move_data
from tests.ideas.cast import SITUATIONS, make_cast

pytestmark = pytest.mark.django_db

COACHES = {"coach", "other_coach"}
TRIES = {"submitter", "contributor"}
ANSWERS = {"park": COACHES, "decline": COACHES, "withdraw": {"submitter"}}
NEEDS_OWNER = {"start_trial": COACHES, "put_in_use": COACHES}

# Situation → move → who makes it.
MOVED: dict[str, dict[str, set[str]]] = {
    "draft": {"submit": {"submitter"}, "withdraw": {"submitter"}},
    "submitted": {"take": COACHES, "withdraw": {"submitter"}},
    "in_review": {"ask": COACHES, "ask_owner": COACHES, **ANSWERS},
    "in_review, asked": {
        "ask": COACHES,
        "accept_ownership": {"owner"},
        "decline_ownership": {"owner"},
        **ANSWERS,
    },
    "in_review, owned": {
        "ask": COACHES,
        "start_trial": {*COACHES, "owner"},
        "put_in_use": {*COACHES, "owner"},
        **ANSWERS,
    },
    "needs_info": {"answer": TRIES, "withdraw": {"submitter"}},
    "in_trial": {"put_in_use": {*COACHES, "owner"}, **ANSWERS},
    "in_use": {"withdraw": {"submitter"}},
    "parked": {"resume": COACHES, "withdraw": {"submitter"}},
    "declined": {"resume": COACHES, "withdraw": {"submitter"}},
    "withdrawn": {},
}
# Situation → move → who sees the button, with a sentence about what is missing.
BLOCKED: dict[str, dict[str, set[str]]] = {
    "in_review": NEEDS_OWNER,
    "in_review, asked": {"ask_owner": COACHES, **NEEDS_OWNER},
    "in_review, owned": {"ask_owner": COACHES},
    "in_trial": {"ask_owner": COACHES},
}
# Situation → move → who is told that it makes no sense here, and sees no button: these ideas are not held.
SENSELESS: dict[str, dict[str, set[str]]] = {
    "submitted": {"release": COACHES, "stop": COACHES, "erase": COACHES},
    "declined": {"release": COACHES, "erase": COACHES},
}


def outcome(idea: Idea, move: str, person: User) -> str:
    """What happens when a person presses a button; afterwards nothing has happened."""
    with transaction.atomic():
        try:
            moved = ENGINE.perform(idea, move, by=person, reason="Därför.", data=move_data(person))
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
    others = {"staff", "other_manager", "communicator", "juror", "administrator"}
    assert all(found["denied"][move.name] >= others for move in MOVES)


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
