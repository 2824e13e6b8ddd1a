"""A story for a month that is taken: allowed, asked about, both shown."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from stories.states import StoryState
from tests.factories import make_user
from tests.stories.factories import make_story
from tests.stories.writing.forms import form_of, stored

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _may() -> Iterator[None]:
    with time_machine.travel("2026-05-20T10:00:00Z", tick=True):
        yield


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("communicator"))
    return client


def save(client: Client, story: Any, **changed: str) -> Any:
    return client.post(reverse("stories:edit", args=[story.pk]), form_of(story, **changed))


def test_a_taken_month_is_asked_about_once_and_then_allowed(desk: Client) -> None:
    make_story(title='Grytan "><img src=x>', month=JULY)
    story = make_story(month=date(2026, 6, 1), lead="Före.")
    asked = save(desk, story, month="2026-07-01", lead="Efter.")
    assert (asked.status_code, list(asked.context["form"].errors)) == (200, ["month"])
    assert "Juli 2026 har redan ”Grytan" in asked.context["form"].errors["month"][0]
    page = asked.content.decode()
    assert ('name="month_anyway"' in page, "Efter." in page, "<img src=x>" in page) == (True, True, False)
    assert (stored(story).month, stored(story).lead) == (date(2026, 6, 1), "Före.")
    done = save(desk, story, month="2026-07-01", lead="Efter.", month_anyway="on")
    assert (done.status_code, stored(story).month, stored(story).lead) == (302, JULY, "Efter.")
    again = save(desk, stored(story), lead="Igen.")
    assert (again.status_code, stored(story).lead) == (302, "Igen.")


def test_both_are_shown_in_the_calendar(desk: Client) -> None:
    make_story(title="Grytan", month=JULY)
    story = make_story(title="Soppan", month=date(2026, 6, 1))
    save(desk, story, month="2026-07-01", month_anyway="on")
    page = desk.get(reverse("stories:calendar") + "?ar=2026").content.decode()
    assert ("Grytan" in page, "Soppan" in page) == (True, True)


def test_nothing_is_asked_where_nobody_is_in_the_way(desk: Client) -> None:
    make_story(StoryState.WITHDRAWN, month=JULY)
    story = make_story(month=date(2026, 6, 1))
    make_story(month=date(2026, 6, 1))
    page = desk.get(reverse("stories:edit", args=[story.pk])).content.decode()
    assert "month_anyway" not in page
    assert save(desk, story, month="2026-07-01").status_code == 302
    assert stored(story).month == JULY
