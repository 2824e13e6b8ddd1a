"""The formatted texts of a story as the gate reads them: headings, links and pictures."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from goda_exempel.markup import Block, blocks, to_html
from stories.content import StoryContent

# Field → the level of the heading that stands above it on the readers' page: the headline, or that of its box.
FORMATTED: Final = {"body": 1, "fact_box": 2, "how_to": 2}


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One formatted text. ``alts`` has the alternative text of each picture in it, None where it has none."""

    field: str
    blocks: list[Block]
    links: list[Link]
    alts: list[str | None]

    @property
    def headings(self) -> Iterator[Heading]:
        return (Heading(int(block.tag[1]), block.text) for block in self.blocks if block.tag in ("h2", "h3", "h4"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[Link] = []
        self.alts: list[str | None] = []
        self._address: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address, self._words = dict(attrs).get("href") or "", []
        elif tag == "img":
            self.alts.append(dict(attrs).get("alt"))

    def handle_data(self, data: str) -> None:
        if self._address is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._address is not None:
            self.links.append(Link(" ".join("".join(self._words).split()), self._address))
            self._address = None


def read(field: str, text: str) -> Wording:
    reader = _Reader()
    reader.feed(to_html(text))
    reader.close()
    return Wording(field, blocks(text), reader.links, reader.alts)


def wordings(content: StoryContent) -> list[Wording]:
    """Those of the formatted texts that are not empty."""
    return [read(name, text) for name in FORMATTED if (text := str(getattr(content, name))).strip()]
