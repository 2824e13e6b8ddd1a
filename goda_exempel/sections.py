"""The parts of a page about an idea or a story that rooms of its app bring: comments, files, reviews …

A room has a ``section.py`` with a function that says what its part reads; the app's ``sections.py`` names them in the
order of the page. Nothing there imports views, so that a room's view can show the whole page again with its own form.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from goda_exempel.accounts.models import User

S = TypeVar("S")
Place = Literal["main", "side", "after"]
Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section(Generic[S]):
    """``context(user, subject, bound)`` is what the template reads, or None where there is nothing to show.

    ``bound`` is what the room's own view hands to the page under the section's name: a form with errors.
    """

    name: str
    place: Place
    template: str
    context: Callable[[User, S, Any], Context | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with what its template reads; the template is included with the context as ``section``."""

    name: str
    template: str
    context: Context


def sections_of(
    sections: Iterable[Section[S]], user: User, subject: S, bound: Mapping[str, Any]
) -> dict[str, list[Shown]]:
    """Place → what is shown there."""
    places: dict[str, list[Shown]] = {"main": [], "side": [], "after": []}
    for section in sections:
        context = section.context(user, subject, bound.get(section.name))
        if context is not None:
            places[section.place].append(Shown(section.name, section.template, context))
    return places
