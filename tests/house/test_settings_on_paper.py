"""docs/production.md names every setting that the environment decides, and no other."""

import re
from pathlib import Path

from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
NAME = re.compile(r"\b(?:GODA_[A-Z_]+|DATABASE_URL)\b")
# Of the tests and of the environment file itself, which docs/production.md explains in a sentence of its own.
OUTSIDE = {"GODA_CHROMIUM"}


def names_in_the_code() -> set[str]:
    files = [*(HOUSE / "goda_exempel").rglob("*.py"), *(HOUSE / "deploy").glob("*.py")]
    return {name for path in files for name in NAME.findall(path.read_text("utf-8"))} - OUTSIDE


def names_in_the_table() -> set[str]:
    rows = [line for line in (HOUSE / "docs/production.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    return {name for row in rows for name in NAME.findall(row.partition("|")[2].partition("|")[0])}


def test_the_table_has_a_row_for_every_setting() -> None:
    assert names_in_the_table() == names_in_the_code()


def test_the_example_file_names_only_settings_that_exist() -> None:
    examples = [path for path in (HOUSE / "deploy").iterdir() if path.is_file() and "env" in path.name]
    assert {name for path in examples for name in NAME.findall(path.read_text("utf-8"))} <= names_in_the_code()
