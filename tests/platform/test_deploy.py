"""The production example: nothing to warn of, and no secret that somebody could keep."""

from pathlib import Path

from django.conf import settings
from dotenv import dotenv_values

from tests.platform.starting import EARNEST, run

DEPLOY = Path(settings.BASE_DIR) / "deploy"


def example() -> dict[str, str]:
    return {name: value or "" for name, value in dotenv_values(DEPLOY / "production.env.example").items()}


def test_the_example_does_not_start_before_it_has_a_key() -> None:
    assert run("manage.py", "check", **example()).stderr.startswith("The setting GODA_SECRET_KEY must be set")


def test_check_deploy_is_silent_in_the_example() -> None:
    key = {"GODA_SECRET_KEY": EARNEST["GODA_SECRET_KEY"]}
    result = run("manage.py", "check", "--deploy", "--fail-level", "DEBUG", **{**example(), **key})
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "System check identified no issues (0 silenced).\n"
