"""A name that is withdrawn, taken out of what readers see. The edition itself stays as it was approved."""

import copy
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeVar

from django.conf import settings
from django.utils.translation import gettext, override

from stories.content import StoryContent
from stories.faces.addresses import without_addresses
from stories.faces.hidden import Hidden

C = TypeVar("C", bound=StoryContent)

TEXTS: Final = (
    "title", "lead", "body", "pull_quote", "fact_box", "how_to", "picture_alt", "picture_caption", "new_evidence",
    "useful_evidence", "in_use_where",
)  # fmt: skip
SIGNED: Final = ("pull_quote_by", "byline", "photographer")  # whose whole content is a name
_CAPITALISED: Final = re.compile(r"\b[A-ZÅÄÖÉ]\w+")
_GAP: Final = r"(?:(?:\s|&nbsp;|-)+|[._])"
_BEGINS: Final = re.compile(r"(?:[.!?:>”\"]\s*|\n\s*)$")  # what stands before the first word of a sentence


def masked(content: C, hidden: Hidden) -> C:
    """The content as it may be shown: itself, or a copy without the names that are hidden in its story."""
    names = hidden.names_in(getattr(content, "story_id", content.pk))
    if not names:
        return content
    shown = copy.copy(content)
    for name in TEXTS:
        if name in content.__dict__:
            setattr(shown, name, mask(getattr(content, name), names))
    for name in SIGNED:
        if name in content.__dict__ and _is_signed_by(getattr(content, name), names):
            setattr(shown, name, "")
    return shown


def signed(name: str, content: StoryContent, hidden: Hidden) -> str:
    """The name below a picture, unless it is hidden in the story of this content."""
    names = hidden.names_in(getattr(content, "story_id", content.pk))
    return "" if names and _is_signed_by(name, names) else name


def _is_signed_by(text: str, names: tuple[str, ...]) -> bool:
    """Whether the whole name stands there, or nothing but parts of it: relatives of the same name stay."""
    if any(_pattern((name,)).search(text) for name in names if " " in name):
        return True
    capitalised = _CAPITALISED.findall(text)
    return bool(capitalised) and all(_pattern(names).fullmatch(word) for word in capitalised)


def is_named(content: StoryContent, names: Iterable[str]) -> bool:
    """Whether any of the names stands in the content."""
    known = tuple(names)
    texts = (str(getattr(content, name)) for name in (*TEXTS, *SIGNED))
    return any(mask(text, known) != text for text in texts)


def mask(text: str, names: Iterable[str]) -> str:
    """The text with each name, and its genitive, replaced by words for anybody; addresses that tell it are left out."""
    somebody, known = _somebody(), tuple(names)
    text = without_addresses(text, known, somebody, _pattern(known))

    def instead(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - 4) : found.start()]
        word = somebody if before and not _BEGINS.search(before) else somebody[:1].upper() + somebody[1:]
        return f"{word}s" if found["genitive"] else word

    return _pattern(known).sub(instead, text)


def _somebody() -> str:
    """In the language of the stories, whatever the page's is."""
    with override(settings.LANGUAGE_CODE):
        return gettext("a person")


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first, so that nothing of one is left."""
    either = "|".join(_written(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?P<genitive>s|:s|’s|'s)?(?!\w)")


def _written(name: str) -> str:
    """A whole name in any case and however it is spaced; a single one as a name is written, or in capitals."""
    parts = [re.escape(part) for part in re.split(r"[\s-]+", name) if part]
    if len(parts) > 1:
        return f"(?i:{_GAP.join(parts)})"
    return f"{re.escape(name)}|{re.escape(name.upper())}"
