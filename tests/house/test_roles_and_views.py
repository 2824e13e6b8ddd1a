"""Every address of the portal × everybody who may open it, against the table in ``access.py``."""

from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.house.access import ACCESS, Row, row_of
from tests.house.routes import Route, every_route
from tests.house.world import ANYONE, PEOPLE, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    clients = {person: Client() for person in PEOPLE}
    for role, user in world.people.items():
        clients[role].force_login(user)
    return clients


def expected(route: Route) -> Row:
    found = row_of(route.name)
    assert found, f"{route.name} has no row in tests/house/access.py"
    return found[1]


def answers(world: World, clients: Mapping[str, Client], route: Route) -> Row:
    path = world.path(route)
    return {person: client.get(path).status_code for person, client in clients.items()}


def ours() -> Iterator[Route]:
    return (route for route in every_route() if not route.name.startswith("admin:"))


def test_every_row_is_of_an_address() -> None:
    used = {found[0] for route in every_route() if (found := row_of(route.name))}
    assert ACCESS.keys() - used == set()


def test_who_gets_what(world: World, clients: dict[str, Client]) -> None:
    routes = every_route()
    got = {route.name: answers(world, clients, route) for route in routes}
    assert got == {route.name: expected(route) for route in routes}


def test_who_gets_what_in_english(world: World, clients: dict[str, Client]) -> None:
    routes = [route for route in ours() if route.in_both_languages]
    with override("en"):
        assert {world.path(route).startswith("/en/") for route in routes} == {True}
        got = {route.name: answers(world, clients, route) for route in routes}
    assert got == {route.name: expected(route) for route in routes}


def test_strangers_are_sent_to_log_in_and_back(world: World) -> None:
    sent = {
        route.name: Client().get(world.path(route)).headers["Location"]
        for route in ours()
        if expected(route)[ANYONE] == 302 and route.name != "accounts:admin_login"
    }
    wanted = {
        name: f"{settings.LOGIN_URL}?next={world.path(route)}" for route in ours() if (name := route.name) in sent
    }
    assert sent == wanted


def test_strangers_change_nothing_by_post(world: World) -> None:
    """They are sent to log in, whatever the address takes. Behind a personal link the link is the key."""
    others = ("admin:", "fact_check_")
    posts = {name for name, row in ACCESS.items() if 405 in row.values() and not name.startswith(others)}
    closed = {route.name: Client().post(world.path(route)) for route in ours() if route.name in posts}
    elsewhere = {
        name for name, answer in closed.items() if not answer.headers["Location"].startswith(reverse("accounts:login"))
    }
    assert elsewhere == {"accounts:logout"}
