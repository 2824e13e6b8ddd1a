"""A year's prize for tests, in any of its states, with candidates, criteria, a jury and points."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, Final

from django.utils import timezone

from awards.models import Criterion, Juror, Nomination, Prize
from awards.scoring import declare, save_scores
from awards.states import PrizeState as S
from awards.workflow import ENGINE, hand_in_scores
from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.models import Story
from tests.factories import make_user
from tests.stories.factories import make_published_story

_years = count(2030)
DAY: Final = timedelta(days=1)

# Days from now to the three dates of a prize, by state.
DATES: Final = {
    S.PREPARING: (1, 2, 3),
    S.NOMINATING: (-1, 1, 2),
    S.SCORING: (-2, -1, 1),
    S.DELIBERATING: (-3, -2, -1),
}
CITATION: Final = "För att barnen fick sleven."


def make_prize(state: str = S.SCORING, *, sealed: bool = True, **fields: Any) -> Prize:
    """A prize whose dates put it in this state. From decided on, and where not ``sealed``, its scores are open."""
    days = DATES.get(S(state), DATES[S.DELIBERATING])
    now = timezone.now()
    nominating, scoring, ends = (now + DAY * number for number in days)
    prize = Prize.objects.create(
        **{
            "year": next(_years),
            "state": S.PREPARING,
            "nominating_from": nominating,
            "scoring_from": scoring,
            "deliberating_from": ends,
            **fields,
        }
    )
    return _on(prize, state, sealed=sealed and S(state) in DATES)


def _on(prize: Prize, state: str, *, sealed: bool) -> Prize:
    """Opened, decided and announced by the moves that do so."""
    secretary = make_user(roles.JURY_SECRETARY, name="Sekreterare Skriv") if not sealed else None
    if not sealed:
        prize = ENGINE.perform(prize, "open_scores", by=secretary)
    if state in (S.DECIDED, S.ANNOUNCED):
        data = {"nomination": make_candidate(prize), "citation": CITATION}
        prize = ENGINE.perform(prize, "decide", by=secretary, data=data)
    if state == S.ANNOUNCED:
        prize = ENGINE.perform(prize, "announce", by=secretary)
    return prize


def make_candidate(prize: Prize, story: Story | None = None, **fields: Any) -> Nomination:
    fields.setdefault("month", date(prize.year, 6, 1))
    return Nomination.objects.create(prize=prize, story=story or make_published_story(**fields))


def make_criteria(prize: Prize, *weights: int) -> list[Criterion]:
    return [
        Criterion.objects.create(prize=prize, name=f"Kriterium {number}", weight=weight, position=number)
        for number, weight in enumerate(weights, start=1)
    ]


def make_juror(prize: Prize, name: str = "", **fields: Any) -> Juror:
    return Juror.objects.create(prize=prize, user=make_user(roles.JUROR, name=name, **fields))


def person(juror: Juror) -> User:
    assert juror.user is not None
    return juror.user


def give(juror: Juror, nomination: Nomination, *points: int) -> None:
    """The juror has no conflict of interest and gives these points, in the order of the criteria."""
    declare(juror, nomination, is_disqualified=False)
    save_scores(juror, nomination, dict(zip(juror.prize.criteria.all(), points, strict=True)))


def hand_in(juror: Juror) -> Prize:
    return hand_in_scores(juror.prize, by=person(juror))


def end_scoring(prize: Prize, at: datetime | None = None) -> Prize:
    """Its end comes by date; nobody has opened anything."""
    prize.deliberating_from = at or timezone.now()
    prize.save(update_fields=["deliberating_from"])
    return prize


def make_jury_room(*, weights: Sequence[int] = (1, 2), candidates: int = 2, jurors: int = 2) -> Prize:
    """A prize that is being scored, with everything in place and nothing answered."""
    prize = make_prize(S.SCORING)
    make_criteria(prize, *weights)
    for _number in range(candidates):
        make_candidate(prize)
    for number in range(jurors):
        make_juror(prize, name=f"Juror {number + 1}")
    return prize
