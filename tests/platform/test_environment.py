"""The typed readers of the environment."""

from collections.abc import Callable
from pathlib import Path

import pytest

from goda_exempel.database import database_settings
from goda_exempel.environment import Environment, SettingError

FOLDER = Path("/data")
SITE_ADDRESS = "an address such as https://ideer.example.se, without a path"


@pytest.fixture
def env() -> Environment:
    return Environment()


def test_what_is_not_set_has_its_default(env: Environment) -> None:
    assert env.text("GODA_NONE", "x") == "x"
    assert env.switch("GODA_NONE", default=True) is True
    assert env.whole_number("GODA_NONE", 3, least=1, most=5) == 3
    assert env.names("GODA_NONE", ["a"]) == ["a"]
    assert env.path("GODA_NONE", FOLDER) == FOLDER
    assert env.colour("GODA_NONE") == ""


@pytest.mark.parametrize(("value", "meaning"), [("1", True), ("true", True), ("on", True), ("0", False), ("no", False)])
def test_switch(env: Environment, monkeypatch: pytest.MonkeyPatch, value: str, meaning: bool) -> None:
    monkeypatch.setenv("GODA_X", value)
    assert env.switch("GODA_X", default=not meaning) is meaning


def test_names_are_split_at_commas(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GODA_X", " a.se, b.se,")
    assert env.names("GODA_X", []) == ["a.se", "b.se"]


def test_an_empty_value_is_no_value(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GODA_X", " ")
    assert env.whole_number("GODA_X", 7, least=1, most=9) == 7


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        ("switch", "maybe", "The setting GODA_X must be 1 (on) or 0 (off), but it is 'maybe'."),
        ("number", "ten", "The setting GODA_X must be a whole number from 1 to 9, but it is 'ten'."),
        ("number", "10", "The setting GODA_X must be a whole number from 1 to 9, but it is '10'."),
        ("colour", "teal", "The setting GODA_X must be a colour such as #0B5D6B, but it is 'teal'."),
        (
            "address",
            "ideer",
            f"The setting GODA_X must be {SITE_ADDRESS}, but it is 'ideer'.",
        ),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence(
    env: Environment, monkeypatch: pytest.MonkeyPatch, read: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv("GODA_X", value)
    readers: dict[str, Callable[[], object]] = {
        "switch": lambda: env.switch("GODA_X", default=False),
        "number": lambda: env.whole_number("GODA_X", 1, least=1, most=9),
        "colour": lambda: env.colour("GODA_X"),
        "address": lambda: env.site_address("GODA_X", ""),
    }
    with pytest.raises(SettingError) as caught:
        readers[read]()
    assert str(caught.value) == sentence


def test_an_address_loses_its_last_slash(env: Environment) -> None:
    assert env.site_address("GODA_NONE", "https://ideer.example.se/") == "https://ideer.example.se"


def test_without_an_address_the_database_is_our_own(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = database_settings(env, FOLDER)
    assert (database["ENGINE"], database["HOST"]) == ("goda_exempel.embedded", "/data")


def test_a_database_address_is_taken_apart(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:p%40ss@db.example.se:5433/goda?sslmode=require")
    database = database_settings(env, FOLDER)
    assert [database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "goda",
        "anna",
        "p@ss",
        "db.example.se",
        "5433",
    ]
    assert database["OPTIONS"] == {"connect_timeout": 5, "sslmode": "require"}


@pytest.mark.parametrize("address", ["foo", "mysql://a/b", "postgresql://host", "postgresql://host:port/name"])
def test_a_wrong_database_address_is_told_without_its_password(
    env: Environment, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(SettingError, match=r"^The setting DATABASE_URL must be an address such as"):
        database_settings(env, FOLDER)
