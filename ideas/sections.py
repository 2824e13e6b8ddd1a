"""The parts of an idea's page that rooms of this app bring: comments, files, effects …

A room has a ``section.py`` with a :class:`Section`; it stands in the table below, in the order of the page. Nothing
here or there imports views, so that a room's view can show the whole page again with its own form in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from goda_exempel.accounts.models import User
from ideas.handing_in import section as secrecy
from ideas.models import Idea

Place = Literal["main", "side", "after"]
Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """``context(user, idea, bound)`` is what the template reads, or None where there is nothing to show.

    ``bound`` is what the room's own view hands to ``views_idea.show`` under the section's name: a form with errors.
    """

    name: str
    place: Place
    template: str
    context: Callable[[User, Idea, Any], Context | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with what its template reads; the template is included with these as ``section``."""

    name: str
    template: str
    context: Context


SECTIONS: Final[tuple[Section, ...]] = (Section("secrecy", "side", "ideas/handing_in/secrecy.html", secrecy.context),)


def sections_of(user: User, idea: Idea, bound: Mapping[str, Any]) -> dict[str, list[Shown]]:
    """Place → what is shown there."""
    places: dict[str, list[Shown]] = {"main": [], "side": [], "after": []}
    for section in SECTIONS:
        context = section.context(user, idea, bound.get(section.name))
        if context is not None:
            places[section.place].append(Shown(section.name, section.template, context))
    return places
