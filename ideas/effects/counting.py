"""Effects counted together without saying more than is known.

Estimated and measured figures are never added to each other, nor are different units; a sum is a range, and quality
is not added at all. An effect stands in one sum only: where something is measured, its estimate no longer counts, and
of ideas that are linked as the same only one counts for each kind and unit: a measured one before an estimated one,
then the one counted for the latest period.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ideas.effects.models import Basis, EffectKind, Measurement

GroupOf = Callable[[int], frozenset[int]]
"""From the key of an idea to those of all ideas linked to it, itself included."""
Sort = tuple[str, str]
"""What can be added: the kind of effect and its unit."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A benefit with the figure that speaks for it."""

    idea: int
    benefit: int
    kind: str
    unit: str
    basis: str
    low: Decimal | None
    high: Decimal | None
    until: date
    measurement: int

    @property
    def sort(self) -> Sort:
        """Units that people write by hand are the same whatever their capitals and spaces."""
        return self.kind, " ".join(self.unit.casefold().split())

    @property
    def weight(self) -> tuple[bool, date, int]:
        """The heaviest of several counts."""
        return self.basis == Basis.MEASURED, self.until, self.measurement


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of one kind, unit and basis, added: at least ``low``, at most ``high``, of ``count`` effects."""

    low: Decimal
    high: Decimal
    count: int


def effect_of(row: Measurement) -> Effect:
    benefit = row.benefit
    return Effect(
        benefit.idea_id, benefit.pk, benefit.kind, benefit.unit, row.basis, row.low, row.high, row.period_to, row.pk
    )


def one_a_benefit(effects: Iterable[Effect]) -> list[Effect]:
    """Of several figures for a benefit the one that speaks for it."""
    best: dict[int, Effect] = {}
    for effect in effects:
        if effect.benefit not in best or effect.weight > best[effect.benefit].weight:
            best[effect.benefit] = effect
    return list(best.values())


def counted_once(effects: Iterable[Effect], group_of: GroupOf) -> list[Effect]:
    """Without what linked ideas count a second time. Of a benefit only one figure is left, too."""
    by_group: dict[tuple[frozenset[int], Sort], list[Effect]] = defaultdict(list)
    for effect in one_a_benefit(effects):
        by_group[group_of(effect.idea), effect.sort].append(effect)
    return [effect for same in by_group.values() for effect in _of_the_idea_that_counts(same)]


def _of_the_idea_that_counts(same: list[Effect]) -> Iterator[Effect]:
    """An idea may have several effects of a kind: then all of that one idea count."""
    chosen = max(same, key=lambda effect: effect.weight).idea
    return (effect for effect in same if effect.idea == chosen)


def sums_of(effects: Iterable[Effect]) -> dict[tuple[Sort, str], Sum]:
    """By kind and unit, and apart from that by measured and estimated; what has no figure, and quality, left out."""
    added: dict[tuple[Sort, str], Sum] = {}
    for effect in effects:
        if effect.low is None or effect.high is None or effect.kind == EffectKind.QUALITY:
            continue
        before = added.get((effect.sort, effect.basis), Sum(Decimal(0), Decimal(0), 0))
        added[effect.sort, effect.basis] = Sum(before.low + effect.low, before.high + effect.high, before.count + 1)
    return added
