"""A text as lines to compare: what each block is, and its words with their marks (bold, links) written out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goda_exempel.markup import to_html

KINDS: Final[dict[str, str | Promise]] = {
    "p": "",
    "h2": _("Heading"),
    "h3": _("Subheading"),
    "h4": _("Smaller subheading"),
    "ul li": _("Item"),
    "ol li": _("Numbered item"),
    "figcaption": _("Caption"),
    "img": _("Picture"),
    "blockquote": _("Quotation"),
    "blockquote.pull-quote": _("Pull quote"),
    "aside.fact-box": _("Fact box"),
}
_BLOCKS: Final = ("p", "h2", "h3", "h4", "li", "figcaption", "img")
_BOXES: Final = ("blockquote", "aside", "ul", "ol")
_MARKS: Final = {"strong": "**", "em": "*"}


@dataclass(frozen=True, slots=True)
class Line:
    """A block: what it is, in words and nothing for a plain paragraph, and its text."""

    kind: str
    text: str


def lines_of(html: str) -> list[Line]:
    """The blocks of a formatted text, in reading order."""
    return list(_lines(BeautifulSoup(to_html(html), "html.parser"))) if html else []


def plain_lines(text: str) -> list[Line]:
    return [Line("", line) for line in text.splitlines() if line.strip()]


def _lines(soup: BeautifulSoup) -> Iterator[Line]:
    for tag in soup.find_all(_BLOCKS):
        text = " ".join(_words(tag).split(" ")) if tag.name != "img" else _picture(tag)
        if text.strip():
            yield Line(_kind(tag), text.strip())


def _kind(tag: Tag) -> str:
    boxes = [box for box in tag.parents if box.name in _BOXES]
    name = f"{boxes[0].name} li" if tag.name == "li" and boxes else tag.name
    outside = [".".join((box.name, *box.get_attribute_list("class"))) for box in boxes if box.name not in ("ul", "ol")]
    return ", ".join(str(KINDS[part]) for part in [*reversed(outside), name] if KINDS.get(part))


def _picture(tag: Tag) -> str:
    return f"{tag.get('alt', '')} ({str(tag.get('src', '')).split('/')[-2][:8]})"


def _words(tag: Tag) -> str:
    """Without those of blocks inside it; marks as they are written in Markdown."""
    parts: list[str] = []
    for child in tag.children:
        if isinstance(child, NavigableString):
            parts.append(str(child).replace("\n", " "))
        elif isinstance(child, Tag) and child.name == "br":
            parts.append(" ↵ ")
        elif isinstance(child, Tag) and child.name not in _BLOCKS and child.name not in _BOXES:
            parts.append(_marked(child))
    return "".join(parts)


def _marked(tag: Tag) -> str:
    words, mark = _words(tag), _MARKS.get(tag.name, "")
    return f"[{words}]({tag.get('href', '')})" if tag.name == "a" else f"{mark}{words}{mark}"
