"""What a browser would make of a page: its elements, its addresses and its text."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

# What no page of ours has, wherever it may stand.
FOREIGN: Final = frozenset(
    {
        *("applet", "audio", "base", "bgsound", "embed", "frame", "frameset", "iframe", "image", "isindex", "keygen"),
        *(
            "listing",
            "marquee",
            "math",
            "noscript",
            "object",
            "plaintext",
            "portal",
            "style",
            "template",
            "video",
            "xmp",
        ),
        *("animate", "foreignobject", "set", "use"),
    }
)
ADDRESSES: Final = frozenset({"href", "src", "action", "formaction", "data", "poster", "xlink:href", "background"})
SCHEMES: Final = ("/", "#", "?", "https://", "http://", "mailto:")
Attributes = dict[str, str | None]


class Page(HTMLParser):
    """``elements`` with their attributes, in the order of the page; ``text`` as a reader sees it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self._words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("br", "p", "li", "blockquote", "td", "dd"):
            self._words.append("\n")

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", {"data": data}))

    @property
    def text(self) -> str:
        return one_line("".join(self._words))

    @property
    def shape(self) -> list[tuple[str, list[str]]]:
        """The elements with the names of their attributes: the same for two pages that differ by text alone."""
        return [(tag, sorted(attributes)) for tag, attributes in self.elements]

    def dangers(self) -> list[str]:
        return [danger for tag, attributes in self.elements for danger in _dangers(tag, attributes)]


def _dangers(tag: str, attributes: Attributes) -> Iterator[str]:
    if tag in FOREIGN or (tag == "meta" and "http-equiv" in attributes):
        yield tag
    if tag == "script" and not (attributes.get("src") or "").startswith("/static/"):
        yield "script"
    for name, value in attributes.items():
        if name.startswith(("on", "hx-on")) or name in ("style", "srcdoc"):
            yield f"{tag} {name}"
        if name in ADDRESSES and value and not value.startswith(SCHEMES):
            yield f"{tag} {name}={value}"


def one_line(text: str) -> str:
    """As a browser shows it: white space is one space."""
    return " ".join(text.split())
