"""Pages that nobody wrote by hand: tags without number or in one another by the hundred are taken away before reading.

Reading takes time by the number of tags times their depth, so both are bounded, and so is the time of finding them.
"""

import re
import time
from collections import Counter
from html.parser import HTMLParser
from typing import Final

from bs4.builder import HTMLTreeBuilder
from django.utils.translation import gettext as _

from ideas.importing.text import UnreadableError

MOST_DEPTH: Final = 200  # of tags in one another; a page has thirty
MOST_TAGS: Final = 10_000  # that begin or end; a page has two thousand
MOST_CHARACTERS: Final = 2_000_000  # without the pictures that lie in the page itself
_SECONDS: Final = 0.5  # of computing
_VOID: Final = frozenset(HTMLTreeBuilder.DEFAULT_EMPTY_ELEMENT_TAGS or ())  # br, img, meta …: nothing stands in them
_BOX: Final = re.compile(r"</?(?:div|span|font|section|center|table|tbody|tr|td)\b[^<>]*>", re.IGNORECASE)
_NO_TEXT: Final = re.compile(r"<(?!/?(?:p|h[1-6]|title|meta|link|br|img)\b)[^<>]*>", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--(?!\s*saved from).*?-->", re.DOTALL)
_DATA: Final = re.compile(r"(\bdata:)[^\s\"'<>)]{200,}", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"<p\b", re.IGNORECASE)


class _TooMuchError(Exception):
    pass


class _Measure(HTMLParser):
    """Opens and closes tags as the parser of the reading does, and stops where they are too many."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._until = time.thread_time() + _SECONDS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        self._open.append(tag)
        self._count[tag] += 1
        if len(self._open) > MOST_DEPTH:
            raise _TooMuchError
        self.handle_data()

    def handle_endtag(self, tag: str) -> None:
        """It closes all that was opened after it; one that was never opened closes nothing."""
        while self._count[tag]:
            last = self._open.pop()
            self._count[last] -= 1
            if last == tag:
                break
        self.handle_data()

    def handle_data(self, data: str = "") -> None:
        if time.thread_time() > self._until:
            raise _TooMuchError


def shallow(html: str) -> tuple[str, str]:
    """The page, with no more tags than can be read, and what there is to say about it.

    Boxes that are only boxes go first, then all but paragraphs. Raises UnreadableError where that is not enough.
    """
    html = _ended(html)
    if is_shallow(html):
        return html, ""
    note = _(
        "The page has more tags, or more of them in one another, than a page has. It was read without its boxes: "
        "compare the lead and the text with the page."
    )
    for flat in (_without_boxes, _paragraphs):
        if is_shallow(less := flat(html)):
            return less, note
    raise UnreadableError(
        _("The page has more tags (%(most)s) or characters (%(letters)s) than are read. Save it with its text alone.")
        % {"most": MOST_TAGS, "letters": MOST_CHARACTERS}
    )


def shallow_cell(text: str) -> tuple[str, str]:
    """The same of a text in a table, which is left as it stands where it can be read so."""
    return (text, "") if text.count("<") <= MOST_DEPTH or is_shallow(text) else shallow(text)


def _ended(html: str) -> str:
    """Nothing in it that begins and never ends: the parser would look for each end through the whole page."""
    html = _DATA.sub(r"\1", html).replace("<![", "<!-[")
    last = html.rfind(">") + 1
    html = html[:last] + html[last:].replace("<", " ")
    if html.rfind("<!--") > html.rfind("-->"):
        html += "-->"
    return _COMMENT.sub("", html)


def is_shallow(html: str) -> bool:
    if html.count("<") + html.count("&") // 20 > MOST_TAGS or len(html) > MOST_CHARACTERS:
        return False
    measure = _Measure()
    try:
        measure.feed(html)
        measure.close()
    except (_TooMuchError, AssertionError):  # Python's parser gives up on «<![» without end
        return False
    return True


def _without_boxes(html: str) -> str:
    return _BOX.sub(" ", html)


def _paragraphs(html: str) -> str:
    """Its words in paragraphs and headings; a paragraph ends where the next begins."""
    return _PARAGRAPH.sub("</p><p", _NO_TEXT.sub(" ", html))
