"""Who is told at each move, and that the letter is whole."""

import re

import pytest
from django.utils.translation import override

from goda_exempel.notices.models import Notice
from ideas.models import Idea
from ideas.states import MOVES
from ideas.workflow import ENGINE
from tests.factories import move_data
from tests.ideas.cast import OF_BREAKROOM, make_cast

pytestmark = pytest.mark.django_db

# Move → where it starts, who presses, who gets a letter.
TOLD: dict[str, tuple[str, str, set[str]]] = {
    "submit": ("draft", "submitter", {"Ulla", "Carl"}),
    "take": ("submitted", "coach", {"Stina", "Carl"}),
    "ask": ("in_review", "coach", {"Stina", "Carl"}),
    "answer": ("needs_info", "contributor", {"Stina", "Ulla"}),
    "ask_owner": ("in_review", "coach", {"Stina", "Carl", "Maria"}),
    "accept_ownership": ("in_review, asked", "owner", {"Stina", "Carl", "Ulla"}),
    "decline_ownership": ("in_review, asked", "owner", {"Stina", "Carl", "Ulla"}),
    "recall_owner": ("in_review, asked", "coach", {"Stina", "Carl", "Maria"}),
    "start_trial": ("in_review, owned", "owner", {"Stina", "Carl", "Ulla"}),
    "put_in_use": ("in_trial", "coach", {"Stina", "Carl", "Maria", "Kim"}),
    "park": ("in_review, owned", "coach", {"Stina", "Carl", "Maria"}),
    "decline": ("in_review, owned", "coach", {"Stina", "Carl", "Maria"}),
    "resume": ("parked", "other_coach", {"Stina", "Carl", "Ulla"}),
    "withdraw": ("in_review, owned", "submitter", {"Carl", "Ulla", "Maria"}),
    "reassign": ("in_review", "coordinator", {"Stina", "Carl", "Ulla", "Olof"}),
    "hand_over": ("in_trial", "coordinator", {"Stina", "Carl", "Ulla", "Maria", "Mats"}),
}
# Why a manager gets the idea is read by who is asked alone.
NEW = {"reassign": "other_coach", "hand_over": "other_manager"}


def test_every_move_is_tested_here() -> None:
    assert set(TOLD) == {move.name for move in MOVES} - OF_BREAKROOM


@pytest.mark.parametrize("move", TOLD)
def test_people_concerned_get_a_whole_letter(move: str) -> None:
    situation, who, told = TOLD[move]
    cast = make_cast(situation)
    people = cast.people
    people["other_coach"].is_active = move in ("resume", "reassign")
    people["other_coach"].save()
    Idea.objects.filter(pk=cast.idea.pk).update(title="Öppet & längre <b>")
    Notice.objects.all().delete()
    ENGINE.perform(cast.idea, move, by=people[who], reason="Mitt skäl.", data=move_data(people[NEW.get(move, "owner")]))
    notices = Notice.objects.select_related("person")
    assert {notice.person.name for notice in notices} == told
    for notice in notices:
        text = f"{notice.subject}\n{notice.body}"
        assert "Öppet & längre <b>" in text
        assert f"Hej {notice.person.name}," in text
        assert not re.search(r"\{[{%]|%\(|&lt;|&amp;|None|\n\n\n", text)
        is_asked = move == "ask_owner" and notice.person == people["owner"]
        assert ("Mitt skäl." in text) == (ENGINE.workflow[move].reason or is_asked)
        assert notice.url == cast.idea.get_absolute_url() + ("linjeagare/" if is_asked else "")
        assert len(notice.subject) <= 200


def test_letter_is_in_the_language_of_its_reader() -> None:
    cast = make_cast("submitted")
    contributor = cast.people["contributor"]
    contributor.language = "en"
    contributor.save()
    ENGINE.perform(cast.idea, "take", by=cast.people["coach"])
    subjects = dict(Notice.objects.order_by("pk").values_list("person__name", "subject"))
    assert subjects["Carl"].startswith("Ulla has taken your idea")
    assert subjects["Stina"].startswith("Ulla har tagit hand om din idé")


def test_letter_leads_to_the_same_page_whatever_the_language_of_the_one_who_acts() -> None:
    cast = make_cast("submitted")
    with override("en"):
        ENGINE.perform(cast.idea, "take", by=cast.people["coach"])
    assert set(Notice.objects.values_list("url", flat=True)) == {cast.idea.get_absolute_url()}


def test_line_owner_is_told_that_an_idea_is_withdrawn() -> None:
    cast = make_cast("in_trial")
    Notice.objects.all().delete()
    ENGINE.perform(cast.idea, "withdraw", by=cast.people["submitter"])
    assert cast.people["owner"].notices.count() == 1


@pytest.mark.parametrize(("move", "situation"), [("take", "submitted"), ("resume", "parked")])
def test_the_coach_who_was_to_answer_is_told_that_another_does(move: str, situation: str) -> None:
    cast = make_cast(situation)
    Notice.objects.all().delete()
    ENGINE.perform(cast.idea, move, by=cast.people["other_coach"])
    told = cast.people["coach"].notices.get()
    assert told.subject == f"Någon annan har idén nu: {cast.idea}"
    assert f"{cast.people['other_coach'].name} har tagit hand om idén" in told.body
