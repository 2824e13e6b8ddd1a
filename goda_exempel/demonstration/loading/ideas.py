"""Ideas with their contributors, line owners and history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from django.conf import settings
from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.demonstration.content import IdeaText
from goda_exempel.demonstration.loading.people import Cast
from goda_exempel.demonstration.loading.steps import Players, Step, steps_of
from goda_exempel.working_days import add_working_days
from ideas.models import Contributor, Idea, IdeaHistory, IdeaNumber
from ideas.owning.models import LineOwnership
from ideas.states import IdeaState

REPLIES = {"ask", "start_trial", "put_in_use", "park", "decline"}
TEXTS = ("problem", "solution", "benefit", "summary", "spread", "development", "links", "benefit_kind", "yes_if")


@dataclass(frozen=True, slots=True)
class Planned:
    """An idea that is about to be stored, with the moves that made it what it is."""

    text: IdeaText
    begun: datetime
    players: Players
    steps: list[Step]
    in_use_since: date | None = None

    def at(self, *moves: str) -> datetime | None:
        return next((step.at for step in self.steps if step.move in moves), None)


def plan(
    text: IdeaText, cast: Cast, now: datetime, *, begun: datetime | None = None, since: date | None = None
) -> Planned:
    """``begun`` and ``since`` stand for ideas whose dates are given; else they follow from the text's days."""
    begun = begun or _at_work(now - timedelta(days=text.days), text.title)
    players = Players(
        author=cast.people[text.by],
        coach=cast.people["karin"],
        owner=cast.people[text.owner] if text.owner else None,
        declined=cast.people[text.owner_declined[0]] if text.owner_declined else None,
    )
    if text.since_days is not None:
        since = since or (now - timedelta(days=text.since_days)).date()
    return Planned(text, begun, players, steps_of(text, players, begun, now), since)


def _at_work(moment: datetime, salt: str) -> datetime:
    """The last time between eight and three that is not after the moment, and that follows from the title."""
    minutes = sum(salt.encode()) * 7 % 420
    day = timezone.localtime(moment).replace(hour=8, minute=0, second=0, microsecond=0)
    begun = day + timedelta(minutes=minutes)
    return begun if begun <= moment else begun - timedelta(days=1)


def store(plans: Iterable[Planned], cast: Cast, now: datetime) -> list[Idea]:
    """Store the planned ideas, numbered by year in the order they were begun; returned in the order given."""
    plans = list(plans)
    numbers = _numbers(plans)
    ideas = Idea.objects.bulk_create(_idea(row, number, cast, now) for row, number in zip(plans, numbers, strict=True))
    for idea, row in zip(ideas, plans, strict=True):
        idea.changed = row.steps[-1].at if row.steps else row.begun
    Idea.objects.bulk_update(ideas, ["changed"])
    _store_parts(list(zip(ideas, plans, strict=True)))
    return ideas


def _numbers(plans: list[Planned]) -> list[str]:
    counters: dict[int, count[int]] = {}
    numbers = {}
    for index in sorted(range(len(plans)), key=lambda index: plans[index].begun):
        year = timezone.localtime(plans[index].begun).year
        numbers[index] = f"IDE-{year}-{next(counters.setdefault(year, count(1))):04d}"
    for year, counter in counters.items():
        IdeaNumber.objects.update_or_create(year=year, defaults={"last": next(counter) - 1})
    return [numbers[index] for index in range(len(plans))]


def _idea(row: Planned, number: str, cast: Cast, now: datetime) -> Idea:
    text, submitted = row.text, row.at("submit")
    trial = row.at("start_trial")
    return Idea(
        number=number,
        title=text.title,
        state=text.state,
        unit=cast.units[text.unit],
        submitter=row.players.author,
        submitter_name=row.players.author.name,
        coach=row.players.coach if submitted else None,
        created=row.begun,
        submitted_at=submitted,
        reply_due=add_working_days(timezone.localdate(submitted), settings.REPLY_DAYS) if submitted else None,
        replied_at=row.at(*REPLIES),
        trial_since=timezone.localdate(trial) if trial else None,
        in_use_since=row.in_use_since,
        in_use_where=text.where if text.state == IdeaState.IN_USE else "",
        parked_until=_later(now, text.parked_days),
        **{name: getattr(text, name) for name in TEXTS},
    )


def _later(now: datetime, days: int | None) -> date | None:
    return None if days is None else timezone.localdate(now + timedelta(days=days))


def _store_parts(rows: list[tuple[Idea, Planned]]) -> None:
    Contributor.objects.bulk_create(
        Contributor(idea=idea, name=credit.name, affiliation=credit.affiliation)
        for idea, row in rows
        for credit in row.text.contributors
    )
    LineOwnership.objects.bulk_create(part for idea, row in rows for part in _ownerships(idea, row))
    IdeaHistory.objects.bulk_create(
        IdeaHistory(
            subject=idea, at=step.at, actor=step.actor, actor_name=step.actor.name, move=step.move,
            from_state=step.from_state, to_state=step.to_state, reason=step.reason,
        )
        for idea, row in rows
        for step in row.steps
    )  # fmt: skip


def _ownerships(idea: Idea, row: Planned) -> Iterable[LineOwnership]:
    asked = [step.at for step in row.steps if step.move == "ask_owner"]
    answers = (
        (row.players.declined, LineOwnership.Answer.DECLINED, row.at("decline_ownership")),
        (row.players.owner, LineOwnership.Answer.ACCEPTED, row.at("accept_ownership")),
    )
    given = [(person, answer, at) for person, answer, at in answers if person is not None and at is not None]
    for asked_at, (person, answer, at) in zip(asked, given, strict=True):
        yield _ownership(idea, person, answer, asked_at, at)


def _ownership(idea: Idea, person: User, answer: str, asked_at: datetime, at: datetime) -> LineOwnership:
    return LineOwnership(
        idea=idea, person=person, person_name=person.name, answer=answer, asked_at=asked_at, answered_at=at
    )
