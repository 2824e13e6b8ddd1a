"""Groups under five people are hidden, and what would let somebody count them out."""

import pytest

from ideas.figures.hiding import hidden_of, lines_of


@pytest.mark.parametrize(("people", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_fewer_than_five_are_hidden_and_nobody_is_nobody(people: int, hidden: bool) -> None:
    assert hidden_of({"a": people}, []) == (frozenset("a") if hidden else frozenset())


def test_one_hidden_figure_takes_the_next_smallest_with_it() -> None:
    people = {"a": 2, "b": 9, "c": 7, "all": 18}
    assert hidden_of(people, [people]) == {"a", "c"}


def test_two_hidden_figures_are_enough() -> None:
    people = {"a": 2, "b": 3, "c": 7, "all": 12}
    assert hidden_of(people, [people]) == {"a", "b"}


def test_hidden_figures_that_add_up_to_their_number_are_one_each() -> None:
    people = {"a": 1, "b": 1, "c": 7, "d": 9, "all": 18}
    assert hidden_of(people, [people]) == {"a", "b", "c"}
    people = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 9, "all": 14}
    assert hidden_of(people, [people]) == {"a", "b", "c", "d", "e", "f"}


def test_where_there_is_no_other_the_total_is_hidden() -> None:
    people = {"a": 3, "b": 0, "all": 6}
    assert hidden_of(people, [people]) == {"a", "all"}


def test_nothing_is_hidden_where_nobody_is_few() -> None:
    people = {"a": 5, "b": 6, "all": 11}
    assert hidden_of(people, [people]) == frozenset()


def table(cells: dict[tuple[str, str], int]) -> dict[tuple[str | None, str | None], int]:
    """With the totals of each side, as if all people were different."""
    whole: dict[tuple[str | None, str | None], int] = {}
    for (row, column), count in cells.items():
        for key in ((row, column), (row, None), (None, column), (None, None)):
            whole[key] = whole.get(key, 0) + count
    return whole


@pytest.mark.parametrize(
    "cells",
    [
        {("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 7, ("c", "x"): 20, ("c", "y"): 30},
        {("a", "x"): 2, ("a", "y"): 0, ("b", "x"): 8, ("b", "y"): 7},
        {("a", "x"): 3, ("b", "y"): 9},
        {("a", "x"): 1, ("a", "y"): 5, ("a", "z"): 6, ("b", "x"): 5, ("b", "y"): 5, ("b", "z"): 5},
    ],
)
def test_no_row_and_no_column_of_a_table_betrays_its_only_hidden_figure(cells: dict[tuple[str, str], int]) -> None:
    people = table(cells)
    hidden = hidden_of(people, lines_of(people))
    assert {key for key, count in people.items() if 0 < count < 5} <= hidden
    for line in lines_of(people):
        counted = [key for key in line if people[key]]
        assert len(hidden & set(counted)) != 1 or len(counted) == 1, line
