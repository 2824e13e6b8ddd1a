"""How anything moves from one state to the next.

A workflow is a table of moves (``states.py`` in each app). An :class:`Engine` ties the table to people, requirements
and effects (``workflow.py`` in each app) and performs every move the same way: in one transaction it locks the
subject, checks the state again, lets the effect change it, writes the history row and tells the people concerned.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.history import HistoryRow
from goda_exempel.notices.events import one_event
from goda_exempel.notices.kinds import NoticeKind, rank
from goda_exempel.notices.workflow import tell
from goda_exempel.workflow_table import Move, Workflow

S = TypeVar("S", bound="WorkflowModel")

# What a move is to those who are told of it, by the name of their audience. To all others it is something to do.
AUDIENCE_KINDS: Final = {
    "authors": NoticeKind.OWN,
    "co_authors": NoticeKind.OWN,
    "followers": NoticeKind.FOLLOWED,
}


# What else happens with every move, by the name of the workflow (see ``provide_after_move``).
AfterMove = Callable[[Any, HistoryRow], None]
_after_move: dict[str, list[AfterMove]] = {}


def provide_after_move(workflow: str, work: AfterMove) -> None:
    """Register ``work(subject, row)``, called last in the transaction of every move of a workflow.

    What it writes stands or falls with the move, and the move with it: it writes rows, and waits for nobody.
    """
    works = _after_move.setdefault(workflow, [])
    if work not in works:
        works.append(work)


class WorkflowModel(models.Model):
    """Something that moves. Subclasses set ``workflow``, the field ``state`` and a history related as ``history``."""

    workflow: ClassVar[Workflow]
    state: Any
    history: Any

    class Meta:
        abstract = True

    def state_at(self, at: datetime) -> str:
        """The state in force at a time. Where dates open and close phases, a subclass works it out from them."""
        return str(self.state)

    if TYPE_CHECKING:

        def get_absolute_url(self) -> str: ...

    def url_for(self, person: User) -> str:
        """Where a notice leads this person; a subclass says where its page is not for everybody who is told."""
        return self.get_absolute_url()

    def letters_for(self, move: str) -> list[str]:
        """The templates of the letter about a move, the first that exists is used."""
        return [f"{self.workflow.name}/{move}", f"{self.workflow.name}/moved"]

    def move_url(self, name: str) -> str:
        """The address of a move: a POST to ``…/flytta/<move>/`` below the subject's own page."""
        return f"{self.get_absolute_url()}flytta/{name}/"

    @property
    def state_label(self) -> str:
        return self.workflow.label(self.state_at(timezone.now()))

    @property
    def state_kind(self) -> str:
        """The shape of the state's badge, for ``includes/state_badge.html``."""
        return self.workflow.kinds[self.state_at(timezone.now())]


@dataclass(frozen=True, slots=True)
class Act:
    """What an effect is told: who presses which button, when, why, and what the form said besides."""

    move: Move
    by: User | None
    at: datetime
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


class MoveRefused(Exception):  # noqa: N818 (a refusal is an answer, not a fault)
    """A move was not made. ``str()`` is a sentence for the person who pressed."""


class WrongState(MoveRefused):
    """Somebody was first: the subject is no longer where the move starts."""

    def __init__(self, subject: WorkflowModel, state: str) -> None:
        super().__init__(_what_happened(subject, state))


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stops a move, in words, and where it is put right."""

    label: str
    url: str


class Missing(str):  # noqa: SLOT000 (a str can have no slots that hold anything)
    """What a requirement misses, in a sentence like any other, and each part of it with its address."""

    reasons: tuple[Reason, ...]

    def __new__(cls, sentence: str, reasons: Iterable[Reason]) -> Self:
        missing = super().__new__(cls, sentence)
        missing.reasons = tuple(reasons)
        return missing


class Blocked(MoveRefused):
    """Something the move requires is missing. ``reasons`` are the parts, where the requirement names them."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.reasons: tuple[Reason, ...] = sentence.reasons if isinstance(sentence, Missing) else ()


