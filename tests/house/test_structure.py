"""The rules of the house that a machine can check."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings

HOUSE: Final = Path(settings.BASE_DIR)
APPS: Final = ("goda_exempel", "ideas", "stories", "awards")
# What each part may import of the others. The demonstration stands outside and above: it may use all three.
MAY_IMPORT: Final = {
    "goda_exempel": set(),
    "ideas": {"goda_exempel"},
    "stories": {"goda_exempel", "ideas"},
    "awards": {"goda_exempel", "ideas", "stories"},
}
ABOVE_ALL: Final = ("goda_exempel/demonstration/", "goda_exempel/management/commands/draw_workflows.py")
LONGEST_FILE: Final = 300
LONGEST_TEMPLATE: Final = 80
LEFT_BEHIND: Final = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
NOT_RUN: Final = re.compile(r"pytest\.mark\.(skip|xfail)|pytest\.(skip|xfail)\(|unittest\.skip")
INLINE: Final = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=[\"']|\son[a-z]+=[\"']", re.IGNORECASE)
EXTENDS: Final = re.compile(r"{%\s*extends\s+\"([^\"]+)\"\s*%}")


def sources() -> list[Path]:
    return sorted(p for app in APPS for p in (HOUSE / app).rglob("*.py") if "migrations" not in p.parts)


def templates() -> list[Path]:
    return sorted((HOUSE / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def imported(path: Path) -> Iterator[str]:
    """The top packages that a file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


def ancestors(template: Path) -> list[str]:
    """What a template extends, and what that extends."""
    found = EXTENDS.search(template.read_text("utf-8"))
    return [found[1], *ancestors(HOUSE / "templates" / found[1])] if found else []


def test_imports_run_one_way() -> None:
    backwards = [
        f"{name(path)} imports {other}"
        for path in sources()
        if not name(path).startswith(ABOVE_ALL)
        for other in set(imported(path)) & set(APPS)
        if other != (app := name(path).partition("/")[0]) and other not in MAY_IMPORT[app]
    ]
    assert backwards == []


def test_files_are_small() -> None:
    assert [name(path) for path in sources() if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE] == []


def test_templates_are_small() -> None:
    assert [name(path) for path in templates() if len(path.read_text("utf-8").splitlines()) > LONGEST_TEMPLATE] == []


def test_templates_have_no_inline_script_or_style() -> None:
    """But letters: they can link to no sheet."""
    pages = [path for path in templates() if "emails" not in path.parts]
    assert [name(path) for path in pages if INLINE.search(path.read_text("utf-8"))] == []


def test_pages_are_at_most_three_templates_deep() -> None:
    assert [name(path) for path in templates() if len(ancestors(path)) > 2] == []


def test_nothing_is_left_for_later() -> None:
    everything = [*sources(), *templates(), *(HOUSE / "tests").rglob("*.py"), *(HOUSE / "static/theme").glob("*.scss")]
    assert [name(path) for path in everything if LEFT_BEHIND.search(path.read_text("utf-8"))] == []


def test_every_test_is_run() -> None:
    skipped = [
        p for p in (HOUSE / "tests").rglob("*.py") if p != Path(__file__) and NOT_RUN.search(p.read_text("utf-8"))
    ]
    assert [name(path) for path in skipped] == []


@pytest.mark.parametrize("app", APPS)
def test_every_folder_of_code_is_a_package(app: str) -> None:
    folders = {path.parent for path in (HOUSE / app).rglob("*.py")}
    assert [name(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
