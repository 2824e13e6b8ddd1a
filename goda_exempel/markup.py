"""Formatted text: what is allowed in it, how it is cleaned, and how it is read as plain text.

Formatted texts are stored as clean HTML. What people hand in may be HTML (from the editor, from Word), Markdown or
plain text: ``to_html`` makes the same clean HTML of each. Nothing is shown that ``nh3`` has not cleaned against the one
allow-list of this module.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from goda_exempel.markup_blocks import BLOCKS, BOXES, FORMATTER, INLINE, distribute, is_block, render_loose
from goda_exempel.text import ALLOWED_SCHEMES, render_markdown

ALLOWED_TAGS: Final = {
    "p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "aside", "figure", "figcaption",
    "img",
}  # fmt: skip
ALLOWED_ATTRIBUTES: Final = {"a": {"href"}, "ol": {"start"}, "img": {"src", "alt"}}
ALLOWED_CLASSES: Final = {"aside": {"fact-box"}, "blockquote": {"pull-quote"}}
# What stands inside them is no text of the writer's.
_WITHOUT_TEXT: Final = {"script", "style", "svg", "math", "iframe", "object", "template", "noscript", "title", "head"}
_PARAGRAPHS: Final = (
    "div", "tr", "caption", "dt", "dd", "pre", "section", "article", "header", "footer", "main", "address",
)  # fmt: skip
_SAME_AS: Final = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", **dict.fromkeys(_PARAGRAPHS, "p")}
_CELLS: Final = ("td", "th")
_LOOKS_LIKE_HTML: Final = re.compile(
    r"</?(?:p|h[1-6]|ul|ol|li|blockquote|aside|figure|div|span|table|t[rdh]|d[ltd]|pre|section|article|br|strong|em|b|i|a)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile(r"/redaktion/bilder/([0-9a-f]{64})/\d+\.\w+")
MOST_DEPTH: Final = 40  # of tags in one another; a text has five
_MOST_TURNS: Final = 10  # until nothing changes any more; two are enough for all but tangled marks


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or caption: its tag, its words, and in which boxes it stands (``aside.fact-box``)."""

    tag: str
    text: str
    inside: tuple[str, ...] = ()


def to_html(text: str) -> SafeString:
    """HTML, Markdown or plain text as clean HTML. Cleaning what is clean changes nothing."""
    return mark_safe(_to_html(text))  # noqa: S308 (nh3 has cleaned it)


@lru_cache(maxsize=512)
def _to_html(text: str) -> str:
    if _LOOKS_LIKE_HTML.search(text):
        return clean(_in_blocks(_known(text), has_markdown=True))
    return clean(render_markdown(text)) or clean(f"<p>{escape(text)}</p>")  # Markdown gives up on marks without end


def clean(html: str) -> str:
    """Only what the allow-list has, in proper blocks. Marks of other kinds are taken away, their words stay."""
    for _turn in range(_MOST_TURNS):
        before, html = html, _in_blocks(_known(html))
        if html == before:
            break
    return html


def _known(html: str) -> str:
    known = nh3.clean(
        html,
        tags={*ALLOWED_TAGS, *_SAME_AS, *_CELLS},
        clean_content_tags=_WITHOUT_TEXT,
        attributes=ALLOWED_ATTRIBUTES,
        allowed_classes=ALLOWED_CLASSES,
        attribute_filter=_kept_value,
        url_schemes=ALLOWED_SCHEMES,
        link_rel=None,
    )
    return _without_depth(known)


def _kept_value(tag: str, attribute: str, value: str) -> str | None:
    """A picture is one of ours, named by its address at the desk; every other is taken away."""
    if (tag, attribute) == ("img", "src"):
        return value if _PICTURE.fullmatch(value) else None
    return value.replace("\x00", "")


def _without_depth(html: str) -> str:
    """Tags that stand in one another by the thousand are no text: only its words are kept."""
    depth = deepest = 0
    for slash, name in re.findall(r"<(/?)([a-z0-9]+)", html):
        depth += 0 if name in ("br", "img") else -1 if slash else 1
        deepest = max(deepest, depth)
    return html if deepest <= MOST_DEPTH else nh3.clean(html, tags={"p", "br"}, attributes={}, link_rel=None)


def _in_blocks(html: str, *, has_markdown: bool = False) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for cell in soup.find_all(list(_CELLS)):
        _part(cell)
    for tag in soup.find_all(list(_SAME_AS)):
        tag.name = _SAME_AS[tag.name]
    for picture in soup.find_all("img"):
        _settle_picture(picture)
    for caption in soup.find_all("figcaption"):
        caption.name = "figcaption" if caption.find_parent("figure") else "p"
    for link in soup.find_all("a", href=False):
        link.unwrap()
    for tag in reversed(soup.find_all(list(INLINE))):
        distribute(tag)
    if has_markdown:
        render_loose(soup)
    _wrap_loose(soup)
    for tag in reversed(soup.find_all([*BLOCKS, *BOXES])):
        _tidy(tag)
    html = "\n".join(part.decode(formatter=FORMATTER) for part in soup.contents if isinstance(part, Tag))
    return html.strip()


