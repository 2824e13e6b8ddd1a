"""Who is told of the moves of an idea that was left without an account, and that the letters are whole."""

import re
from typing import Final

import pytest

from goda_exempel import roles
from goda_exempel.notices.models import Notice
from goda_exempel.workflow_table import Move
from ideas.breakroom.workflow import claim
from ideas.states import MOVES
from ideas.workflow import ENGINE
from tests.factories import make_user
from tests.ideas.breakroom.leaving import entry_of, make_left
from tests.ideas.cast import OF_BREAKROOM

pytestmark = pytest.mark.django_db

TOLD: Final = {"release": {"Karin Coach", "Stina"}, "stop": {"Karin Coach", "Stina"}, "erase": {"Karin Coach", "Stina"}}


def assert_whole(notice: Notice) -> None:
    text = f"{notice.subject}\n{notice.body}"
    assert f"Hej {notice.person.name}," in text
    assert not re.search(r"\{[{%]|%\(|&lt;|&amp;|None|\n\n\n", text)


@pytest.mark.parametrize("move", TOLD)
def test_coach_and_author_with_an_account_are_told(move: str) -> None:
    idea = claim(entry_of(make_left().idea), by=make_user(name="Stina"))
    Notice.objects.all().delete()
    reason = "Mitt skäl." if ENGINE.workflow[move].reason else ""
    ENGINE.perform(idea, move, by=make_user(roles.COACH, name="Olof"), reason=reason)
    notices = Notice.objects.select_related("person")
    assert {notice.person.name for notice in notices} == TOLD[move]
    for notice in notices:
        assert_whole(notice)
        assert reason in notice.body


def test_letters_to_the_coach_are_whole() -> None:
    receipt = make_left()
    claim(entry_of(receipt.idea), by=make_user(name="Stina"))
    notices = list(Notice.objects.select_related("person"))
    assert {notice.person for notice in notices} == {receipt.idea.coach}
    assert len(notices) == 2
    for notice in notices:
        assert_whole(notice)


def test_author_hears_that_somebody_else_steps_forward_and_that_one_does_not() -> None:
    entry = entry_of(make_left().idea)
    stina, eva = make_user(name="Stina"), make_user(name="Eva")
    claim(entry, by=stina)
    Notice.objects.all().delete()
    claim(entry_of(entry.idea), by=eva)
    assert set(Notice.objects.values_list("person__name", "kind")) == {("Karin Coach", "task"), ("Stina", "own")}
    assert "Eva har trätt fram" in stina.notices.get().body


def of_the_room() -> set[Move]:
    return {move for move in MOVES if "held" in move.only_if or move.who == ("code_holder",)}


def test_moves_of_the_room_are_these() -> None:
    assert {move.name for move in of_the_room()} == OF_BREAKROOM
