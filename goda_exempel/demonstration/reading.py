"""Reads the demonstration's texts from ``data/``. A field that is unknown, missing or misspelt stops the reading."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from goda_exempel.demonstration.content import (
    Content,
    Credit,
    CriterionText,
    Department,
    IdeaText,
    Person,
    PrizeText,
    StoryText,
    UnitText,
)

DATA: Final = Path(__file__).parent / "data"
# How many months after this one the stories that are being worked on are meant for.
PLANNED: Final = {"approved": 1, "in_review": 2, "fact_check": 2, "draft": 3}
NUMBERED: Final = re.compile(r"(\d) (?=(?:procent|kronor|kilo|minuter|meter|ton|veckor|dagar|personer|miljoner)\b)")


def add_months(month: date, count: int) -> date:
    """The first day of the month ``count`` months later, or earlier where it is negative."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def read(today: date) -> Content:
    units = _rows("units", "department")
    departments = tuple(Department(**row | {"units": tuple(UnitText(**u) for u in row["units"])}) for row in units)
    prizes = _toml(DATA / "prizes.toml")
    return Content(
        departments=departments,
        people=people(),
        stories=tuple(_archive()),
        recent=tuple(_recent(today)),
        upcoming=tuple(_upcoming(today)),
        prizes=tuple(PrizeText(**row) for row in prizes["prize"]),
        criteria=tuple(CriterionText(**row) for row in prizes["criterion"]),
        ideas=tuple(_ideas()),
        palettes={unit.slug: unit.palette for department in departments for unit in department.units},
    )


def people() -> tuple[Person, ...]:
    return tuple(Person(**_frozen(row)) for row in _rows("people", "person"))


def _archive() -> Iterator[StoryText]:
    """``2014-05-slug.toml``: published in May 2014."""
    for path in sorted((DATA / "stories").glob("*.toml")):
        year, month, slug = path.stem.split("-", 2)
        yield _story(path, slug, date(int(year), int(month), 1))


def _recent(today: date) -> Iterator[StoryText]:
    """``3-slug.toml``: published three months ago, whenever that is; the oldest first."""
    for path in sorted((DATA / "recent").glob("*.toml"), key=_months_ago, reverse=True):
        month = add_months(today, -_months_ago(path))
        yield _story(path, path.stem.partition("-")[2], month, told=month)


def _months_ago(path: Path) -> int:
    return int(path.stem.partition("-")[0])


def _upcoming(today: date) -> Iterator[StoryText]:
    """``draft-slug.toml``: being worked on, for a month that is still to come."""
    for path in sorted((DATA / "upcoming").glob("*.toml")):
        state, slug = path.stem.split("-", 1)
        yield _story(path, slug, add_months(today, PLANNED[state]), told=today, state=state)


def _story(path: Path, slug: str, month: date, *, told: date | None = None, state: str = "approved") -> StoryText:
    """``told`` is the time from which the text's ``since_months`` is counted back, where it has that."""
    row = _frozen(_toml(path))
    if told is not None:
        row["since"] = add_months(told, -row.pop("since_months"))
    row["body"] = NUMBERED.sub("\\1\u00a0", row["body"].strip())
    row["contributors"] = tuple(Credit(*pair) for pair in row.get("contributors", ()))
    return StoryText(slug=slug, month=month, state=state, **row)


def _ideas() -> Iterator[IdeaText]:
    """``ideas/declined.toml``: the ideas in that state."""
    for path in sorted((DATA / "ideas").glob("*.toml")):
        for raw in _toml(path)["idea"]:
            row = _frozen(raw)
            row["contributors"] = tuple(Credit(*pair) for pair in row.get("contributors", ()))
            yield IdeaText(state=path.stem, **row)


def _rows(name: str, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _toml(DATA / f"{name}.toml")[kind]
    return rows


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
