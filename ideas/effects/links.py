"""Which ideas are the same: known to the room that links duplicates, asked here when effects are added together."""

from collections.abc import Iterable

from ideas.duplicates.models import DuplicateLink
from ideas.effects.counting import GroupOf

Pairs = Iterable[tuple[int, int]]


def linked_groups() -> GroupOf:
    """All groups as they are now, read once."""
    return groups_of(DuplicateLink.objects.filter(undone_at=None).values_list("idea_id", "other_id"))


def groups_of(pairs: Pairs) -> GroupOf:
    """Pairs that share an idea make one group: what is the same as the same is the same."""
    groups: dict[int, set[int]] = {}
    for one, other in pairs:
        together = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(together, together))
    return lambda idea: frozenset(groups.get(idea, {idea}))
