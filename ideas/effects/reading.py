"""The effects of one idea, as its page shows them."""

from dataclasses import dataclass

from django.db.models import Prefetch

from goda_exempel.accounts.models import User
from ideas.amounts import shown_sum
from ideas.effects.counting import effect_of, one_a_benefit, sums_of
from ideas.effects.models import Basis, Benefit, FollowUp, Measurement
from ideas.effects.permissions import may_answer
from ideas.models import Idea


@dataclass(frozen=True, slots=True)
class Asked:
    """A follow-up with what may be done about it."""

    row: FollowUp
    may_answer: bool


@dataclass(frozen=True, slots=True)
class SumLine:
    """What the effects of a kind come to: measured and estimated, each for itself."""

    kind: str
    unit: str
    measured: str
    estimated: str


def benefits_of(idea: Idea) -> list[Benefit]:
    """With their figures, the latest first."""
    newest = Measurement.objects.order_by("-period_to", "-pk")
    rows = idea.benefits.prefetch_related(Prefetch("measurements", newest))
    return list(rows)


def sum_lines(benefits: list[Benefit]) -> list[SumLine]:
    """Where several effects of an idea can be added."""
    effects = one_a_benefit(effect_of(row) for benefit in benefits for row in benefit.measurements.all())
    sums = sums_of(effects)
    by_key = {benefit.pk: benefit for benefit in benefits}
    examples = {effect.sort: by_key[effect.benefit] for effect in effects}
    return [
        SumLine(
            benefit.get_kind_display(),
            benefit.unit_label,
            *(shown_sum(found.low, found.high) if (found := sums.get((sort, basis))) else "" for basis in Basis.values),
        )
        for sort, benefit in examples.items()
        if sum(found.count for (same, _basis), found in sums.items() if same == sort) > 1
    ]


def asked_of(user: User, idea: Idea) -> list[Asked]:
    """The questions that have been asked, and those that nobody could be asked."""
    rows = list(idea.follow_ups.all())
    for row in rows:
        row.idea = idea
    may = bool(rows) and may_answer(user, rows[0])
    return [Asked(row, may and not row.answer) for row in rows]
