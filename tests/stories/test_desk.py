"""The desk's lists: who gets in, what waits for whom, and what a list costs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goda_exempel.accounts.models import User
from goda_exempel.menu import menu_of
from ideas.states import IdeaState
from stories.models import Story
from stories.states import StoryState
from stories.workflow import begin
from tests.factories import make_idea, make_user
from tests.stories.factories import make_fact_check, make_idea_in_use, make_published_story, make_story

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 24, 9, tzinfo=UTC)
LISTS = ("stories:desk", "stories:calendar", "stories:new")


def get(client: Client, person: User, name: str, **query: Any) -> Any:
    client.force_login(person)
    return client.get(reverse(name), query)


@pytest.mark.parametrize("name", LISTS)
def test_the_desk_is_for_those_who_work_there(client: Client, name: str) -> None:
    assert client.get(reverse(name)).headers["Location"] == f"/logga-in/?next={reverse(name)}"
    roles = {"communicator": 200, "editor": 200, "staff": 403, "coach": 403, "juror": 403, "administrator": 403}
    assert {role: get(client, make_user(role), name).status_code for role in roles} == roles


@pytest.mark.parametrize("name", LISTS[:2])
def test_lists_are_only_read(client: Client, name: str) -> None:
    client.force_login(make_user("editor"))
    assert client.post(reverse(name)).status_code == 405


def waits(client: Client, person: User) -> tuple[list[Story], list[Story]]:
    context = get(client, person, "stories:desk").context
    return [row.story for row in context["mine"]], [row.story for row in context["others"]]


def test_own_drafts_answered_fact_checks_and_reviews_wait_for_me(client: Client) -> None:
    editor, writer = make_user("editor"), make_user("communicator")
    own: dict[str, Any] = {"writer": editor, "last_editor": editor, "month": date(2026, 1, 1)}
    others: dict[str, Any] = {"writer": writer, "last_editor": writer, "month": date(2026, 2, 1)}
    draft, answered, asked = make_story(**own), make_story("fact_check", **own), make_story("fact_check", **own)
    make_fact_check(answered, make_user(), answer="disputed")
    make_fact_check(asked, make_user())
    own_review = make_story("in_review", **own)
    other_draft, review = make_story(**others), make_story("in_review", **others)
    make_published_story()
    assert waits(client, editor) == ([draft, answered, review], [asked, own_review, other_draft])
    assert waits(client, writer) == ([other_draft], [draft, answered, asked, own_review, review])
    assert [item.count for item in menu_of(editor) if item.url == "/redaktion/"] == [3]


def test_what_a_story_waits_for_is_said_in_words(client: Client) -> None:
    writer = make_user("communicator", name="Siv")
    make_story(writer=writer, month=date(2026, 1, 1))
    for number, answer in enumerate(("asked", "disputed", "confirmed"), start=2):
        story = make_story("fact_check", month=date(2026, number, 1))
        make_fact_check(story, make_user(name="Bo"), answer=answer, digest=story.fingerprint)
    make_story("in_review", month=date(2026, 5, 1))
    context = get(client, make_user("communicator"), "stories:desk").context
    assert [row.what for row in context["others"]] == [
        "Texten skrivs av Siv",
        "Fakta ska bekräftas av Bo",
        "Bo vill ha en ändring",
        "Fakta är bekräftade. Skicka till granskaren",
        "Ska läsas och godkännas av en redaktör",
    ]


def test_the_day_a_story_should_be_out_is_the_first_working_day_of_its_month(client: Client) -> None:
    make_story(month=date(2026, 11, 1))
    make_story(month=date(2027, 1, 1))
    with time_machine.travel(NOVEMBER):
        rows = get(client, make_user("editor"), "stories:desk").context["others"]
    assert [(row.due, row.is_late) for row in rows] == [(date(2026, 11, 2), True), (date(2027, 1, 4), False)]


def test_candidates_are_ideas_in_use_that_no_story_is_about(client: Client) -> None:
    taken, free = make_idea_in_use(), make_idea_in_use()
    make_idea(state=IdeaState.IN_TRIAL)
    make_story(ideas=[taken])
    assert list(get(client, make_user("editor"), "stories:desk").context["candidates"]) == [free]


def test_scheduled_and_published_are_told_apart_by_the_clock(client: Client) -> None:
    now = timezone.now()
    later = make_story(StoryState.APPROVED, publish_at=now + timedelta(hours=1))
    published = make_published_story()
    make_story(StoryState.WITHDRAWN)
    context = get(client, make_user("editor"), "stories:desk").context
    assert (list(context["scheduled"]), list(context["published"])) == ([later], [published])


def test_a_months_slot_says_how_far_it_has_come(client: Client) -> None:
    with time_machine.travel(NOVEMBER):
        make_published_story(datetime(2026, 8, 3, 8, tzinfo=UTC))
        make_story(month=date(2026, 8, 1))
        make_story(StoryState.APPROVED, publish_at=datetime(2026, 12, 1, 8, tzinfo=UTC), month=date(2026, 12, 1))
        make_story(StoryState.IN_REVIEW, month=date(2026, 11, 1))
        make_story(StoryState.WITHDRAWN, month=date(2026, 10, 1))
        months = get(client, make_user("editor"), "stories:calendar", ar=2026).context["months"]
    slots = [month.slot for month in months]
    labels = {slot.month.month: slot.label for slot in slots}
    assert labels == {
        **dict.fromkeys((1, 2, 3, 4, 5, 6, 7, 9, 10), "Tom"), 8: "Publicerat", 11: "På gång", 12: "Godkänt",
    }  # fmt: skip
    assert [slot.month.month for slot in slots if slot.is_late] == [11]


@pytest.mark.parametrize("year", ["abcd", "1", "99999", "-1", "2026; DROP", "²²²²"])
def test_a_year_that_is_none_is_not_found(client: Client, year: str) -> None:
    assert get(client, make_user("editor"), "stories:calendar", ar=year).status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("stories:desk", 23), ("stories:calendar", 10), ("stories:new", 7)])
def test_a_list_costs_the_same_with_one_row_and_with_fifty(
    client: Client, name: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    editor, writer, idea = make_user("editor"), make_user("communicator"), make_idea_in_use()
    client.force_login(editor)
    for wanted in (1, 50):
        while Story.objects.count() < wanted:
            for state in (StoryState.DRAFT, StoryState.FACT_CHECK, StoryState.IN_REVIEW):
                make_fact_check(make_story(state, ideas=[idea], writer=writer), editor)
            make_published_story(ideas=[idea])
        begin([make_idea_in_use()], by=editor, month=date(2026, 5, 1))
        make_idea_in_use()
        with django_assert_num_queries(queries):
            assert client.get(reverse(name)).status_code == 200
