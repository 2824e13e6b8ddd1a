"""What to praise at the next meeting: what has happened of late with the ideas of own units, in a sentence to say.

Nobody is counted or ranked here. What may hold secrets, what a coach has not looked at yet and what was withdrawn is
left out, whoever asks: the sentences are read aloud.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from goda_exempel.registry import published_about
from goda_exempel.workflow_table import Text
from ideas.breakroom.workflow import anonymous
from ideas.models import Idea, IdeaHistory
from ideas.people.credits import credited_names
from ideas.states import IdeaState

RECENT: Final = timedelta(days=30)
STORY: Final = "story"
LEFT: Final = "leave"  # handed in without an account


@dataclass(frozen=True, slots=True)
class Praise:
    """One sentence; ``url`` is where more is to read."""

    sentence: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    title: Text
    rows: list[Praise]


def to_praise(ideas: QuerySet[Idea], now: datetime) -> list[Group]:
    """Each idea once, for the furthest it has come; the furthest come first, in each group the latest first."""
    since = now - RECENT
    ideas = ideas.filter(confidential=False, held=False).exclude(state=IdeaState.WITHDRAWN)
    furthest = _moves(ideas, since)
    furthest |= {row.subject_pk: (STORY, row.at, row.url) for row in published_about(ideas, since)}
    found = ideas.filter(pk__in=furthest).select_related("unit").prefetch_related("contributors")
    groups: dict[str, list[Praise]] = {name: [] for name in _WORDS}
    for idea in found:
        name, at, url = furthest[idea.pk]
        groups[name].append(Praise(_WORDS[name][1](idea), url or idea.get_absolute_url(), at))
    return [
        Group(_WORDS[name][0], sorted(rows, key=lambda row: row.at, reverse=True))
        for name, rows in groups.items()
        if rows
    ]


def _moves(ideas: QuerySet[Idea], since: datetime) -> dict[int, tuple[str, datetime, str]]:
    """Idea → the furthest move since then that is worth praising."""
    order = list(_WORDS)
    rows = IdeaHistory.objects.filter(subject__in=ideas, at__gte=since, move__in=[*order, LEFT])
    furthest: dict[int, tuple[str, datetime, str]] = {}
    for pk, made, at in rows.values_list("subject", "move", "at"):
        move = "submit" if made == LEFT else made
        if pk not in furthest or order.index(move) < order.index(furthest[pk][0]):
            furthest[pk] = (move, at, "")
    return furthest


def credited(idea: Idea) -> str:
    """Those behind the idea who may be named, in words: who handed it in, then the contributors."""
    named = [name for name in credited_names(idea) if name != anonymous()]
    return get_text_list(named, _("and")) if named else _("a colleague at %(unit)s") % {"unit": idea.unit}


def _published(idea: Idea) -> str:
    return _("Everybody can now read about “%(idea)s”. Well done, %(names)s!") % _about(idea)


def _used(idea: Idea) -> str:
    return _("“%(idea)s” is in use now: %(where)s. Well done, %(names)s!") % {
        **_about(idea),
        "where": idea.in_use_where,
    }


def _tried(idea: Idea) -> str:
    return _("“%(idea)s” is being tried for real now. Thanks to %(names)s, who thought of it.") % _about(idea)


def _handed_in(idea: Idea) -> str:
    return _("Thanks to %(names)s for the idea “%(idea)s”.") % _about(idea)


def _about(idea: Idea) -> dict[str, str]:
    return {"idea": str(idea), "names": credited(idea)}


# Move (or the story) → the title of its group and its sentence; what has come furthest first.
_WORDS: Final[dict[str, tuple[Text, Callable[[Idea], str]]]] = {
    STORY: (pgettext_lazy("praise", "Published"), _published),
    "put_in_use": (pgettext_lazy("praise", "Put in use"), _used),
    "start_trial": (pgettext_lazy("praise", "Being tried"), _tried),
    "submit": (pgettext_lazy("praise", "Handed in"), _handed_in),
}
