"""Every move from every state by every kind of person, through the buttons' own addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.states import MOVES, StoryState
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_idea_in_use, make_story

pytestmark = pytest.mark.django_db

DESK = {"communicator", "editor", "last editor"}
SEES = {*DESK, "fact checker"}

# Move → who may make it, and from where to where it leads for a story that lacks nothing.
TABLE: dict[str, tuple[set[str], dict[str, str]]] = {
    "ask_facts": (DESK, {"draft": "fact_check"}),
    "confirm_facts": ({"fact checker"}, {"fact_check": "fact_check"}),
    "dispute_facts": ({"fact checker"}, {"fact_check": "fact_check"}),
    "decline_facts": (
        {"fact checker"},
        {"draft": "draft", "fact_check": "fact_check", "in_review": "in_review", "approved": "approved"},
    ),
    "stop_approved": (set(), {}),  # by nobody: tests/stories/facts
    "ask_review": (DESK, {"fact_check": "in_review"}),
    "approve": ({"editor"}, {"in_review": "approved"}),
    "approve_alone": ({"last editor"}, {"in_review": "approved"}),
    "bring_along": (set(), {}),  # whoever imports, in the import alone: tests/stories/importing
    "send_back": (DESK, {"fact_check": "draft", "in_review": "draft"}),
    "waive_facts": (DESK, {}),  # where somebody is silent: tests/stories/facts
    "revise": (DESK, {"approved": "draft"}),
    "correct": (DESK, {"approved": "draft"}),
    "undo": (set(), {}),  # whoever approved, within a minute: tests/stories/publishing
    "fill_month": (DESK, {}),  # from the shelf only: tests/stories/months
    "withdraw": (DESK, {"approved": "withdrawn"}),
    "restore": ({"editor"}, {"withdrawn": "approved"}),
    "rework": (DESK, {"withdrawn": "draft"}),
}


def test_the_table_of_this_test_names_every_move() -> None:
    assert list(TABLE) == [move.name for move in MOVES]


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def people_and_story(state: str) -> tuple[dict[str, User], Story]:
    people = {
        "employee": make_user("staff", "coach", "administrator"),
        "fact checker": make_user("staff"),
        "communicator": make_user("communicator"),
        "editor": make_user("editor"),
        "last editor": make_user("editor", "communicator"),
    }
    idea = make_idea_in_use(submitter=people["fact checker"])
    yesterday = timezone.now() - timedelta(days=1)
    story = make_story(state, ideas=[idea], publish_at=yesterday, last_editor=people["last editor"])
    make_fact_check(story, people["fact checker"], answer="confirmed", digest=story.fingerprint)
    return people, story


def expected(who: str, move: str, state: str) -> tuple[int, str]:
    """The status of the answer, and the state afterwards."""
    may, ways = TABLE[move]
    if who not in SEES:
        return 404, state
    if who not in may:
        return 403, state
    return (302, ways[state]) if state in ways else (409, state)


@pytest.mark.parametrize("move", TABLE)
@pytest.mark.parametrize("state", StoryState.values)
def test_a_move_is_open_to_the_right_people_from_the_right_states(state: str, move: str, client: Client) -> None:
    people, story = people_and_story(state)
    answers = {}
    for who, person in people.items():
        with undone():
            client.force_login(person)
            answer = client.post(story.move_url(move), {"reason": "Därför.", "seen": state, "month": "2026-12-01"})
            answers[who] = (answer.status_code, Story.objects.get(pk=story.pk).state)
    assert answers == {who: expected(who, move, state) for who in people}


@pytest.mark.parametrize("move", TABLE)
def test_a_move_is_a_post_by_somebody_logged_in(move: str, client: Client) -> None:
    story = make_story()
    assert client.get(story.move_url(move)).status_code == 405
    answer = client.post(story.move_url(move))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/logga-in/")


def test_a_move_nobody_knows_is_not_found(client: Client) -> None:
    client.force_login(make_user("editor"))
    assert client.post(make_story().move_url("publicera")).status_code == 404


@pytest.mark.parametrize("move", [move.name for move in MOVES if move.reason and TABLE[move.name][1]])
def test_a_reason_is_asked_for_where_the_table_says_so(move: str, client: Client) -> None:
    state = next(iter(TABLE[move][1]))
    people, story = people_and_story(state)
    who = next(who for who in ("editor", "last editor", "fact checker") if who in TABLE[move][0])
    client.force_login(people[who])
    answer = client.post(story.move_url(move), {"reason": "  "})
    assert (answer.status_code, Story.objects.get(pk=story.pk).state) == (200, state)
    assert 'class="error-summary"' in answer.content.decode() or "has-error" in answer.content.decode()


def test_pressing_twice_makes_one_move_and_says_who_was_first(client: Client) -> None:
    people, story = people_and_story("fact_check")
    client.force_login(people["communicator"])
    first = client.post(story.move_url("ask_review"), {"seen": "fact_check"})
    second = client.post(story.move_url("ask_review"), {"seen": "fact_check"})
    assert (first.status_code, second.status_code, story.history.count()) == (302, 409, 1)
    assert people["communicator"].name in second.content.decode()