def _part(cell: Tag) -> None:
    """Of a table the words stay: a row is a paragraph, with a space between its cells."""
    before = cell.previous_sibling
    if before is not None and before.get_text().strip():
        cell.insert_before(" ")
    cell.unwrap()


def _settle_picture(picture: Tag) -> None:
    """A picture stands in a figure; one that is not ours goes, and its figure with it."""
    figure = picture.find_parent("figure")
    if not picture.get("src"):
        (figure or picture).extract()
    elif figure is None:
        picture.wrap(BeautifulSoup("", "html.parser").new_tag("figure"))


def _wrap_loose(parent: Tag) -> None:
    """Words outside of every block become paragraphs; an empty line parts two."""
    paragraph: Tag | None = None
    for child in list(parent.contents):
        if is_block(child):
            paragraph = None
            continue
        parts = re.split(r"\n\s*\n", child) if isinstance(child, NavigableString) else [child]
        for number, part in enumerate(parts):
            if (number or paragraph is None) and (paragraph := _new_paragraph(child, part)) is None:
                continue
            paragraph.append(part.extract() if isinstance(part, PageElement) else NavigableString(part))
        if isinstance(child, NavigableString):
            child.extract()


def _new_paragraph(before: PageElement, part: PageElement | str) -> Tag | None:
    """An empty paragraph where words begin; white space between blocks needs none."""
    if isinstance(part, str) and not part.strip():
        return None
    paragraph = BeautifulSoup("", "html.parser").new_tag("p")
    before.insert_before(paragraph)
    return paragraph


def _tidy(tag: Tag) -> None:
    """Boxes hold blocks, blocks hold words: a block inside a block is let out, an empty one is taken away."""
    if tag.name in ("ul", "ol"):
        _without_white_space(tag)
    holds_blocks = any(is_block(child) for child in tag.contents)
    if tag.name in ("p", "h2", "h3", "h4") and holds_blocks:
        _let_out(tag)
    elif tag.name in ("blockquote", "aside"):
        _wrap_loose(tag)
    elif tag.name == "li":
        _without_lone_paragraph(tag)
    elif tag.name == "figcaption" and holds_blocks:
        _without_blocks(tag)
    if tag.parent is not None and tag.name != "figure" and not tag.get_text(strip=True) and not tag.find("img"):
        tag.extract()


def _let_out(tag: Tag) -> None:
    """The words of a heading stay a heading, those of its paragraphs too."""
    _wrap_loose(tag)
    for child in tag.find_all("p", recursive=False):
        child.name = tag.name
    tag.unwrap()


def _without_blocks(caption: Tag) -> None:
    for block in caption.find_all([*BLOCKS, *BOXES]):
        block.insert_before(" ")
        block.insert_after(" ")
        block.unwrap()


def _without_lone_paragraph(item: Tag) -> None:
    """Editors put the words of an item in a paragraph, Markdown does not: one of the two is stored."""
    words = [child for child in item.contents if isinstance(child, Tag) or str(child).strip()]
    first, rest = words[:1], words[1:]
    if first and isinstance(first[0], Tag) and first[0].name == "p" and all(map(_is_box, rest)):
        first[0].unwrap()


def _is_box(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in BOXES


def _without_white_space(tag: Tag) -> None:
    for child in list(tag.contents):
        if isinstance(child, NavigableString) and not child.strip():
            child.extract()


def blocks(html: str) -> list[Block]:
    """The text of clean HTML, block by block, in reading order."""
    return list(_blocks(BeautifulSoup(to_html(html), "html.parser")))


def _blocks(soup: BeautifulSoup) -> Iterator[Block]:
    for tag in soup.find_all(list(BLOCKS)):
        boxes = (box for box in tag.parents if box.name in BOXES)
        text = " ".join(part for part in _own_words(tag).split())
        if text:
            yield Block(tag.name, text, tuple(".".join((box.name, *box.get_attribute_list("class"))) for box in boxes))


def _own_words(tag: Tag) -> str:
    """The words of a block without those of blocks inside it (a list in an item); a line break is a space."""
    parts: list[str] = []
    for child in tag.children:
        if isinstance(child, NavigableString):
            parts.append(str(child))
        elif isinstance(child, Tag) and child.name == "br":
            parts.append(" ")
        elif isinstance(child, Tag) and child.name not in BLOCKS and child.name not in BOXES:
            parts.append(_own_words(child))
    return "".join(parts)


def plain(html: str) -> str:
    """The words alone, one block a line."""
    return "\n".join(block.text for block in blocks(html))


def pictures_in(html: str) -> list[str]:
    """The keys of the pictures in a text, in order."""
    return _PICTURE.findall(html)
