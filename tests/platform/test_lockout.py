"""Log-in after wrong passwords: three tries, then a minute's wait, then ten, then an hour."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from goda_exempel.lockout import client_address
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 13, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def client() -> Client:
    make_user(email="anna@exempelkommunen.example")
    make_user(email="bertil@exempelkommunen.example")
    return Client()


def try_password(client: Client, password: str, name: str = "anna") -> HttpResponse:
    fields = {"username": f"{name}@exempelkommunen.example", "password": password}
    return client.post("/logga-in/", fields)  # type: ignore[return-value]


def fail(client: Client, times: int) -> list[int]:
    return [try_password(client, "fel").status_code for _ in range(times)]


def test_the_third_wrong_password_locks_for_a_minute(client: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        assert fail(client, 3) == [200, 200, 429]
        locked = try_password(client, PASSWORD)
        assert (locked.status_code, locked["Retry-After"]) == (429, "60")
        assert "Du kan försöka igen om 1 minut." in locked.content.decode()
        clock.shift(MINUTE + SECOND)
        assert try_password(client, PASSWORD).status_code == 302


def test_who_goes_on_waits_longer(client: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        fail(client, 3)
        clock.shift(MINUTE + SECOND)
        fail(client, 3)
        assert try_password(client, PASSWORD)["Retry-After"] == "600"
        clock.shift(10 * MINUTE + SECOND)
        fail(client, 3)
        assert try_password(client, PASSWORD)["Retry-After"] == "3600"
        clock.shift(60 * MINUTE + SECOND)
        assert try_password(client, PASSWORD).status_code == 302


def test_trying_while_locked_does_not_make_the_wait_longer(client: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        fail(client, 3)
        clock.shift(MINUTE / 2 + SECOND)
        fail(client, 5)
        clock.shift(MINUTE / 2 + SECOND)
        assert try_password(client, PASSWORD).status_code == 302


def test_nobody_else_is_locked(client: Client) -> None:
    fail(client, 3)
    assert try_password(client, PASSWORD, "bertil").status_code == 302


def test_the_right_password_starts_the_count_anew(client: Client) -> None:
    fail(client, 2)
    try_password(client, PASSWORD)
    client.logout()
    assert fail(client, 2) == [200, 200]


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (True, "10.0.0.9, 192.0.2.7", "192.0.2.7"),
        (True, "made up", "127.0.0.1"),
        (True, "", "127.0.0.1"),
        (False, "192.0.2.7", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_the_proxy_saw(
    rf: RequestFactory, settings: Settings, behind_proxy: bool, forwarded: str, address: str
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    assert client_address(rf.get("/", headers={"X-Forwarded-For": forwarded})) == address
