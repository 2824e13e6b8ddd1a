"""Names inside addresses: ``bo.ek@exempel.se``, ``@bo_ek``, ``/om/bo-ek/``, with letters coded or without dots."""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import unquote

_HREF: Final = re.compile(r"""\s+href=\\?(?:"([^"\\]*)\\?"|'([^']*)')""", re.IGNORECASE)
_WORD: Final = re.compile(r"""[^\s<>"'()]+""")
_ENDS: Final = ".,;:!?…\\"  # what closes a sentence, not an address
_MARKS: Final = re.compile(r"@|://|www\.|href=|%", re.IGNORECASE)
_BETWEEN: Final = "[^a-z0-9]*"


def without_addresses(text: str, names: tuple[str, ...], somebody: str, written: re.Pattern[str]) -> str:
    """The text without the addresses that tell a name: a link stays without where it led, the rest is ``somebody``."""
    if not _MARKS.search(text):
        return text

    def link(found: re.Match[str]) -> str:
        address = unquote(unescape(found[1] or found[2] or ""))
        return "" if _tells(address, names) or written.search(address) else found[0]

    def plain(found: re.Match[str]) -> str:
        address = found[0].rstrip(_ENDS)
        is_told = _MARKS.search(address) and _tells(unquote(unescape(address)), names)
        return somebody + found[0][len(address) :] if is_told else found[0]

    parts = re.split(r"(<[^>]*>)", text)
    return "".join(_HREF.sub(link, part) if part.startswith("<") else _WORD.sub(plain, part) for part in parts)


def _tells(address: str, names: tuple[str, ...]) -> bool:
    """Whether the whole name stands there, or a part of it where the address is of a person."""
    whole, parts = _patterns(names)
    folded = _folded(address)
    return bool(whole.search(folded) or ("@" in address and parts.search(folded)))


@lru_cache(maxsize=64)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    split = [re.findall(r"[a-z0-9]+", _folded(name)) for name in names]
    whole = [_BETWEEN.join(order) for name in split if len(name) > 1 for order in (name, name[::-1])]
    return _any_of(whole), _any_of([name[0] for name in split if len(name) == 1])


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    either = "|".join(patterns) or r"(?!)"
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])")


def _folded(text: str) -> str:
    """Small letters without dots and accents."""
    return unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
