"""The people of a story as the desk reads of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from stories.faces.hidden import hides, writings
from stories.faces.masking import is_named
from stories.faces.models import LockedReading, Portrayed, PortrayedHistory
from stories.models import Story
from stories.permissions import is_on_the_desk
from stories.pictures.figures import keys_of
from stories.states import StoryState
from stories.waits import Wait

DAYS: Final = ("informed_on", "since", "ends")


@dataclass(frozen=True, slots=True)
class Person:
    """An entry with its state in words; ``kind`` is that of a state badge."""

    row: Portrayed
    state: str
    kind: str
    is_to_correct: bool


def people_of(story: Story) -> list[Person]:
    now = timezone.now()
    return [_person(row, story, now) for row in story.portrayed.select_related("picture")]


def _person(row: Portrayed, story: Story, now: datetime) -> Person:
    state, kind = _state(row, now)
    gone = not row.is_in_force(now)
    to_correct = gone and bool(
        (hides(row, Portrayed.Covers.NAME, now) and is_named(story, writings(row)))
        or (hides(row, Portrayed.Covers.PICTURE, now) and _has_picture(story, row))
    )
    return Person(row, state, kind, to_correct)


def _has_picture(story: Story, row: Portrayed) -> bool:
    return row.picture is not None and (row.picture_id == story.picture_id or row.picture.key in keys_of(story))


def waits(user: User, now: datetime) -> list[Wait]:
    """The texts that have to be corrected after a withdrawal: for their writer, or the desk where there is none."""
    rows = Portrayed.objects.out_of_force(now).exclude(story__state=StoryState.WITHDRAWN)
    rows = rows.select_related("story__writer", "picture").order_by("story", "pk")
    to_correct = {row.story: None for row in rows if _person(row, row.story, now).is_to_correct}
    words = _("What is withdrawn has to be taken out of the text")
    return [
        Wait(story, words, None, f"{story.get_absolute_url()}#personer", _is_for(story, user), is_late=False)
        for story in to_correct
    ]


def _is_for(story: Story, user: User) -> bool:
    writer = story.writer
    return writer == user or ((writer is None or not writer.is_active) and is_on_the_desk(user))


def _state(row: Portrayed, now: datetime) -> tuple[str, str]:
    if row.is_protected:
        return _("Protected identity: never published"), "stopped"
    if row.is_withdrawn:
        return _("Withdrawn"), "stopped"
    if row.has_ended(timezone.localdate(now)):
        return _("Ended"), "stopped"
    if not row.has_basis:
        return _("Information or basis is missing"), "waiting"
    return str(row.get_basis_display()), "done"


def readings_of(story: Story) -> list[LockedReading]:
    """Who has opened a locked archive copy of the story, the latest first."""
    rows = LockedReading.objects.filter(snapshot__story=story).select_related("snapshot")
    return list(rows.defer("snapshot__html", "snapshot__metadata").order_by("-at", "-pk"))


@dataclass(frozen=True, slots=True)
class Line:
    """What was done with an entry, with the changed fields in words."""

    at: datetime
    label: str
    actor: str
    reason: str
    changes: list[str]


def history_of(row: Portrayed) -> list[Line]:
    lines = list(row.history.order_by("-at", "-pk"))
    names = _names_of(lines)
    return [
        Line(line.at, line.get_act_display(), line.actor_name, line.reason, list(_said(line, names))) for line in lines
    ]


def _names_of(lines: list[PortrayedHistory]) -> dict[int, str]:
    """The people whose accounts were written down."""
    pks = {value for line in lines for name, *values in line.changes if name == "user_id" for value in values if value}
    return dict(User.objects.filter(pk__in=pks).values_list("pk", "name"))


def _said(line: PortrayedHistory, names: Mapping[int, str]) -> Iterator[str]:
    for name, before, after in line.changes:
        field = Portrayed._meta.get_field(name.removesuffix("_id"))
        was, now = (_value(name, value, names) for value in (before, after))
        words = {"field": str(field.verbose_name), "before": was, "after": now}  # type: ignore[union-attr]
        if before in (None, ""):
            yield _("%(field)s: %(after)s") % words
        else:
            yield _("%(field)s: %(after)s (was: %(before)s)") % words


def _value(name: str, value: Any, names: Mapping[int, str]) -> str:
    """As the pages write it."""
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "picture_id":
        return f"#{value}"
    if name == "user_id":
        return names.get(value, "–")
    if name in DAYS:
        return date_format(date.fromisoformat(value))
    choices = {"covers": Portrayed.Covers, "basis": Portrayed.Basis}.get(name)
    return str(choices(value).label) if choices else str(value)
