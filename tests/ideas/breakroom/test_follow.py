"""With the code: where the idea is, the question and its answer, and no way for those who guess."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from goda_exempel.notices.models import Notice
from ideas.breakroom.guards import WRONG_CODES
from ideas.breakroom.workflow import Receipt, answer, claim
from ideas.models import Idea
from ideas.states import IdeaState
from ideas.workflow import ENGINE
from tests.factories import make_user, move_data
from tests.ideas.breakroom.leaving import entry_of, make_left
from tests.ideas.breakroom.test_leave import assert_private

pytestmark = pytest.mark.django_db

QUESTION = "Hur många krokar behövs?"


def follow(code: str, path: str = "/folj/", **fields: str) -> Any:
    return Client(enforce_csrf_checks=True).post(path, {"code": code, **fields})


def moved(receipt: Receipt, *moves: str, reason: str = QUESTION) -> Idea:
    idea = receipt.idea
    for name in moves:
        idea = ENGINE.perform(idea, name, by=receipt.idea.coach, reason=reason, data=move_data())
    return idea


def test_page_asks_for_the_code() -> None:
    response = Client().get("/folj/")
    assert response.status_code == 200
    assert_private(response)
    for path in ("/folj/svara/", "/folj/namn/"):
        assert "<h1" in Client().get(path).content.decode()
        assert 'action="/folj/"' in Client().get(path).content.decode()


def test_code_shows_the_idea_and_stays_out_of_addresses() -> None:
    receipt = make_left()
    response = follow(receipt.code.upper().replace(" ", "-"))
    page = response.content.decode()
    assert response.status_code == 200
    assert_private(response)
    assert receipt.idea.number in page
    assert "En idécoach läser idén innan någon annan kan se den." in page
    assert "Karin Coach svarar senast" in page
    assert "Krokar i barnens höjd." in page
    word = receipt.code.split()[0]
    assert not any(word in part.split('"')[0] for part in page.split('href="')[1:] + page.split('action="')[1:])


def test_every_state_has_its_sentence() -> None:
    ways = (("release",), ("release", "take"), ("release", "take", "ask"), ("release", "take", "park"))
    for way in (*ways, ("release", "take", "decline"), ("stop",), ("erase",)):
        receipt = make_left()
        idea = moved(receipt, *way)
        response = follow(receipt.code)
        assert response.status_code == 200
        assert response.content.decode().count(idea.state_label) >= 1
        assert "%(" not in response.content.decode()


def test_decline_says_why_and_what_would_make_it_a_yes() -> None:
    receipt = make_left()
    moved(receipt, "release", "take", "decline", reason="Det finns inga pengar i år.")
    page = follow(receipt.code).content.decode()
    assert "Det finns inga pengar i år." in page
    assert "Om det finns pengar." in page


def test_what_is_written_to_the_coach_is_not_shown() -> None:
    receipt = make_left()
    idea = moved(receipt, "release", "take")
    manager = make_user("manager", name="Maria")
    ENGINE.perform(idea, "ask_owner", by=idea.coach, data={"line_owner": manager})
    ENGINE.perform(idea, "decline_ownership", by=manager, reason="Jag slutar på fredag.")
    assert "Jag slutar" not in follow(receipt.code).content.decode()


def test_question_is_answered_with_the_code() -> None:
    receipt = make_left()
    moved(receipt, "release", "take", "ask")
    page = follow(receipt.code).content.decode()
    assert QUESTION in page
    assert 'action="/folj/svara/"' in page
    response = follow(receipt.code, "/folj/svara/", text="Tolv krokar.")
    assert response.status_code == 200
    assert_private(response)
    assert "Ditt svar är skickat." in response.content.decode()
    idea = Idea.objects.get()
    row = idea.history.order_by("pk").last()
    assert idea.state == IdeaState.IN_REVIEW
    assert row is not None
    assert (row.move, row.reason, row.actor) == ("answer", "Tolv krokar.", None)
    assert row.actor_label == "Den som lämnade idén"
    notice = Notice.objects.filter(person=idea.coach).order_by("pk").last()
    assert notice is not None
    assert "Den som lämnade idén har svarat på din fråga" in notice.body


def test_second_answer_changes_nothing_and_is_not_lost() -> None:
    receipt = make_left()
    moved(receipt, "release", "take", "ask")
    follow(receipt.code, "/folj/svara/", text="Tolv krokar.")
    again = follow(receipt.code, "/folj/svara/", text="Nej, fjorton.")
    assert again.status_code == 409
    assert "Den som lämnade idén" in again.content.decode()
    assert "Nej, fjorton." in again.content.decode()
    assert Idea.objects.get().history.filter(move="answer").count() == 1


def test_answer_to_nothing_and_empty_answer() -> None:
    receipt = make_left()
    assert follow(receipt.code, "/folj/svara/", text="Hej").status_code == 409
    moved(receipt, "release", "take", "ask")
    for empty in ("", "  ", "\u200b", "x\0"):
        response = follow(receipt.code, "/folj/svara/", text=empty)
        assert response.status_code == 200
        assert 'href="#id_answer_text"' in response.content.decode()
    assert Idea.objects.get().state == IdeaState.NEEDS_INFO


def test_account_takes_over_from_the_code() -> None:
    receipt = make_left()
    moved(receipt, "release", "take", "ask")
    claim(entry_of(receipt.idea), by=make_user(name="Stina"))
    assert "Logga in för att svara" in follow(receipt.code).content.decode()
    assert follow(receipt.code, "/folj/svara/", text="Jag igen").status_code == 409
    assert Idea.objects.get().state == IdeaState.NEEDS_INFO


def test_wrong_codes_are_answered_alike_and_then_not_at_all() -> None:
    receipt = make_left()
    words = receipt.code.split()
    wrong = [" ".join(words[:4]), " ".join(reversed(words)), "sommar kaffe cykel lampa hav"]
    answers = {follow(code).content.decode().replace(code, "") for code in wrong}
    assert len(answers) == 1
    assert "Ingen idé har den koden" in answers.pop()
    for number in range(WRONG_CODES - len(wrong)):
        assert follow(f"fel kod {number} abc").status_code == 200
    for code in (receipt.code, wrong[0]):
        for path in ("/folj/", "/folj/svara/", "/folj/namn/"):
            response = follow(code, path, text="x", name="x")
            assert response.status_code == 429
            assert response.headers["Retry-After"] == "3600"
            assert_private(response)
            assert "Krokar" not in response.content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.9").post("/folj/", {"code": receipt.code})
    assert "Krokar" in elsewhere.content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert "Krokar" in follow(receipt.code).content.decode()


def test_right_codes_are_not_counted() -> None:
    receipt = make_left()
    assert {follow(receipt.code).status_code for _time in range(WRONG_CODES + 2)} == {200}


def test_idea_that_may_hold_secrets_is_open_to_its_author() -> None:
    receipt = make_left(confidential=True)
    assert "Krokar i barnens höjd." in follow(receipt.code).content.decode()


def test_answer_by_the_workflow_alone() -> None:
    receipt = make_left()
    moved(receipt, "release", "take", "ask")
    assert answer(entry_of(receipt.idea), text="Tolv.").state == IdeaState.IN_REVIEW
