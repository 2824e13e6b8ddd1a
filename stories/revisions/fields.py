"""Two versions of a story compared, field by field, in words that a person can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Field
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from stories.models import Picture, Story
from stories.revisions.difference import Compared, compare
from stories.revisions.keeping import PLACE, is_of_substance
from stories.revisions.lines import Line, lines_of, plain_lines

FORMATTED: Final = frozenset({"body", "fact_box", "how_to"})
COMPARED: Final = (*Story.CONTENT_FIELDS, *PLACE)


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that is not the same in two versions, and how it differs."""

    name: str
    label: str
    rows: list[Compared]


def differences(old: Story, new: Story, fields: Iterable[str] = COMPARED) -> list[FieldDifference]:
    """In the order of the story, without fields that are the same."""
    return [
        FieldDifference(name, label_of(name), difference(old, new, name)) for name in fields if differs(old, new, name)
    ]


def differs(old: Story, new: Story, name: str) -> bool:
    return is_of_substance(getattr(old, name), getattr(new, name))


def difference(old: Story | None, new: Story, name: str) -> list[Compared]:
    return compare(lines(old, name) if old is not None else [], lines(new, name))


def lines(story: Story, name: str) -> list[Line]:
    value = getattr(story, name)
    if name in FORMATTED:
        return lines_of(value)
    return plain_lines(_said(story, name, value))


def label_of(name: str) -> str:
    field: Field[Any, Any] = {row.name: row for row in Story._meta.concrete_fields}[name]
    return capfirst(str(field.verbose_name))


def _said(story: Story, name: str, value: Any) -> str:
    display = getattr(story, f"get_{name}_display", None)
    if display is not None:
        return str(display())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value, "YEAR_MONTH_FORMAT" if name == "month" else "DATE_FORMAT")
    if isinstance(value, Picture):
        words = _("Picture %(name)s, %(width)d × %(height)d pixels")
        return words % {"name": value.key[:8], "width": value.width, "height": value.height}
    return "" if value is None else str(value)
