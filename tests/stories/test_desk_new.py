"""A new story from ideas in use."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from goda_exempel.notices.models import Notice
from goda_exempel.workflow import Blocked
from ideas.models import Idea
from ideas.states import IdeaState
from stories.models import Story
from stories.workflow import begin
from stories.workflow import start as start_story
from tests.factories import make_idea, make_user
from tests.stories.factories import make_idea_in_use

pytestmark = pytest.mark.django_db

NEW = "/redaktion/nytt/"


def start(client: Client, *ideas: Idea, month: str = "2026-06-01") -> Any:
    return client.post(NEW, {"ideas": [idea.pk for idea in ideas], "month": month})


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("communicator", name="Siv Skribent"))
    return client


@pytest.fixture(autouse=True)
def _june() -> Any:
    with time_machine.travel("2026-05-20T10:00:00Z", tick=False):
        yield


def test_the_draft_inherits_what_the_ideas_say(desk: Client) -> None:
    first = make_idea_in_use(title="Läxhjälp på kvällen", summary="Öppet tre kvällar.")
    second = make_idea_in_use(solution="Vi lånade en lokal.")
    answer = start(desk, first, second)
    story = Story.objects.get()
    assert answer.headers["Location"] == reverse("stories:edit", args=[story.pk])
    assert (story.title, story.lead, story.slug, story.month) == (
        "Läxhjälp på kvällen", "Öppet tre kvällar.", "laxhjalp-pa-kvallen", date(2026, 6, 1),
    )  # fmt: skip
    assert (story.byline, story.in_use_since, story.unit) == ("Siv Skribent", first.in_use_since, first.unit)
    assert "Vi lånade en lokal." in story.body
    assert set(story.ideas.all()) == {first, second}


def test_the_people_of_the_ideas_are_told_once(desk: Client) -> None:
    first = make_idea_in_use(title="Läxhjälp på kvällen")
    second = make_idea_in_use(submitter=first.submitter)
    start(desk, first, second)
    told = [(notice.person, notice.subject, notice.url) for notice in Notice.objects.all()]
    assert told == [(first.submitter, "Vi skriver om din idé: Läxhjälp på kvällen", first.get_absolute_url())]


def test_pressing_twice_makes_one_story(desk: Client) -> None:
    idea = make_idea_in_use()
    start(desk, idea)
    answer = start(desk, idea)
    assert (answer.status_code, Story.objects.count()) == (200, 1)
    assert "Det finns redan ett reportage om en idé du valde" in answer.content.decode()


@pytest.mark.parametrize("state", [IdeaState.DRAFT, IdeaState.IN_TRIAL, IdeaState.PARKED, IdeaState.WITHDRAWN])
def test_only_ideas_in_use_are_written_about(desk: Client, state: str) -> None:
    assert start(desk, make_idea(state=state)).status_code == 200
    assert Story.objects.count() == 0


@pytest.mark.parametrize("change", [{"state": IdeaState.WITHDRAWN}, {"confidential": True}, {"held": True}])
def test_an_idea_that_was_closed_after_the_page_was_opened_is_not_written_about(change: dict[str, Any]) -> None:
    idea, other = make_idea_in_use(), make_idea_in_use()
    Idea.objects.filter(pk=idea.pk).update(**change)
    with pytest.raises(Blocked):
        start_story([idea, other], by=make_user("editor"))
    assert Story.objects.count() == 0


@pytest.mark.parametrize("month", ["", "2026-06-02", "juni", "1999-01-01", "2026-13-01"])
def test_a_month_that_is_none_is_said_and_the_choice_is_kept(desk: Client, month: str) -> None:
    idea = make_idea_in_use()
    make_idea_in_use()
    answer = start(desk, idea, month=month)
    assert (answer.status_code, Story.objects.count()) == (200, 0)
    assert answer.content.decode().count(" checked") == 1


def test_nothing_chosen_is_said(desk: Client) -> None:
    make_idea_in_use()
    assert "Välj minst en idé." in start(desk).content.decode()


def test_an_idea_is_found_by_its_words_and_chosen_beforehand(desk: Client) -> None:
    wanted = make_idea_in_use(title="Återbruk av möbler")
    make_idea_in_use(title="Kortare kö")
    assert desk.get(NEW, {"q": "möbler"}).context["ideas"] == [wanted]
    assert desk.get(NEW, {"q": wanted.number.lower()}).context["ideas"] == [wanted]
    assert desk.get(NEW, {"q": "finns inte"}).context["ideas"] == []
    assert desk.get(NEW, {"ide": wanted.pk}).content.decode().count(" checked") == 1


def test_an_address_is_made_of_the_title_and_given_once(desk: Client) -> None:
    ideas = [make_idea_in_use(title="Vår idé!") for _ in range(3)]
    writer, month = make_user("communicator"), date(2026, 6, 1)
    assert [begin([idea], by=writer, month=month).slug for idea in ideas] == ["var-ide", "var-ide-2", "var-ide-3"]
    assert begin(ideas, by=writer, month=date(2026, 7, 1)).slug == "var-ide"


def test_others_start_nothing(client: Client) -> None:
    idea = make_idea_in_use()
    assert start(client, idea).headers["Location"].startswith("/logga-in/")
    client.force_login(make_user("coach"))
    assert (start(client, idea).status_code, Story.objects.count()) == (403, 0)
