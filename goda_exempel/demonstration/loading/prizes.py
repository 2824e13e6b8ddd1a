"""The prizes that are announced, and this year's, which the jury is scoring."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from awards.models import (
    Award,
    ConflictOfInterest,
    Criterion,
    Juror,
    Nomination,
    Prize,
    PrizeHistory,
    Score,
)
from awards.states import PrizeState
from goda_exempel.accounts.models import User
from goda_exempel.demonstration.content import Content, CriterionText, PrizeText
from goda_exempel.demonstration.loading.people import Cast
from goda_exempel.demonstration.loading.stories import Made

EARLIEST_MONTH = 5  # before May too few of the year's stories are out, and the jury still reads last year's
JURY = ("amina", "oskar", "birgitta")
REASON = "Jag arbetar tillsammans med dem som kom på idén."
ABOUT = "Priset går till ett av årets goda exempel: nytt, nyttigt och nyttiggjort. Demonstration."


def load(content: Content, made: list[Made], cast: Cast, now: datetime) -> None:
    for text in content.prizes:
        _announced(text, content.criteria, made, cast.people["tomas"])
    _scoring(content.criteria, made, cast, now)


def _announced(text: PrizeText, criteria: Iterable[CriterionText], made: list[Made], secretary: User) -> None:
    announced = timezone.make_aware(datetime.combine(text.announced, time(10, 0)))
    decided = announced - timedelta(days=14)
    prize = Prize.objects.create(
        year=text.year, description=ABOUT, secretary=secretary, state=PrizeState.ANNOUNCED, announced_at=announced,
        nominating_from=announced - timedelta(days=60), scoring_from=announced - timedelta(days=45),
        deliberating_from=decided, scores_opened_at=decided,
    )  # fmt: skip
    _criteria(prize, criteria)
    nominations = _nominate(prize, made, announced - timedelta(days=46))
    winner = next(row for row in nominations if f"{row.story.month:%Y-%m}-{row.story.slug}" == text.story)
    Award.objects.create(
        prize=prize, nomination=winner, citation=text.citation, decided_at=decided + timedelta(hours=3),
        decided_by_name=secretary.name,
    )  # fmt: skip
    _past(prize, secretary, decided, announced)


def _past(prize: Prize, secretary: User, decided: datetime, announced: datetime) -> None:
    at, state = PrizeState.DELIBERATING, str(PrizeState.DELIBERATING)
    moves = (
        ("open_scores", at, decided),
        ("decide", PrizeState.DECIDED, decided + timedelta(hours=3)),
        ("announce", PrizeState.ANNOUNCED, announced),
    )
    for move, target, when in moves:
        PrizeHistory.objects.create(
            subject=prize, at=when, actor=secretary, move=move, from_state=state, to_state=target
        )
        state = str(target)


def _criteria(prize: Prize, rows: Iterable[CriterionText]) -> list[Criterion]:
    return Criterion.objects.bulk_create(
        Criterion(prize=prize, name=row.name, question=row.question, weight=row.weight, position=place)
        for place, row in enumerate(rows, 1)
    )


def _nominate(prize: Prize, made: list[Made], at: datetime) -> list[Nomination]:
    """The year's stories that readers had seen by then."""
    stories = [row.story for row in made if row.story.month.year == prize.year and row.story.is_published(at)]
    return Nomination.objects.bulk_create(Nomination(prize=prize, story=story, created=at) for story in stories)


def _scoring(criteria: Iterable[CriterionText], made: list[Made], cast: Cast, now: datetime) -> None:
    local = timezone.localtime(now)
    year = local.year if local.month >= EARLIEST_MONTH else local.year - 1
    prize = Prize.objects.create(
        year=year, description=ABOUT, secretary=cast.people["tomas"], state=PrizeState.SCORING,
        nominating_from=now - timedelta(days=30), scoring_from=now - timedelta(days=8),
        deliberating_from=now + timedelta(days=21),
    )  # fmt: skip
    PrizeHistory.objects.create(
        subject=prize, at=prize.scoring_from, actor=prize.secretary, move="open_scoring",
        from_state=PrizeState.NOMINATING, to_state=PrizeState.SCORING, reason="Alla kandidater är klara.",
    )  # fmt: skip
    nominations = _nominate(prize, made, now)
    jurors = [Juror.objects.create(prize=prize, user=cast.people[name]) for name in JURY]
    _begin_to_score(jurors, nominations, _criteria(prize, criteria), now)


def _begin_to_score(
    jurors: list[Juror], nominations: list[Nomination], criteria: list[Criterion], now: datetime
) -> None:
    """The first juror is halfway, with one conflict of interest; the second has begun; the third has not."""
    for juror, count in zip(jurors, (len(nominations) // 2, 1, 0), strict=True):
        for place, nomination in enumerate(nominations[:count]):
            partial = juror is jurors[0] and place == count - 1 and count > 1
            ConflictOfInterest.objects.create(
                juror=juror, nomination=nomination, is_disqualified=partial, reason=REASON if partial else "",
                declared_at=now - timedelta(days=3),
            )  # fmt: skip
            if not partial:
                _score(juror, nomination, criteria)


def _score(juror: Juror, nomination: Nomination, criteria: list[Criterion]) -> None:
    Score.objects.bulk_create(
        Score(juror=juror, nomination=nomination, criterion=criterion, points=2 + (place + nomination.pk) % 4)
        for place, criterion in enumerate(criteria)
    )
