"""Two people have changed one text: what each did, field by field, and a form in which both are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from stories.forms import ContentForm
from stories.models import Story
from stories.revisions.difference import Compared
from stories.revisions.fields import COMPARED, difference, differs, label_of

Changed = Literal["mine", "theirs", "both"]
CHOICE: Final = "valj_"  # the name of a field's choice in the form: as written below, mine, or theirs
MINE: Final = "mitt_"


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that is not the same any more, who changed it, and how.

    ``theirs`` and ``mine`` are what each changed since the version both began with, or where that is not known the
    whole texts; ``between`` is the difference of the two. ``text`` is what I wrote, as the form sent it.
    """

    name: str
    label: str
    changed: Changed
    theirs: list[Compared]
    mine: list[Compared]
    between: list[Compared]
    text: str


def clashes(base: Story | None, theirs: Story, form: ContentForm) -> list[Clash]:
    """Of a valid form, whose instance holds what it says."""
    mine = form.instance
    mine.picture = form.picture
    return [_clash(base, theirs, mine, name, form) for name in COMPARED if differs(theirs, mine, name)]


def _clash(base: Story | None, theirs: Story, mine: Story, name: str, form: ContentForm) -> Clash:
    return Clash(
        name,
        label_of(name),
        _who(base, theirs, mine, name),
        difference(base, theirs, name),
        difference(base, mine, name),
        difference(theirs, mine, name),
        form.sent.get(_field(name), ""),
    )


def _who(base: Story | None, theirs: Story, mine: Story, name: str) -> Changed:
    if base is None:
        return "both"
    if not differs(base, mine, name):
        return "theirs"
    return "both" if differs(base, theirs, name) else "mine"


def _field(name: str) -> str:
    """The name in the form: a picture stands there by its key."""
    return "picture_key" if name == "picture" else name


def brought_together(rows: list[Clash], theirs: Story, form: ContentForm) -> dict[str, str]:
    """What the form says, with the fields that only the other has changed as they are saved."""
    saved = saved_fields(theirs, form)
    only_theirs = {_field(row.name): saved[_field(row.name)] for row in rows if row.changed == "theirs"}
    return {**form.sent, **only_theirs, "version": theirs.version}


def saved_fields(story: Story, form: ContentForm) -> dict[str, str]:
    """The story as its form would send it."""
    fresh = ContentForm(instance=story, by=form.by)
    values = {name: fresh[name].value() for name in fresh.fields}
    key = story.picture.key if story.picture else ""
    return {**{name: "" if value is None else str(value) for name, value in values.items()}, "picture_key": key}


def decided(data: Mapping[str, Any], saved: Mapping[str, str]) -> dict[str, str]:
    """The fields for which somebody chose one of the two texts instead of what stands in the form."""
    fields: dict[str, str] = {}
    for name in COMPARED:
        choice = data.get(f"{CHOICE}{name}")
        if choice == "mine":
            fields[_field(name)] = str(data.get(f"{MINE}{name}", ""))
        elif choice == "theirs":
            fields[_field(name)] = saved[_field(name)]
    return fields
