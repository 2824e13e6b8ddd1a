"""Which ideas are the same: known to the room that links duplicates, asked here when effects are added together."""

from collections.abc import Callable, Iterable

from ideas.effects.counting import GroupOf

Pairs = Iterable[tuple[int, int]]
_providers: list[Callable[[], Pairs]] = []


def provide_pairs(provider: Callable[[], Pairs]) -> None:
    """Register a function that reads all pairs of linked ideas, as keys, in one query."""
    if provider not in _providers:
        _providers.append(provider)


def linked_groups() -> GroupOf:
    """All groups as they are now, read once."""
    return groups_of(pair for provider in _providers for pair in provider())


def groups_of(pairs: Pairs) -> GroupOf:
    """Pairs that share an idea make one group: what is the same as the same is the same."""
    groups: dict[int, set[int]] = {}
    for one, other in pairs:
        together = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(together, together))
    return lambda idea: frozenset(groups.get(idea, {idea}))
