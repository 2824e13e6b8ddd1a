"""The doors of the desk: everything about a story that readers do not see, tried by everybody, by GET and by POST.

Each view of the desk hangs on a door of the one permission function in ``stories.access``; a view without one, an
answer to somebody who may not know of the story, or a part of one story reached through another, fails here.
"""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from goda_exempel import roles
from stories.access import Door
from stories.models import Story
from stories.states import StoryState
from tests.house.routes import Route, every_route
from tests.house.world import ANYONE, PEOPLE, World, make_world
from tests.stories.factories import make_idea_in_use, make_stored_picture, make_story

pytestmark = pytest.mark.django_db

DESK: Final = {roles.COMMUNICATOR, roles.EDITOR}
LOG_IN: Final = str(settings.LOGIN_URL)
SECRET: Final = "Hemligheten i utkastet"
OF_A_STORY: Final = (Door.TEXT, Door.DESK, Door.LOCKED)
# Their keys are an idea's, an import's and a word's.
OF_SOMETHING_ELSE: Final = {
    "stories:begin", "stories:word", "stories:word_remove",
    "stories:import_run", "stories:import_report", "stories:import_carry", "stories:import_discard",
}  # fmt: skip
# Not about a story of the desk: a calendar's address is its own key, and one's own list holds what one was asked.
WITHOUT_A_DOOR: Final = {"stories:calendar_file", "stories:facts_list"}


def desk_routes() -> Iterator[Route]:
    return (route for route in every_route() if route.name.startswith("stories:"))


def routes_of_a_story() -> list[Route]:
    return [route for route in desk_routes() if getattr(route.view, "door", None) in OF_A_STORY]


def opening(route: Route) -> set[str]:
    """What is locked is an administrator's to open, with a reason; it is a story's own archive copy or nothing."""
    return {roles.ADMINISTRATOR} if route.view.door is Door.LOCKED else set()  # type: ignore[attr-defined]


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    clients = {person: Client() for person in PEOPLE}
    for role, user in world.people.items():
        clients[role].force_login(user)
    return clients


@pytest.fixture
def hidden() -> Story:
    """A draft that nobody outside of the desk was asked about."""
    text: dict[str, Any] = {"title": SECRET, "lead": SECRET, "body": f"<p>{SECRET}</p>", "picture_alt": SECRET}
    return make_story(StoryState.DRAFT, ideas=[make_idea_in_use()], picture=make_stored_picture("maroon"), **text)


def test_every_view_of_the_desk_hangs_on_a_door() -> None:
    assert {route.name for route in desk_routes() if not hasattr(route.view, "door")} == WITHOUT_A_DOOR


def test_every_address_with_a_story_in_it_asks_for_that_story() -> None:
    """A list's door knows of no story: what has a story in its address may not hang on it."""
    with_key = {route.name for route in desk_routes() if "pk" in route.parameters}
    assert with_key - {route.name for route in routes_of_a_story()} == OF_SOMETHING_ELSE


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_outside_of_the_desk_gets_in(
    world: World, clients: dict[str, Client], hidden: Story, method: str
) -> None:
    for route in routes_of_a_story():
        path = route.path(**{**world.values(route), "pk": hidden.pk})
        for person in set(PEOPLE) - DESK - opening(route):
            answer = getattr(clients[person], method)(path)
            body = b"".join(answer) if answer.streaming else answer.content
            assert (route.name, person, SECRET in body.decode(errors="replace")) == (route.name, person, False)
            if person == ANYONE:
                assert answer.status_code in (302, 405), route.name
                assert answer.headers.get("Location", str(settings.LOGIN_URL)).startswith(str(settings.LOGIN_URL)), (
                    route.name
                )
            else:
                assert (route.name, person, answer.status_code in (404, 405)) == (route.name, person, True)


def test_the_desk_gets_in(world: World, clients: dict[str, Client]) -> None:
    for route in routes_of_a_story():
        for person in {roles.EDITOR} if route.view.door is Door.LOCKED else DESK:  # type: ignore[attr-defined]
            status = clients[person].get(world.path(route)).status_code
            assert (route.name, status in (200, 302, 405)) == (route.name, True)


def test_a_part_of_one_story_is_not_reached_through_another(
    world: World, clients: dict[str, Client], hidden: Story
) -> None:
    """Archive copies, versions, comments, debts and the like have keys of their own, asked for within their story."""
    parts = [route for route in routes_of_a_story() if set(route.parameters) - {"pk", "name", "width", "ext"}]
    assert parts
    for route in parts:
        path = route.path(**{**world.values(route), "pk": hidden.pk})
        for method in ("get", "post"):
            answer = getattr(clients[roles.EDITOR], method)(path)
            assert (route.name, method, answer.status_code in (404, 405)) == (route.name, method, True)


def test_a_withdrawn_story_is_no_open_door(clients: dict[str, Client]) -> None:
    story = make_story(StoryState.WITHDRAWN, ideas=[make_idea_in_use()])
    for name in ("work", "edit", "preview"):
        path = reverse(f"stories:{name}", args=[story.pk])
        assert [clients[person].get(path).status_code for person in (roles.STAFF, roles.JUROR)] == [404, 404]
