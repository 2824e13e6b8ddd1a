"""The text of a story sentence by sentence, so that a change can be asked for at one of them."""

import re
from typing import Final

from goda_exempel.markup import plain
from stories.reading import StoryPage

# After a mark that ends a sentence, before what can begin the next one.
_BETWEEN: Final = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÅÄÖÉ0-9”\"»–])")


def sentences_of(page: StoryPage) -> list[str]:
    """Everything that readers see of the text, in reading order, each sentence once."""
    lines = [page.headline, page.lead, *_lines(page.beginning), page.quote, *_lines(page.rest)]
    lines += [*_lines(page.fact_box), *_proof(page), *_lines(page.how_to), _caption(page)]
    found = (sentence for line in lines for sentence in _split(line))
    return list(dict.fromkeys(found))


def _proof(page: StoryPage) -> list[str]:
    return [page.proof.new, page.proof.useful, page.proof.where] if page.proof else []


def _caption(page: StoryPage) -> str:
    return page.picture.caption if page.picture else ""


def _lines(html: str) -> list[str]:
    return plain(html).splitlines()


def _split(line: str) -> list[str]:
    line = " ".join(line.split())
    return [part for part in _BETWEEN.split(line) if part]
