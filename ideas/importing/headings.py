"""The headings of the national form, in the spellings that occur."""

import re
import unicodedata
from typing import Final

TITLE: Final = "title"
SUBMITTER: Final = "submitter_name"
LONG: Final = "long"  # «Längre beskrivning» is a heading above headings and holds no text of its own

# field → spellings, lower case, without colon. The first is the form's own and the one that is shown.
HEADINGS: Final = {
    TITLE: ("Titel", "Rubrik"),
    "summary": ("Kort beskrivning", "Sammanfattning"),
    "spread": ("Potential att sprida", "Potential att spridas", "Spridningspotential"),
    LONG: ("Längre beskrivning", "Lång beskrivning"),
    "problem": ("Förbättringsområde", "Förbättringsområdet", "Problem", "Problemet"),
    "solution": ("Lösningen", "Lösning"),
    "benefit": ("Nytta", "Nyttan"),
    "development": ("Utvecklingsarbetet", "Utvecklingsarbete"),
    SUBMITTER: ("Bidragslämnare", "Idégivare"),
    "contact": ("Kontaktperson", "Kontakt"),
    "links": ("Läs mer", "Länkar"),
}
REQUIRED: Final = (TITLE, "problem", "solution", "benefit")
ON_ONE_LINE: Final = (
    TITLE,
    SUBMITTER,
    "contact",
    "links",
)  # may have their text on the heading's own line, after a colon
LONGEST_HEADING: Final = 40

_FIELDS: Final = {spelling.lower(): field for field, spellings in HEADINGS.items() for spelling in spellings}
_QUOTES: Final = "\"'“”‘’„«»*_#"


def shown(field: str) -> str:
    return HEADINGS[field][0]


def read_heading(line: str) -> tuple[str, str] | None:
    """The field a line is the heading of, and what stands after its colon; None where it is no heading we know."""
    before, colon, after = line.partition(":")
    field = _FIELDS.get(_plain(before))
    if field is None or (colon and after.strip() and field not in ON_ONE_LINE):
        return None
    return field, after.strip()


def looks_like_heading(line: str) -> bool:
    """Whether somebody may have meant a line that stands alone as a heading: short, and no sentence."""
    line = line.strip()
    if not line or len(line) > LONGEST_HEADING or not line[0].isupper():
        return False
    return bool(re.fullmatch(r"[\w\s/()–-]+:?", line))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text).strip().strip(_QUOTES)
    return " ".join(text.lower().split())
