"""What the portal already has, read once for a whole source in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from goda_exempel.accounts.models import Unit
from stories.importing.columns import plain
from stories.importing.models import ImportedStory, OldAddress
from stories.models import Story


@dataclass(slots=True)
class Known:
    """By key, address, month and name."""

    imported: dict[str, ImportedStory] = field(default_factory=dict)
    addresses: dict[str, int] = field(default_factory=dict)
    months: dict[date, list[str]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def unit(self, text: str) -> Unit | None:
        """By name or address; of «Förvaltning / Enhet» the last that is known."""
        parts = [text, *reversed(text.replace(">", "/").replace(" – ", "/").split("/"))]
        return next((unit for part in parts if (unit := self.units.get(plain(part))) is not None), None)


def known_of(keys: Iterable[str], addresses: Iterable[str], months: Iterable[date]) -> Known:
    taken: dict[date, list[str]] = defaultdict(list)
    for month, title in Story.objects.filter(month__in=set(months)).that_count().values_list("month", "title"):
        taken[month].append(title)
    units: dict[str, Unit] = {}
    for unit in Unit.objects.order_by("pk"):
        units.setdefault(plain(unit.name), unit)
        units.setdefault(plain(unit.slug), unit)
    return Known(
        imported={row.key: row for row in ImportedStory.objects.filter(key__in=set(keys)).select_related("story")},
        addresses=dict(OldAddress.objects.filter(path__in=set(addresses)).values_list("path", "story_id")),
        months=taken,
        units=units,
    )