@dataclass(frozen=True, slots=True)
class OpenMove:
    """A move this person may make now; ``blocked`` says what is missing first, or is empty."""

    move: Move
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Engine(Generic[S]):
    """A workflow with what it needs of its app: who is who, what must be in place, and what a move does.

    ``effects[move](subject, act)`` changes the subject and returns the names of the fields it changed.
    ``requirements[name](subject)`` returns what is missing in a sentence (a ``Missing`` where it has parts), or an
    empty string.
    """

    workflow: Workflow
    people: Mapping[str, Callable[[User, S], bool]]
    audiences: Mapping[str, Callable[[S], Iterable[User]]]
    requirements: Mapping[str, Callable[[S], str]] = field(default_factory=dict)
    effects: Mapping[str, Callable[[S, Act], Iterable[str]]] = field(default_factory=dict)

    def may(self, user: User, subject: S, move: Move) -> bool:
        return any(self.people[name](user, subject) for name in move.who)

    def missing(self, subject: S, move: Move) -> str:
        """The first thing that the move requires and that is not in place, or an empty string."""
        return next(
            filter(None, (self.requirements[name](subject) for name in (*move.only_if, *move.requires))),
            "",
        )

    def open_moves(self, user: User, subject: S) -> list[OpenMove]:
        """The buttons of this person: legal from here, and allowed."""
        state = subject.state_at(timezone.now())
        return [
            OpenMove(move, self.missing(subject, move))
            for move in self.workflow.moves
            if state in move.sources and self.may(user, subject, move) and self._applies(subject, move)
        ]

    def _applies(self, subject: S, move: Move) -> bool:
        return not any(self.requirements[name](subject) for name in move.only_if)

    def perform(
        self,
        subject: S,
        name: str,
        *,
        by: User | None,
        reason: str = "",
        data: Mapping[str, Any] | None = None,
        seen: str = "",
    ) -> S:
        """Make a move and return the subject as it now is.

        ``by`` is None where the portal itself acts. ``seen`` is the state on the page where the button was pressed.
        Raises PermissionDenied, WrongState, Blocked, or ValidationError where a required reason is missing.
        """
        with transaction.atomic(), one_event():
            current = self._lock(subject)
            # The time is taken once nobody else can move the subject: phases that follow from dates depend on it.
            act = Act(self.workflow[name], by, timezone.now(), reason.strip(), data or {})
            before = self._guard(current, act, seen)
            changed = self._apply(current, act, before)
            row = current.history.create(
                at=act.at,
                actor=by,
                move=name,
                from_state=before,
                to_state=changed,
                reason=act.reason,
            )
            self._tell(current, act, row)
            for work in _after_move.get(self.workflow.name, ()):
                work(current, row)
        return current

    def _lock(self, subject: S) -> S:
        return type(subject)._base_manager.select_for_update().get(pk=subject.pk)

    def _guard(self, subject: S, act: Act, seen: str) -> str:
        if act.by is not None and not self.may(act.by, subject, act.move):
            raise PermissionDenied
        state = subject.state_at(act.at)
        if state not in act.move.sources or (seen and seen != state):
            raise WrongState(subject, state)
        if sentence := self.missing(subject, act.move):
            raise Blocked(sentence)
        if act.move.reason and not act.reason:
            raise ValidationError({"reason": _("Write a reason. The people concerned will read it.")})
        return state

    def _apply(self, subject: S, act: Act, before: str) -> str:
        effect = self.effects.get(act.move.name)
        changed = set(effect(subject, act)) if effect else set()
        subject.state = act.move.target or before
        subject.save(update_fields=sorted(changed | {"state"}))
        return str(subject.state)

    def _tell(self, subject: S, act: Act, row: HistoryRow) -> None:
        for person, kind in self.told(subject, act.move).items():
            if person == act.by:
                continue
            with translation.override(settings.LANGUAGE_CODE):  # the address is the reader's, not that of who pressed
                url = subject.url_for(person)
            tell(
                [person],
                letter=letters_about(subject, act.move, kind),
                context={"subject": subject, "row": row, "done": act.move.done, "act": act},
                url=url,
                kind=kind,
            )

    def told(self, subject: S, move: Move) -> dict[User, NoticeKind]:
        """Who is told of a move, and as what: of several audiences that a person is of, what concerns most counts."""
        kinds: dict[User, NoticeKind] = {}
        for name in move.tells:
            kind = AUDIENCE_KINDS.get(name, NoticeKind.TASK)
            for person in self.audiences[name](subject):
                kinds[person] = min(kinds.get(person, kind), kind, key=rank)
        return kinds


def letters_about(subject: WorkflowModel, move: Move, kind: NoticeKind) -> list[str]:
    """The templates of the letter, those for people of this kind (``ideas/take_followed``) before those for all."""
    names = subject.letters_for(move.name)
    return [*(f"{name}_{kind}" for name in names), *names]


def _what_happened(subject: WorkflowModel, state: str) -> str:
    """«Someone was first»: the last row of the history as a sentence."""
    row = subject.history.order_by("at", "pk").last()
    label = subject.workflow.label(state)
    if row is None or row.to_state != state:  # nothing yet, or a date has come since
        return _("This can not be done now: the state is “%(state)s”.") % {"state": label}
    return _("Someone was first. %(who)s: “%(what)s”, %(when)s. The state is now “%(state)s”.") % {
        "who": row.actor_label,
        "what": subject.workflow.done(row.move),
        "when": date_format(timezone.localtime(row.at), "DATETIME_FORMAT"),
        "state": label,
    }
