"""Formatted text on its way to proper blocks (see ``goda_exempel.markup``): marks around blocks, and loose words."""

import re
from itertools import groupby
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.element import PageElement
from bs4.formatter import HTMLFormatter

from goda_exempel.text import render_markdown

BLOCKS: Final = ("p", "h2", "h3", "h4", "li", "figcaption")
BOXES: Final = ("ul", "ol", "blockquote", "aside", "figure")
INLINE: Final = ("strong", "em", "a")
FORMATTER: Final = HTMLFormatter(EntitySubstitution.substitute_xml, void_element_close_prefix="")
_KEPT_TAG: Final = re.compile("\ue000([0-9]+)\ue001")  # where a tag stands in Markdown: characters of no script


def is_block(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name in BLOCKS or node.name in BOXES)


def distribute(inline: Tag) -> None:
    """Bold around paragraphs becomes bold in each of them."""
    if not any(is_block(child) for child in inline.contents):
        return
    for are_blocks, children in groupby(list(inline.contents), key=is_block):
        nodes = list(children)
        if not are_blocks:
            _wrap(nodes, inline)
        for block in nodes if are_blocks else ():
            if isinstance(block, Tag) and block.name != "figure":
                distribute(_wrap(list(block.contents), inline))
    inline.unwrap()


def _wrap(nodes: list[PageElement], like: Tag) -> Tag:
    """Puts a tag of the same kind around them, where they have words."""
    tag = BeautifulSoup("", "html.parser").new_tag(like.name)
    tag.attrs.update(like.attrs)
    if any(isinstance(node, Tag) or str(node).strip() for node in nodes):
        nodes[0].insert_before(tag)
        for node in nodes:
            tag.append(node.extract())
    return tag


def render_loose(soup: BeautifulSoup) -> None:
    """What is written outside of every block is Markdown, as it is in a text without HTML."""
    for are_blocks, children in groupby(list(soup.contents), key=is_block):
        nodes = [] if are_blocks else list(children)
        if html := _rendered(nodes):
            nodes[0].insert_before(BeautifulSoup(html, "html.parser"))
            for node in nodes:
                node.extract()


def _rendered(nodes: list[PageElement]) -> str:
    """Tags among the words stand as they are."""
    tags: list[str] = []
    text = ""
    for node in nodes:
        if isinstance(node, Tag):
            tags.append(node.decode(formatter=FORMATTER))
            text += f"\ue000{len(tags) - 1}\ue001"
        else:
            text += _KEPT_TAG.sub("", str(node))
    return _KEPT_TAG.sub(lambda found: tags[int(found[1])], render_markdown(text.strip("\n")))
