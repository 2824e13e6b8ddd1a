"""What the demonstration is made of, one dataclass a kind. ``reading.py`` fills them from the files under ``data/``."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class UnitText:
    """An enhet. ``palette`` is what its pictures are drawn in."""

    slug: str
    name: str
    palette: str


@dataclass(frozen=True, slots=True)
class Department:
    """A förvaltning with its enheter."""

    slug: str
    name: str
    units: tuple[UnitText, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An account. ``more`` are people that the log-in page does not offer."""

    email: str
    name: str
    roles: tuple[str, ...]
    units: tuple[str, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody who shares an idea and has no account."""

    name: str
    affiliation: str


@dataclass(frozen=True, slots=True)
class StoryText:
    """A monthly story. ``fact_note`` says what of it is on record; without one all of it is made up."""

    slug: str
    month: date
    state: str
    title: str
    unit: str
    motif: str
    benefit: str
    lead: str
    body: str
    quote: str
    quote_by: str
    facts: tuple[str, ...]
    how: tuple[str, ...]
    new_where: str
    new: str
    useful_for: str
    useful: str
    since: date
    where: str
    fact_note: str = ""
    contributors: tuple[Credit, ...] = ()

    @property
    def seed(self) -> str:
        """What the picture follows from: the same for ever, whatever month a recent story falls in."""
        return self.slug

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs, without headings."""
        return [part for part in self.body.split("\n\n") if not part.startswith("#")]


@dataclass(frozen=True, slots=True)
class IdeaText:
    """An idea and how far it has come. Times are in days before today; ``by`` and ``owner`` are short e-mail names."""

    title: str
    state: str
    by: str
    unit: str
    days: int
    problem: str
    solution: str
    benefit: str
    benefit_kind: str
    summary: str = ""
    spread: str = ""
    development: str = ""
    links: str = ""
    contributors: tuple[Credit, ...] = ()
    question: str = ""
    answer: str = ""
    owner: str = ""
    owner_declined: tuple[str, ...] = ()
    trial_days: int | None = None
    since_days: int | None = None
    where: str = ""
    parked_days: int | None = None
    reason: str = ""
    yes_if: str = ""


@dataclass(frozen=True, slots=True)
class PrizeText:
    """A year's prize. ``story`` is the winner's month and slug, as its file is named."""

    year: int
    story: str
    announced: date
    citation: str


@dataclass(frozen=True, slots=True)
class CriterionText:
    name: str
    question: str
    weight: int


@dataclass(frozen=True, slots=True)
class Content:
    """All of it, as it is on a given day."""

    departments: tuple[Department, ...]
    people: tuple[Person, ...]
    stories: tuple[StoryText, ...]
    recent: tuple[StoryText, ...]
    upcoming: tuple[StoryText, ...]
    prizes: tuple[PrizeText, ...]
    criteria: tuple[CriterionText, ...]
    ideas: tuple[IdeaText, ...]
    palettes: dict[str, str] = field(default_factory=dict)

    @property
    def all_stories(self) -> tuple[StoryText, ...]:
        return (*self.stories, *self.recent, *self.upcoming)
