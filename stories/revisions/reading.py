"""A revision read back: as a story that can be shown, and as values that can be saved again."""

import copy
from typing import Any

from django.db.models import Field

from goda_exempel.accounts.models import Unit
from stories.models import Picture, Story
from stories.revisions.keeping import PLACE
from stories.revisions.models import Revision


def _fields() -> dict[str, "Field[Any, Any]"]:
    """The fields of the content by the name of their column."""
    named = {field.name: field for field in Story._meta.concrete_fields}
    return {named[name].attname: named[name] for name in Story.CONTENT_FIELDS}


def values_of(revision: Revision) -> dict[str, Any]:
    """Field → value, for ``stories.workflow.change``. What was removed since, or did not exist then, is left out."""
    values: dict[str, Any] = {}
    for column, field in _fields().items():
        if column not in revision.content:
            continue
        value = field.to_python(revision.content[column])
        if column == field.name:
            values[field.name] = value
        elif value is None or (row := _row(field.name, value)) is not None:
            values[field.name] = None if value is None else row
    return values


def _row(name: str, pk: int) -> Picture | Unit | None:
    model: type[Picture | Unit] = Picture if name == "picture" else Unit
    return model.objects.filter(pk=pk).first()


def as_story(revision: Revision, story: Story, *, placed: bool = False) -> Story:
    """The story with the text of the revision, and with ``placed`` its month and address too; never to be saved."""
    then = copy.copy(story)
    then._state = copy.copy(story._state)
    then._state.fields_cache = {}
    for name, value in {**values_of(revision), **(place_of(revision) if placed else {})}.items():
        setattr(then, name, value)
    return then


def place_of(revision: Revision) -> dict[str, Any]:
    fields = {field.name: field for field in Story._meta.concrete_fields}
    return {name: fields[name].to_python(revision.content[name]) for name in PLACE if name in revision.content}
