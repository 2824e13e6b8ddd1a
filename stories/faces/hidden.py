"""What may not be shown, computed from consents and licences: the one place that pages, feeds, pictures and the search
ask. Whatever else comes to show stories (open data, a sheet to print) asks here too."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple, Protocol

from django.db.models import BigIntegerField, CharField, DateField, Q, QuerySet, TextField, Value
from django.utils import timezone

from goda_exempel.caching import while_unchanged
from stories.faces.models import Portrayed
from stories.models import Picture, Story

C = Portrayed.Covers
SHORTEST_PART: Final = 2  # letters: no initials
PARTICLES: Final = frozenset(("af", "av", "de", "den", "der", "di", "du", "el", "la", "le", "van", "von", "y", "zu"))

NAMED_IN: Final = (
    "title", "lead", "body", "fact_box", "how_to", "pull_quote", "pull_quote_by", "byline", "photographer",
    "picture_alt", "picture_caption",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hidden:
    """Keys of pictures nobody is shown, those among them that are hidden because of a face, and names by story."""

    pictures: frozenset[int] = frozenset()
    faces: frozenset[int] = frozenset()
    names: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def names_in(self, story: int | None) -> tuple[str, ...]:
        return self.names.get(story or 0, ())


class Entry(Protocol):
    """What decides what an entry that is out of force hides, and how its name is written."""

    @property
    def name(self) -> str: ...
    @property
    def also_written(self) -> str: ...
    @property
    def covers(self) -> str: ...
    @property
    def withdrawn_what(self) -> str: ...
    @property
    def is_protected(self) -> bool: ...
    @property
    def ends(self) -> date | None: ...


class _Row(NamedTuple):
    """An entry that is out of force; or a picture whose licence has ended, without a story."""

    story_id: int | None
    picture_id: int | None
    name: str
    also_written: str
    covers: str
    withdrawn_what: str
    is_protected: bool
    ends: date | None


@while_unchanged(size=1)
def hidden() -> Hidden:
    """What is hidden now. Not inside the transaction of a change: there ``read_hidden``."""
    return read_hidden(timezone.now())


def read_hidden(at: datetime) -> Hidden:
    """What is hidden at a time, from the database."""
    rows = [_Row(*row) for row in _people(at).union(_licences(at), all=True)]
    of_people = [row for row in rows if row.story_id is not None]
    faces = frozenset(row.picture_id for row in of_people if row.picture_id and hides(row, C.PICTURE, at))
    licences = frozenset(row.picture_id for row in rows if row.story_id is None and row.picture_id is not None)
    names: dict[int, list[str]] = defaultdict(list)
    for row in of_people:
        if row.story_id is not None and hides(row, C.NAME, at):
            names[row.story_id] += writings(row)
    for story, whole in _elsewhere(of_people):
        names[story].append(whole)
    return Hidden(faces | licences, faces, {story: tuple(known) for story, known in names.items()})


def _elsewhere(rows: list[_Row]) -> Iterator[tuple[int, str]]:
    """The other stories in which a protected identity stands with the whole name. No query where there is none."""
    for whole in {whole for row in rows if row.is_protected for whole in whole_names(row)}:
        named = Q()
        for place in NAMED_IN:
            named |= Q(**{f"edition__{place}__icontains": whole})
        yield from ((story, whole) for story in Story.objects.filter(named).values_list("pk", flat=True))


def _people(at: datetime) -> QuerySet[Any, Any]:
    return Portrayed.objects.out_of_force(at).order_by().values_list(*_Row._fields)


def _licences(at: datetime) -> QuerySet[Any, Any]:
    nothing = Value("", output_field=CharField())
    nobody = Value(None, output_field=BigIntegerField())
    text = Value("", output_field=TextField())
    never = Value(None, output_field=DateField())
    ended = Picture.objects.licence_ended(at).order_by()
    return ended.values_list(nobody, "pk", nothing, text, nothing, nothing, Value(value=False), never)


def hides(row: Entry, what: str, at: datetime) -> bool:
    """Whether an entry hides the picture, or the name: what is withdrawn, and all it covers once it has ended."""
    if row.is_protected:
        return True
    has_ended = row.ends is not None and row.ends < timezone.localdate(at)
    return row.withdrawn_what in (what, C.BOTH) or (has_ended and row.covers in (what, C.BOTH))


def writings(row: Entry) -> list[str]:
    """The ways the name is written: whole, its parts, and what the desk has noted beside. The longest first."""
    lines = [row.name, *row.also_written.splitlines()]
    whole = [" ".join(line.split()) for line in lines if line.strip()]
    known = (part for line in whole for part in line.split())
    parts = [
        part[0].upper() + part[1:]
        for part in known
        if len(part.strip(".")) >= SHORTEST_PART and part.lower() not in PARTICLES
    ]
    return sorted({*whole, *parts}, key=lambda text: (-len(text), text))


def whole_names(row: Entry) -> list[str]:
    """The ways the whole name is written: what tells one person from others, in whatever story."""
    lines = (" ".join(line.split()) for line in (row.name, *row.also_written.splitlines()))
    return [line for line in lines if " " in line]
