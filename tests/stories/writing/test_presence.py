"""Two people on one story see each other."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.states import StoryState
from stories.writing.models import Presence
from stories.writing.presence import forget_old
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_story
from tests.stories.writing.forms import form_of

pytestmark = pytest.mark.django_db


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def siv() -> Client:
    return client_of(make_user("communicator", name="Siv"))


@pytest.fixture
def olle() -> Client:
    return client_of(make_user("editor", name="Olle"))


def line(client: Client, story: Story, page: str = "edit") -> str:
    return str(client.get(reverse(f"stories:{page}", args=[story.pk])).context["presence"])


def beat(client: Client, story: Story, **data: str) -> str:
    return str(client.post(reverse("stories:presence", args=[story.pk]), data).json()["words"])


def test_who_came_first_is_named_with_the_time(siv: Client, olle: Client) -> None:
    story = make_story()
    with time_machine.travel("2026-05-20T08:42:00Z", tick=False) as clock:
        assert line(siv, story) == ""
        clock.shift(timedelta(seconds=90))
        beat(siv, story)
        clock.shift(timedelta(seconds=90))
        assert line(olle, story, "work") == line(olle, story) == "Redigeras av Siv sedan 10.42."
        assert line(siv, story) == beat(siv, story) == "Redigeras av Olle sedan 10.45."


def test_who_is_silent_for_two_minutes_is_gone(siv: Client, olle: Client) -> None:
    story = make_story()
    with time_machine.travel("2026-05-20T08:42:00Z", tick=False) as clock:
        line(siv, story)
        clock.shift(timedelta(minutes=2))
        assert line(olle, story) == "Redigeras av Siv sedan 10.42."
        clock.shift(timedelta(seconds=1))
        assert line(olle, story) == ""
        clock.shift(timedelta(minutes=5))
        beat(siv, story)
        assert line(olle, story) == "Redigeras av Siv sedan 10.49."
        forget_old(timezone.now() + timedelta(minutes=3))
    assert Presence.objects.count() == 0


@pytest.mark.parametrize("way", ["saved", "left"])
def test_who_saves_or_leaves_is_gone_at_once(siv: Client, olle: Client, way: str) -> None:
    story = make_story()
    line(siv, story)
    if way == "left":
        beat(siv, story, left="1")
    else:
        siv.post(reverse("stories:edit", args=[story.pk]), form_of(story, lead="Klart."))
    assert line(olle, story) == ""


def test_only_who_may_write_is_there_and_only_on_that_story(siv: Client, olle: Client) -> None:
    story, other, withdrawn = make_story(), make_story(), make_story(StoryState.WITHDRAWN)
    line(siv, other)
    line(siv, story, "work")
    beat(siv, withdrawn)
    assert (line(olle, story), line(olle, withdrawn, "work")) == ("", "")


def test_who_may_ask() -> None:
    story, asked = make_story(StoryState.FACT_CHECK), make_user("staff")
    make_fact_check(story, asked)
    path = reverse("stories:presence", args=[story.pk])
    assert Client().post(path).headers["Location"].startswith("/logga-in/")
    statuses = [client_of(person).post(path).status_code for person in (make_user("coach"), asked)]
    assert (statuses, Presence.objects.count()) == ([404, 403], 0)
    assert client_of(make_user("editor")).get(path).status_code == 405
