"""Finding a passage in a text, and finding it again after the text was edited.

After the TextQuoteSelector of the W3C Web Annotation Data Model: the words, and what stood around them. White space is
of one kind here: how a text is broken into lines is none of what it says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from stories.review.models import AROUND

MOST_PLACES: Final = 1000  # of the same words in one text


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text with what stands before and after them."""

    quote: str
    prefix: str = ""
    suffix: str = ""


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def place_of(passage: Passage, text: str) -> tuple[int, int] | None:
    """Where the passage begins and ends in a text on one line: of several places the one with the most alike around it.

    None where the words are no longer there.
    """
    quote = on_one_line(passage.quote)
    starts = list(_places(quote, text)) if quote else []
    if not starts:
        return None
    start = max(starts, key=lambda at: _likeness(passage, text, at, at + len(quote)))
    return start, start + len(quote)


def cut(text: str, place: tuple[int, int]) -> Passage:
    """The passage at a place of a text on one line."""
    start, end = place
    return Passage(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


def _places(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    for _number in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1)


def _likeness(passage: Passage, text: str, start: int, end: int) -> int:
    before = _alike(reversed(on_one_line(passage.prefix)), reversed(text[max(0, start - AROUND) : start].rstrip()))
    after = _alike(iter(on_one_line(passage.suffix)), iter(text[end : end + AROUND].lstrip()))
    return before + after


def _alike(one: Iterator[str], other: Iterator[str]) -> int:
    """How many characters are the same before the first that is not."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
