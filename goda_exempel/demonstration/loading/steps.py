"""The moves that brought an idea where it is, in an order and at times that could have been."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.demonstration.content import IdeaText
from ideas.states import IDEA_WORKFLOW, IdeaState


@dataclass(frozen=True, slots=True)
class Step:
    """One move: by whom, when, why."""

    move: str
    actor: User
    at: datetime
    from_state: str
    to_state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Players:
    """Who moves an idea. ``declined`` is the manager who was asked first and said no."""

    author: User
    coach: User
    owner: User | None
    declined: User | None


@dataclass(frozen=True, slots=True)
class _Wish:
    """A move that is to be made: not before ``after`` days from the last, and not before ``at``."""

    move: str
    actor: User
    after: float
    reason: str = ""
    at: datetime | None = None


def steps_of(idea: IdeaText, players: Players, begun: datetime, now: datetime) -> list[Step]:
    """The history of an idea that was begun at ``begun``; an empty one for a draft."""
    steps: list[Step] = []
    state, at = str(IdeaState.DRAFT), begun
    for wish in _wishes(idea, players, now):
        earliest = max(at + timedelta(days=wish.after), wish.at or begun)
        at = in_office_hours(earliest, now, minute=7 + 11 * len(steps) % 50)
        target = IDEA_WORKFLOW[wish.move].target or state
        steps.append(Step(wish.move, wish.actor, at, state, target, wish.reason))
        state = target
    return steps


def in_office_hours(at: datetime, now: datetime, *, minute: int) -> datetime:
    """The time itself between eight and four, else a little past eight the next morning, unless that is to come."""
    local = timezone.localtime(at)
    if 8 <= local.hour < 16:
        return at
    morning = local.replace(hour=8, minute=minute, second=0, microsecond=0) + timedelta(days=local.hour >= 16)
    return min(max(morning, at), max(at, now))


def _wishes(idea: IdeaText, players: Players, now: datetime) -> Iterator[_Wish]:
    if idea.state == IdeaState.DRAFT:
        return
    yield _Wish("submit", players.author, 0.02)
    if idea.state == IdeaState.WITHDRAWN:
        yield _Wish("withdraw", players.author, 6, idea.reason)
    elif idea.state != IdeaState.SUBMITTED:
        yield from _review(idea, players)
        yield from _outcome(idea, players, now)


def _review(idea: IdeaText, players: Players) -> Iterator[_Wish]:
    yield _Wish("take", players.coach, 0.9)
    if idea.question:
        yield _Wish("ask", players.coach, 1.1, idea.question)
    if idea.answer:
        yield _Wish("answer", players.author, 2.2, idea.answer)
    if players.declined is not None:
        yield _Wish("ask_owner", players.coach, 0.4)
        yield _Wish("decline_ownership", players.declined, 1.3, idea.owner_declined[1])
    if players.owner is not None:
        yield _Wish("ask_owner", players.coach, 0.7)
        yield _Wish("accept_ownership", players.owner, 1.6)


def _outcome(idea: IdeaText, players: Players, now: datetime) -> Iterator[_Wish]:
    if idea.trial_days is not None and players.owner is not None:
        yield _Wish("start_trial", players.owner, 0.5, at=_ago(now, idea.trial_days))
    if idea.state == IdeaState.IN_USE and players.owner is not None:
        yield _Wish("put_in_use", players.owner, 1.5, at=_ago(now, idea.since_days))
    elif idea.state == IdeaState.PARKED:
        yield _Wish("park", players.coach, 3.1, idea.reason)
    elif idea.state == IdeaState.DECLINED:
        yield _Wish("decline", players.coach, 4.2, idea.reason)


def _ago(now: datetime, days: int | None) -> datetime | None:
    return None if days is None else now - timedelta(days=days)
