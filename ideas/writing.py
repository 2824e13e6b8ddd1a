"""How an idea is written: handed in once however often the button is pressed, changed without losing a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from goda_exempel.accounts.models import Unit, User
from goda_exempel.workflow import WrongState
from ideas.models import Idea
from ideas.permissions import may_edit
from ideas.states import IdeaState
from ideas.workflow import ENGINE, begin, save_texts


class EditConflictError(Exception):
    """Somebody saved the idea after the page was opened. ``current`` is what is saved now."""

    def __init__(self, current: Idea) -> None:
        super().__init__()
        self.current = current


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that two people have written differently."""

    label: str
    theirs: str
    yours: str


def hand_in(*, by: User, unit: Unit, form_key: UUID, texts: Mapping[str, Any]) -> Idea:
    """Begin an idea and hand it in. The same form again changes nothing; EditConflictError where it has other texts."""
    with transaction.atomic():
        idea = save_draft(by=by, unit=unit, form_key=form_key, texts=texts)
        return ENGINE.perform(idea, "submit", by=by) if idea.state == IdeaState.DRAFT else idea


def save_draft(*, by: User, unit: Unit, form_key: UUID, texts: Mapping[str, Any]) -> Idea:
    """Begin an idea; the same form again changes the draft that it made."""
    with transaction.atomic():
        idea = begin(by=by, unit=unit, form_key=form_key, **texts)
        if not _differs(idea, texts) and idea.unit == unit:
            return idea
        if idea.state != IdeaState.DRAFT:
            raise EditConflictError(idea)
        return _write(idea, {**texts, "unit": unit})


def change(idea: Idea, *, by: User, stamp: str, texts: Mapping[str, Any]) -> Idea:
    """Save what an author has written. ``stamp`` is that of the version the author began from.

    Raises EditConflictError where somebody else has saved other texts since, WrongState where the form is closed.
    """
    with transaction.atomic():
        current = Idea.objects.select_for_update().get(pk=idea.pk)
        if not may_edit(by, current):
            raise WrongState(current, current.state)
        if not _differs(current, texts):
            return current
        if stamp != stamp_of(current):
            raise EditConflictError(current)
        return _write(current, texts)


def stamp_of(idea: Idea) -> str:
    """Which version of the texts this is."""
    return idea.changed.isoformat()


def differences(idea: Idea, texts: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(label_of(name), _in_words(name, getattr(idea, name)), _in_words(name, value))
        for name, value in texts.items()
        if getattr(idea, name) != value
    ]


def label_of(name: str) -> str:
    """What a field of an idea is called on the form."""
    label = str(getattr(Idea._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _differs(idea: Idea, texts: Mapping[str, Any]) -> bool:
    """Whether somebody wrote something else. An empty title was filled in by the portal, so it is no difference."""
    return any(getattr(idea, name) != value for name, value in texts.items() if name != "title" or value)


def _write(idea: Idea, texts: Mapping[str, Any]) -> Idea:
    for name, value in texts.items():
        setattr(idea, name, value)
    return save_texts(idea, fields=texts)


def _in_words(name: str, value: Any) -> str:
    choices = dict(getattr(Idea._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, value))
