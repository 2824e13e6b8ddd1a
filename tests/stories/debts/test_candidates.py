"""What to write about next, and from idea to draft in one press."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import Unit
from ideas.models import Idea
from ideas.proof.models import ProofCard
from stories.candidates import next_empty_month
from stories.models import Story
from stories.states import StoryState
from stories.waiting import candidates
from tests.factories import make_unit, make_user
from tests.ideas.effects.factories import make_benefit
from tests.stories.factories import make_idea_in_use, make_story

pytestmark = pytest.mark.django_db

NEW = "/redaktion/nytt/"
CARD: dict[str, dict[str, Any]] = {
    "new": {"new_where": "municipality", "new_text": "Barnen lagar själva.", "new_evidence": "Ingen annan gör så."},
    "useful": {
        "useful_for": ["citizens", "customers"],
        "useful_before": "Soppan kom färdig.",
        "useful_after": "Barnen lagar den.",
        "useful_evidence": "Vi räknade tallrikarna.",
    },
    "in_use": {"in_use_count": 12, "in_use_counts": "förskolor", "in_use_evidence": "Beställningarna."},
}


@pytest.fixture(autouse=True)
def _in_may() -> Any:
    with time_machine.travel("2026-05-20T10:00:00Z", tick=False):
        yield


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("communicator", name="Siv Skribent"))
    return client


def proven(*parts: str, unit: Unit | None = None, **given: Any) -> Idea:
    idea = make_idea_in_use(unit=unit or make_unit(), **given)
    fields = {name: value for part in parts for name, value in CARD[part].items()}
    ProofCard.objects.create(idea=idea, **fields)
    return idea


def written_about(month: date, state: str = StoryState.APPROVED) -> Unit:
    unit = make_unit()
    make_story(state, unit=unit, month=month)
    return unit


def test_the_best_proven_comes_first_then_whose_unit_has_waited_the_longest() -> None:
    late, early = written_about(date(2019, 6, 1)), written_about(date(2017, 2, 1))
    bare = make_idea_in_use(unit=early)
    lately = proven("new", "useful", unit=late)
    long_ago = proven("new", "useful", unit=early)
    never = proven("new", "in_use")
    full = proven("new", "useful", "in_use", unit=late)
    assert list(candidates()) == [full, never, long_ago, lately, bare]
    rows: Any = candidates()
    assert [idea.proof_parts for idea in rows] == [3, 2, 2, 2, 0]


def test_of_equals_the_one_in_use_the_longest_comes_first() -> None:
    newer, older = make_idea_in_use(), make_idea_in_use()
    Idea.objects.filter(pk=older.pk).update(in_use_since=date(2024, 1, 1))
    assert list(candidates()) == [older, newer]


def test_a_withdrawn_story_is_not_when_the_unit_was_written_about() -> None:
    unit = written_about(date(2017, 2, 1))
    make_story(StoryState.WITHDRAWN, unit=unit, month=date(2026, 1, 1))
    proven("new", unit=unit)
    rows: Any = candidates()
    assert [idea.last_written for idea in rows] == [date(2017, 2, 1)]


def test_the_desk_says_why(desk: Client) -> None:
    unit = written_about(date(2019, 6, 1))
    proven("new", "useful", unit=unit)
    for address in ("/redaktion/", NEW):
        page = desk.get(address).content.decode()
        assert "2" in page
        assert f"{unit.name}" in page
        assert "juni 2019" in page


@pytest.mark.parametrize(("address", "queries"), [("/redaktion/", 21), (NEW, 7)])
def test_the_pages_ask_the_same_number_of_queries_for_1_and_5(
    desk: Client, django_assert_num_queries: Any, address: str, queries: int
) -> None:
    proven("new")
    with django_assert_num_queries(queries):
        desk.get(address)
    for _ in range(4):
        proven("new", "useful")
    with django_assert_num_queries(queries):
        desk.get(address)


def test_one_press_makes_the_draft_for_the_next_empty_month(desk: Client) -> None:
    for month in (5, 6, 8):
        make_story(month=date(2026, month, 1))
    make_story(StoryState.WITHDRAWN, month=date(2026, 7, 1))
    idea = make_idea_in_use(title="Läxhjälp på kvällen")
    answer = desk.post(reverse("stories:begin", args=[idea.pk]))
    story = Story.objects.get(ideas=idea)
    assert answer.headers["Location"] == reverse("stories:edit", args=[story.pk])
    assert (story.month, story.title, story.writer and story.writer.name) == (
        date(2026, 7, 1), "Läxhjälp på kvällen", "Siv Skribent",
    )  # fmt: skip


def test_the_second_press_makes_no_second_story(desk: Client) -> None:
    address = reverse("stories:begin", args=[make_idea_in_use().pk])
    assert [desk.post(address).status_code, desk.post(address).status_code] == [302, 409]
    assert Story.objects.count() == 1


def test_only_the_desk_presses_and_only_by_post(client: Client) -> None:
    address = reverse("stories:begin", args=[make_idea_in_use().pk])
    assert client.post(address).headers["Location"].startswith("/logga-in/")
    client.force_login(make_user("coach"))
    assert client.post(address).status_code == 403
    client.force_login(make_user("editor"))
    assert (client.get(address).status_code, client.post("/redaktion/nytt/999999/").status_code) == (405, 404)
    assert Story.objects.count() == 0


def test_a_month_that_is_taken_is_asked_about_with_both_shown(desk: Client) -> None:
    there = make_story(title="Soppan som barnen lagar", month=date(2026, 6, 1))
    idea = make_idea_in_use(title="Läxhjälp på kvällen")
    data = {"ideas": [idea.pk], "month": "2026-06-01"}
    question = desk.post(NEW, data)
    assert (question.status_code, question.templates[0].name) == (200, "stories/desk_taken.html")
    assert (question.context["stories"], list(question.context["ideas"])) == ([there], [idea])
    assert "Soppan som barnen lagar" in question.content.decode()
    assert "Läxhjälp på kvällen" in question.content.decode()
    assert Story.objects.filter(ideas=idea).count() == 0
    assert desk.post(NEW, {**data, "anyway": "on"}).status_code == 302
    assert set(Story.objects.of_month(date(2026, 6, 1))) == {there, Story.objects.get(ideas=idea)}


@pytest.mark.parametrize("state", [StoryState.WITHDRAWN])
def test_a_month_whose_story_does_not_count_is_not_asked_about(desk: Client, state: str) -> None:
    make_story(state, month=date(2026, 6, 1))
    assert desk.post(NEW, {"ideas": [make_idea_in_use().pk], "month": "2026-06-01"}).status_code == 302


def test_the_next_empty_month_may_be_this_one() -> None:
    assert next_empty_month() == date(2026, 5, 1)
    make_story(month=date(2026, 5, 1))
    assert next_empty_month() == date(2026, 6, 1)


def test_the_draft_inherits_proofs_and_figures(desk: Client) -> None:
    idea = proven("new", "useful", "in_use")
    Idea.objects.filter(pk=idea.pk).update(benefit_kind="environment")
    make_benefit(idea, words="Mindre svinn", basis="measured", low=Decimal(120))
    desk.post(reverse("stories:begin", args=[idea.pk]))
    story = Story.objects.get()
    assert (story.unit, story.benefit_kind, story.in_use_since) == (idea.unit, "environment", idea.in_use_since)
    assert (story.new_where, story.new_evidence) == ("municipality", "Barnen lagar själva. Ingen annan gör så.")
    assert (story.useful_for, story.useful_evidence) == (
        "citizens", "Soppan kom färdig. Barnen lagar den. Vi räknade tallrikarna.",
    )  # fmt: skip
    assert "12 förskolor" in story.fact_box
    assert "Mindre svinn: " in story.fact_box
    assert "120" in story.fact_box
    assert story.is_proven


def test_what_the_first_idea_lacks_is_taken_from_the_next(desk: Client) -> None:
    first, second = proven("new"), proven("new", "useful")
    ProofCard.objects.filter(idea=second).update(new_text="Något annat.")
    desk.post(NEW, {"ideas": [first.pk, second.pk], "month": "2026-07-01"})
    story = Story.objects.get()
    assert story.new_evidence == "Barnen lagar själva. Ingen annan gör så."
    assert story.useful_for == "citizens"


def test_evidence_that_is_too_long_is_cut_to_fit(desk: Client) -> None:
    idea = proven("new")
    ProofCard.objects.filter(idea=idea).update(new_text="å" * 400, new_evidence="ä" * 600)
    desk.post(reverse("stories:begin", args=[idea.pk]))
    assert len(Story.objects.get().new_evidence) == 400
