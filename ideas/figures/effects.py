"""Effects added together for a year, by förvaltning: measured and estimated apart, what is not confirmed apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ideas.effects.counting import Effect, Sort, counted_once, effect_of
from ideas.effects.links import linked_groups
from ideas.effects.models import FollowUp, Measurement
from ideas.figures.hiding import hidden_of
from ideas.figures.querysets import person, top
from ideas.states import IdeaState


class Place(NamedTuple):
    """Where effects are added: in one förvaltning or all (None), of a kind and unit, by basis, confirmed or not."""

    top: int | None
    sort: Sort
    basis: str
    is_unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects that count in each place, and the places where too few people are behind them to be shown."""

    places: dict[Place, list[Effect]]
    hidden: frozenset[Place]


@dataclass(frozen=True, slots=True)
class _Behind:
    """Of an idea with an effect: its förvaltning, who handed it in, and how its latest follow-up stands."""

    top: int
    person: str
    is_unconfirmed: bool


def effects_of(year: int) -> Effects:
    rows, behind = _rows(year)
    places: dict[Place, list[Effect]] = defaultdict(list)
    for effect in counted_once(map(effect_of, rows), linked_groups()):
        idea = behind[effect.idea]
        for unit in (None, idea.top):
            places[Place(unit, effect.sort, effect.basis, idea.is_unconfirmed)].append(effect)
    people = {place: len({behind[effect.idea].person for effect in found}) for place, found in places.items()}
    return Effects(dict(places), hidden_of(people, _lines(places)))


def _lines(places: Iterable[Place]) -> Iterable[list[Place]]:
    """What adds up: the förvaltningar to the whole."""
    lines: dict[tuple[Sort, str, bool], list[Place]] = defaultdict(list)
    for place in places:
        lines[place[1:]].append(place)
    return lines.values()


def _rows(year: int) -> tuple[list[Any], dict[int, _Behind]]:
    """The figures whose period touches the year, of ideas in use that hold no secrets."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    figures = Measurement.objects.filter(
        period_from__lte=last, period_to__gte=first,
        benefit__idea__state=IdeaState.IN_USE, benefit__idea__in_use_since__lte=last,
        benefit__idea__confidential=False, benefit__idea__held=False,
    )  # fmt: skip
    annotated = figures.annotate(top=top("benefit__idea__"), person=person("benefit__idea__"))
    asked = {row.idea_id: row for row in FollowUp.objects.latest_of_each()}
    rows = [row for row in annotated.select_related("benefit") if not _had_ended(asked.get(row.benefit.idea_id), first)]
    return rows, {row.benefit.idea_id: _behind(row, asked.get(row.benefit.idea_id)) for row in rows}


def _had_ended(asked: FollowUp | None, day: date) -> bool:
    """Whether the idea was no longer in use, as the follow-up said before the day."""
    ended = asked is not None and asked.standing == FollowUp.Standing.ENDED and asked.answered_at
    return bool(ended) and ended.date() < day  # type: ignore[union-attr]


def _behind(row: Any, asked: FollowUp | None) -> _Behind:
    is_unconfirmed = asked is not None and asked.standing == FollowUp.Standing.UNCONFIRMED
    return _Behind(row.top, row.person, is_unconfirmed)
