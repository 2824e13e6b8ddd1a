"""Plain text and Markdown: shortening, and rendering what people write to HTML that is safe to show."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# The one allow-list. No pictures, no raw HTML, no attributes but a link's address.
ALLOWED_TAGS: Final = {
    "p", "br", "h2", "h3", "ul", "ol", "li", "strong", "em", "blockquote", "a", "hr", "code",
}  # fmt: skip
ALLOWED_ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}}
ALLOWED_SCHEMES: Final = {"http", "https", "mailto", "tel"}

_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")


def render_markdown(text: str) -> SafeString:
    """Markdown (CommonMark without raw HTML and pictures) as clean HTML; a level-one heading becomes level two."""
    return mark_safe(_render(text))  # noqa: S308 (nh3 has cleaned it)


@lru_cache(maxsize=512)
def _render(text: str) -> str:
    html = re.sub(r"<(/?)h1>", r"<\1h2>", _markdown.render(text))
    html = re.sub(r"<(/?)h[456]>", r"<\1h3>", html)
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener nofollow",
    )


def first_words(text: str, length: int) -> str:
    """The first sentence or words of a text, on one line, at most ``length`` characters and cut between words."""
    line = " ".join(text.split())
    sentence = line.split(". ")[0].rstrip(".")
    if len(sentence) <= length:
        return sentence
    return sentence[: length - 1].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"


def has_words(text: str) -> bool:
    """Whether there is anything to read: not spaces alone, nor marks that nobody sees."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)
