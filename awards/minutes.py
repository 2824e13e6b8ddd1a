"""The minutes of a year's jury, from what is on record."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from awards.models import ConflictOfInterest, Criterion, Juror, Nomination, Prize, Score
from awards.results import results
from awards.room import phases
from goda_exempel.accounts.models import User


@dataclass(frozen=True, slots=True)
class Sheet:
    """The opened points of one candidate: for each juror who scored it, the points in the order of the criteria."""

    nomination: Nomination
    rows: tuple[tuple[Juror, tuple[int | None, ...]], ...]


def sheets(prize: Prize, user: User, criteria: list[Criterion]) -> list[Sheet]:
    """All that the person may see, disqualified jurors' too: what is on record stays on record."""
    points: dict[int, dict[Juror, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    scores = Score.objects.visible_to(user).filter(nomination__prize=prize, juror__handed_in_at__isnull=False)
    for score in scores.select_related("juror").order_by("juror__name", "juror"):
        points[score.nomination_id][score.juror][score.criterion_id] = score.points
    return [
        Sheet(
            nomination,
            tuple(
                (juror, tuple(given.get(criterion.pk) for criterion in criteria))
                for juror, given in points[nomination.pk].items()
            ),
        )
        for nomination in Nomination.objects.of_prize(prize)
    ]


def minutes_of(prize: Prize, user: User) -> dict[str, Any]:
    criteria = list(prize.criteria.all())
    declarations = ConflictOfInterest.objects.filter(nomination__prize=prize, is_disqualified=True).select_related(
        "juror", "nomination__story__edition"
    )
    return {
        "prize": prize,
        "stations": phases(prize),
        "criteria": criteria,
        "jurors": list(prize.jurors.all()),
        "declarations": list(
            declarations.select_related("juror", "nomination__story__edition").order_by("juror__name", "pk")
        ),
        "sheets": sheets(prize, user, criteria),
        "results": results(prize, user),
        "award": prize.awards.select_related("nomination__story__edition").first(),
        "history": list(prize.history.all()),
    }
