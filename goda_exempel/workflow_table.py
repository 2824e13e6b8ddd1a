"""What a table of moves is made of. Each app's ``states.py`` holds one; nothing here touches the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django_stubs_ext import StrPromise

Text = str | StrPromise


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a workflow's table.

    ``who`` names people in the engine's ``people``, ``tells`` names groups in its ``audiences`` and ``requires`` names
    checks in its ``requirements``. ``only_if`` names checks too, but where one is not met the move makes no sense, so
    there is no button that says what is missing. ``target`` is None where the move leaves the state as it is.
    """

    name: str
    sources: tuple[str, ...]
    target: str | None
    who: tuple[str, ...]
    label: Text
    done: Text
    reason: bool = False
    tells: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Workflow:
    """The states, the table of legal moves, and for each state the shape of its badge (``state_badge.html``)."""

    name: str
    states: type[models.TextChoices]
    moves: tuple[Move, ...]
    kinds: Mapping[Any, str]

    def __getitem__(self, name: str) -> Move:
        return next(move for move in self.moves if move.name == name)

    def __contains__(self, name: object) -> bool:
        return any(move.name == name for move in self.moves)

    def label(self, state: str) -> str:
        return str(self.states(state).label)

    def done(self, name: str) -> str:
        """What a move is called once it is made; a move that the table no longer knows keeps its own name."""
        return str(self[name].done) if name in self else name
