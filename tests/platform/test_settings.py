"""A wrong or unsafe setting stops the start with one sentence, whatever is started."""

import subprocess

import pytest

from tests.platform.starting import EARNEST, run

GUNICORN = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--check-config", "goda_exempel.wsgi")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GODA_DEMONSTRATION", "maybe"),
        ("GODA_REPLY_DAYS", "ten"),
        ("GODA_PAGE_CACHE", "sometimes"),
        ("DATABASE_URL", "foo"),
        ("GODA_SECRET_KEY", ""),
        ("GODA_SECRET_KEY", "short"),
        ("GODA_SECRET_KEY", "placeholder-kJ8sd7f6g5h4j3k2l1q0w9e8r7t6y5u4i3o2p1a0s9d8f7"),
        ("GODA_DEBUG", "1"),
        ("GODA_HOSTS", ""),
        ("GODA_HOSTS", "*"),
        ("GODA_SITE_URL", "ideer"),
        ("GODA_SITE_URL", "http://ideer.example.se"),
        ("GODA_EMAIL_PORT", "0"),
        ("PORT", "http"),
    ],
)
def test_a_setting_that_can_not_be_used(name: str, value: str) -> None:
    assert_one_sentence(run("manage.py", "check", **{**EARNEST, name: value}), name)


@pytest.mark.parametrize(("name", "value"), [("GODA_DEMONSTRATION", "maybe"), ("GODA_HOSTS", "*")])
def test_the_web_server_says_the_same(name: str, value: str) -> None:
    assert_one_sentence(run(*GUNICORN, **{**EARNEST, name: value}), name)


def assert_one_sentence(result: subprocess.CompletedProcess[str], name: str) -> None:
    assert result.returncode == 1
    assert result.stderr.startswith(f"The setting {name} ")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_the_demonstration_key_is_refused_in_earnest() -> None:
    result = run(
        "manage.py", "check", **EARNEST | {"GODA_SECRET_KEY": "demonstration-only-placeholder-key-that-everybody-knows"}
    )
    assert result.stderr == "The setting GODA_SECRET_KEY is still a placeholder; it must be random characters.\n"


def test_nothing_is_on_unless_it_is_switched_on() -> None:
    result = run("manage.py", "check")
    assert result.stderr == "The setting GODA_SECRET_KEY must be set to at least 50 random characters.\n"


def test_the_demonstration_needs_no_settings() -> None:
    assert run("manage.py", "check", GODA_DEMONSTRATION="1").returncode == 0
