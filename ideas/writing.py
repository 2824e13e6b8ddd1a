"""How an idea is written and handed in: once however often a button is pressed, and without losing a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import Unit, User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.workflow import tell
from goda_exempel.workflow import WrongState
from ideas.models import Idea
from ideas.permissions import may_edit
from ideas.secrecy import address_of, close_notices
from ideas.states import IdeaState
from ideas.workflow import ENGINE, begin, save_texts, title_from

Values = Mapping[str, Any]

BRIEF: Final = ("problem", "solution", "benefit")
MORE: Final = ("title", "summary", "spread", "development", "links", "contact", "benefit_kind")


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


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text of an idea that somebody has written; the label is in the language of the one who reads."""

    name: str
    text: str

    @property
    def label(self) -> str:
        return label_of(self.name)


def save_draft(*, by: User, unit: Unit, form_key: UUID, texts: Values) -> Idea:
    """Begin an idea; the same form again changes the draft that it made.

    Raises EditConflictError where it is handed in, or another form has saved it since, with other texts.
    """
    with transaction.atomic():
        begun = begin(by=by, unit=unit, form_key=form_key, last_form=form_key, **texts)
        current = Idea.objects.select_for_update().get(pk=begun.pk)
        values = {**texts, "unit": unit}
        if not _differs(current, values):
            return current
        if current.state != IdeaState.DRAFT or current.last_form != form_key:
            raise EditConflictError(current)
        return _write(current, values, form_key)


def change(idea: Idea, *, by: User, stamp: str, texts: Values, form_key: UUID | None = None) -> Idea:
    """Save what an author has written. ``stamp`` is that of the version the author began from; ``form_key`` is the
    open form, which may save again what it saved last itself.

    Raises EditConflictError where somebody else has saved other texts since, WrongState where the form is closed.
    """
    with transaction.atomic():
        current = Idea.objects.select_for_update().get(pk=idea.pk)
        if not may_edit(by, current):
            raise WrongState(current, current.state)
        if not _differs(current, texts):
            return current
        if stamp != stamp_of(current) and (form_key is None or current.last_form != form_key):
            raise EditConflictError(current)
        return _write(current, texts, form_key)


def hand_in(idea: Idea, *, by: User, stamp: str = "") -> Idea:
    """Hand in a draft, and send the submitter a copy. ``stamp`` is that of the texts the person has looked through.

    Raises EditConflictError where they are others by now, and what the move itself raises.
    """
    with transaction.atomic():
        current = Idea.objects.select_for_update().get(pk=idea.pk)
        if stamp and stamp != stamp_of(current) and current.state == IdeaState.DRAFT:
            raise EditConflictError(current)
        handed_in = ENGINE.perform(current, "submit", by=by)
        context = {"subject": handed_in, "texts": _written_texts(handed_in)}
        tell([by], letter=["ideas/receipt"], context=context, url=address_of(idea), kind=NoticeKind.OWN)
    return handed_in


def _written_texts(idea: Idea) -> list[WrittenText]:
    return [
        WrittenText(name, in_words(name, getattr(idea, name)))
        for name in (*BRIEF, *MORE)
        if name != "title" and getattr(idea, name)
    ]


def set_confidential(idea: Idea, *, to: bool) -> Idea:
    """Close the texts to others, what they were told before included, or open them."""
    with transaction.atomic():
        current = Idea.objects.select_for_update().get(pk=idea.pk)
        return _write(current, {"confidential": to}, current.last_form) if current.confidential != to else current


def stamp_of(idea: Idea) -> str:
    """Which version of the texts this is."""
    return idea.changed.isoformat()


def differences(idea: Idea, texts: Values) -> list[Difference]:
    return [
        Difference(label_of(name), in_words(name, getattr(idea, name)), in_words(name, value))
        for name, value in texts.items()
        if _is_other(idea, name, value)
    ]


def has_made_title(idea: Idea) -> bool:
    """Whether the title is the portal's own, made of the text."""
    return idea.title == title_from(idea.solution, idea.problem)


def label_of(name: str) -> str:
    """What a field of an idea is called on the form."""
    label = str(getattr(Idea._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _differs(idea: Idea, values: Values) -> bool:
    """Whether somebody wrote something else."""
    return any(_is_other(idea, name, value) for name, value in values.items())


def _is_other(idea: Idea, name: str, value: Any) -> bool:
    """An empty title is one that the portal makes of the text."""
    if name == "title" and not value:
        return not has_made_title(idea)
    return bool(getattr(idea, name) != value)


def _write(idea: Idea, values: Values, form_key: UUID | None) -> Idea:
    is_closing = bool(values.get("confidential")) and not idea.confidential
    for name, value in values.items():
        setattr(idea, name, value)
    idea.last_form = form_key
    saved = save_texts(idea, fields=[*values, "last_form"])
    if is_closing:
        close_notices(saved)
    return saved


def in_words(name: str, value: Any) -> str:
    """What a field says, as people read it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    choices = dict(getattr(Idea._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, value))
