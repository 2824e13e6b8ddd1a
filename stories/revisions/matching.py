"""What two sequences have in common, in bounded time.

``difflib`` gives the most readable answer, but takes minutes where the same words come again and again. So it gets the
small pieces: longer ones are first cut at what stands once in each (as in patience difference); where nothing does,
the one is said to stand instead of the other.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, TypeVar

T = TypeVar("T", bound=Hashable)
Part = tuple[bool, Sequence[T], Sequence[T]]  # whether it is the same in both, and what it is in each

SMALL: Final = 40_000  # pairs to compare
LARGE: Final = 4_000_000
MOST_MEETINGS: Final = 60_000  # pairs that are equal
DEEPEST: Final = 12


def parts(old: Sequence[T], new: Sequence[T], depth: int = 0) -> Iterator[Part[T]]:
    """Both sequences, cut in parts that are the same and parts that are not, in order; no part is empty in both."""
    begin = _common(old, new)
    end = _common(old[begin:][::-1], new[begin:][::-1])
    if begin:
        yield True, old[:begin], new[:begin]
    yield from _middle(old[begin : len(old) - end], new[begin : len(new) - end], depth)
    if end:
        yield True, old[len(old) - end :], new[len(new) - end :]


def _common(one: Sequence[T], two: Sequence[T]) -> int:
    """How many are the same from the beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _middle(old: Sequence[T], new: Sequence[T], depth: int) -> Iterator[Part[T]]:
    if not old and not new:
        return
    if _is_quick(old, new):
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield tag == "equal", old[i1:i2], new[j1:j2]
    elif depth < DEEPEST and (anchors := _anchors(old, new)):
        for (i1, j1), (i2, j2) in pairwise([(-1, -1), *anchors, (len(old), len(new))]):
            yield from parts(old[i1 + 1 : i2], new[j1 + 1 : j2], depth + 1)
            if i2 < len(old):
                yield True, old[i2 : i2 + 1], new[j2 : j2 + 1]
    else:
        yield False, old, new


def _is_quick(old: Sequence[T], new: Sequence[T]) -> bool:
    pairs = len(old) * len(new)
    if pairs <= SMALL or pairs > LARGE:
        return pairs <= SMALL
    one, two = Counter(old), Counter(new)
    return sum(count * two[item] for item, count in one.items()) <= MOST_MEETINGS


def _anchors(old: Sequence[T], new: Sequence[T]) -> list[tuple[int, int]]:
    """Where both have what each has only once: the longest row of them that is in the same order in both."""
    one, two = _once(old), _once(new)
    pairs = [(number, two[item]) for item, number in one.items() if item in two]
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, (_old, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1], last[length : length + 1] = [place], [at]
    return _traced(pairs, before, last[-1] if last else None)


def _once(items: Sequence[T]) -> dict[T, int]:
    counts = Counter(items)
    return {item: number for number, item in enumerate(items) if counts[item] == 1}


def _traced(pairs: list[tuple[int, int]], before: list[int | None], at: int | None) -> list[tuple[int, int]]:
    row: list[tuple[int, int]] = []
    while at is not None:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]
