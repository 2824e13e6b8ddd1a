"""What will become of an entry, and all there is to say about it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from goda_exempel.registry import PastPrize
from stories.importing.entries import Entry
from stories.importing.models import Outcome


class Kind(models.TextChoices):
    """Why a story is queued for review instead of published."""

    ALT = "alt", _("no alt text")
    CONSENT = "consent", _("no consent")
    NAMES = "names", _("no names")
    PHOTOGRAPHER = "photographer", _("no photographer")
    PICTURE = "picture", _("no picture")
    DATE = "date", _("no date")
    TEXT = "text", _("no lead or text")
    UNIT = "unit", _("no unit")
    CUT = "cut", _("too long")
    PERSONAL = "personal", _("personal identity number")
    LETTERS = "letters", _("garbled letters")


# Where a missing thing is filled in: the fields of the desk's form.
FILLED_IN: Final = {
    Kind.ALT: "picture_alt",
    Kind.PHOTOGRAPHER: "photographer",
    Kind.PICTURE: "picture_file",
    Kind.UNIT: "unit",
    Kind.TEXT: "lead",
}


@dataclass(frozen=True, slots=True)
class Reason:
    kind: Kind
    text: str

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind.value, "text": self.text}


@dataclass(slots=True)
class Plan:
    """``pictures`` are the files to store: the story's own under "", those inside its text under their names there."""

    entry: Entry
    outcome: Outcome = Outcome.PUBLISH
    key: str = ""
    digest: str = ""
    row: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    month: date | None = None
    publish_at: datetime | None = None
    pictures: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    prize: PastPrize | None = None
    people: str = ""
    consent: str = ""
    reasons: list[Reason] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    story_pk: int | None = None

    def fail(self, sentence: str) -> "Plan":
        self.outcome = Outcome.FAILED
        self.notes.append(sentence)
        return self

    def lacks(self, kind: Kind, sentence: str) -> None:
        self.reasons.append(Reason(kind, sentence))

    def assume(self, sentence: str) -> None:
        self.assumed.append(sentence)

    @property
    def said(self) -> list[str]:
        """All there is to say about the line, what is missing first."""
        return [*(reason.text for reason in self.reasons), *self.notes, *self.assumed, *self.entry.notes]
