"""Measured and estimated are never added together, different units neither, and nothing counts twice."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from ideas.effects.counting import Effect, Sum, counted_once, sums_of
from ideas.effects.links import groups_of

_serial = count(1)


def effect(idea: int, low: int | None, high: int | None = None, **values: Any) -> Effect:
    number = next(_serial)
    given: dict[str, Any] = {
        "benefit": number, "kind": "hours", "unit": "", "basis": "estimated", "until": date(2026, 6, 30),
        "measurement": number,
    }  # fmt: skip
    amount = None if low is None else Decimal(low)
    return Effect(idea=idea, low=amount, high=amount if high is None else Decimal(high), **{**given, **values})


def unlinked(idea: int) -> frozenset[int]:
    return frozenset({idea})


def sums(effects: list[Effect], pairs: list[tuple[int, int]] | None = None) -> dict[Any, Sum]:
    return sums_of(counted_once(effects, groups_of(pairs or [])))


def test_ranges_are_added_end_by_end() -> None:
    assert sums([effect(1, 100, 120), effect(2, 30, 50)]) == {
        (("hours", ""), "estimated"): Sum(Decimal(130), Decimal(170), 2)
    }


def test_estimated_and_measured_are_two_sums() -> None:
    assert sums([effect(1, 100), effect(2, 30, basis="measured")]) == {
        (("hours", ""), "estimated"): Sum(Decimal(100), Decimal(100), 1),
        (("hours", ""), "measured"): Sum(Decimal(30), Decimal(30), 1),
    }


def test_kinds_and_units_are_not_added() -> None:
    found = sums(
        [
            effect(1, 5, kind="environment", unit="kg CO2e per år"),
            effect(2, 7, kind="environment", unit="Kg  CO2e  per år"),
            effect(3, 9, kind="environment", unit="liter per år"),
            effect(4, 11, kind="kronor"),
        ]
    )
    assert {sort: found.low for (sort, _basis), found in found.items()} == {
        ("environment", "kg co2e per år"): 12,
        ("environment", "liter per år"): 9,
        ("kronor", ""): 11,
    }


def test_quality_and_what_is_said_in_words_is_not_added() -> None:
    assert sums([effect(1, 4, kind="quality", unit="av 5"), effect(2, None)]) == {}


def test_a_benefit_that_is_measured_no_longer_counts_as_estimated() -> None:
    before = effect(1, 500, until=date(2026, 12, 31))
    after = effect(1, 200, basis="measured", benefit=before.benefit, until=date(2026, 3, 31))
    assert sums([before, after]) == {(("hours", ""), "measured"): Sum(Decimal(200), Decimal(200), 1)}


def test_of_several_figures_for_a_benefit_the_latest_period_counts() -> None:
    late = effect(1, 200, until=date(2026, 6, 30))
    early = effect(1, 500, benefit=late.benefit, until=date(2025, 6, 30))
    assert counted_once([late, early], unlinked) == [late]


def test_several_benefits_of_one_idea_all_count() -> None:
    effects = [effect(1, 100), effect(1, 50)]
    assert counted_once(effects, unlinked) == effects


@pytest.mark.parametrize("order", [1, -1])
def test_linked_ideas_count_once_a_measured_one_first(order: int) -> None:
    estimated, measured = effect(1, 500, until=date(2027, 1, 1)), effect(2, 200, basis="measured")
    assert counted_once([estimated, measured][::order], groups_of([(1, 2)])) == [measured]


@pytest.mark.parametrize("order", [1, -1])
def test_of_linked_ideas_alike_the_latest_period_counts(order: int) -> None:
    early, late = effect(1, 500, until=date(2025, 1, 1)), effect(2, 200, until=date(2026, 1, 1))
    assert counted_once([early, late][::order], groups_of([(2, 1)])) == [late]


def test_linked_ideas_count_once_a_kind_and_unit() -> None:
    hours, kronor = effect(1, 100), effect(2, 900, kind="kronor")
    assert counted_once([hours, kronor], groups_of([(1, 2)])) == [hours, kronor]


def test_all_benefits_of_the_idea_that_counts_do() -> None:
    one, two, other = effect(1, 100, basis="measured"), effect(1, 50), effect(2, 70)
    assert counted_once([one, two, other], groups_of([(1, 2)])) == [one, two]


def test_links_reach_across_several_ideas() -> None:
    group_of = groups_of([(1, 2), (3, 4), (2, 3), (8, 9)])
    assert group_of(1) == group_of(4) == frozenset({1, 2, 3, 4})
    assert group_of(9) == frozenset({8, 9})
    assert group_of(7) == frozenset({7})
