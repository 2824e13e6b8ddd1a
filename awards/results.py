"""What the opened scores add up to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from awards.models import ConflictOfInterest, Nomination, Prize, Score
from goda_exempel.accounts.models import User


@dataclass(frozen=True, slots=True)
class Result:
    """A candidate's weighted mean (1 to 5, None without votes), and how many jurors voted or were disqualified.

    Candidates with the same mean share a rank; the mean is kept as a fraction, so that a tie is exactly a tie.
    """

    nomination: Nomination
    mean: Fraction | None
    voters: int
    disqualified: tuple[str, ...]
    rank: int | None = None
    is_shared: bool = False

    @property
    def points(self) -> float | None:
        return None if self.mean is None else float(self.mean)


def results(prize: Prize, user: User) -> list[Result]:
    """The candidates by weighted mean over the jurors who handed in, from the scores this person may see."""
    sums: dict[int, int] = defaultdict(int)
    weights: dict[int, int] = defaultdict(int)
    voters: dict[int, set[int]] = defaultdict(set)
    for score in Score.objects.visible_to(user).filter(nomination__prize=prize).counted().select_related("criterion"):
        sums[score.nomination_id] += score.points * score.criterion.weight
        weights[score.nomination_id] += score.criterion.weight
        voters[score.nomination_id].add(score.juror_id)
    partial = disqualified_jurors(prize)
    return _ranked(
        Result(
            row,
            Fraction(sums[row.pk], weights[row.pk]) if weights[row.pk] else None,
            len(voters[row.pk]),
            tuple(partial.get(row.pk, ())),
        )
        for row in Nomination.objects.of_prize(prize)
    )


def disqualified_jurors(prize: Prize) -> dict[int, list[str]]:
    """Candidate → the names of the jurors who are disqualified for it."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = ConflictOfInterest.objects.filter(nomination__prize=prize, is_disqualified=True)
    for row in rows.select_related("juror").order_by("juror__name"):
        names[row.nomination_id].append(row.juror.name)
    return dict(names)


def _ranked(rows: Iterable[Result]) -> list[Result]:
    """By mean, the best first; who has no votes has no rank and comes last."""
    ordered = sorted(rows, key=lambda row: (row.mean is None, -(row.mean or 0)))
    means = [row.mean for row in ordered]
    return [
        row if row.mean is None else replace(row, rank=means.index(row.mean) + 1, is_shared=means.count(row.mean) > 1)
        for row in ordered
    ]
