"""Addresses of an older site, in the one form they are stored and looked for in."""

import unicodedata
from typing import Final
from urllib.parse import parse_qsl, quote_from_bytes, unquote_to_bytes, urlencode, urlsplit

from goda_exempel.staff_addresses import STAFF_PREFIXES

LONGEST: Final = 500
NEVER: Final = (*STAFF_PREFIXES, "/api/", "/static/", "/halsa/")  # where nothing of the older site is shown
_NOISE: Final = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def settled(address: str) -> str:
    """A path or a whole address as path and sorted query: no host, no fragment, lower case, no slash at the end.

    ``HTTP://Gamla.example/Artiklar/Cykeln/?Id=17#topp`` is ``/artiklar/cykeln?id=17``. Empty for what is no address.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme and parts.scheme.lower() not in ("http", "https"):
        return ""
    path, query = parts.path, parts.query
    if not parts.netloc and not path.startswith("/"):
        path = f"/{path}"
    return joined(settled_path(path), settled_query(query))


def may_lead(address: str) -> bool:
    """Whether the portal looks for a story there where it has no page of its own (see the middleware)."""
    return not f"{address.partition('?')[0]}/".startswith(NEVER)


def joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def settled_path(path: str) -> str:
    steps = [step for step in _decoded(path).split("/") if step]
    return "/" + "/".join(steps)


def settled_query(query: str) -> str:
    pairs = [(_decoded(name), _decoded(value)) for name, value in _pairs(query)]
    return urlencode(sorted(pair for pair in pairs if not pair[0].startswith(_NOISE)))


def _pairs(query: str) -> list[tuple[str, str]]:
    """Parted before they are decoded, so that letters of any encoding stay whole."""
    raw = quote_from_bytes(query.encode("utf-8", "surrogateescape"), safe="%&=+;:@,/?.-_~")
    return parse_qsl(raw.replace("%", "%25"), keep_blank_values=True)


def _decoded(text: str) -> str:
    """Percent-encoding undone, as UTF-8 or as an older site wrote it, in composed lower-case letters."""
    raw = unquote_to_bytes(text)
    try:
        plain = raw.decode("utf-8")
    except UnicodeDecodeError:
        plain = raw.decode("cp1252", "replace")
    return unicodedata.normalize("NFC", plain).casefold().replace("\0", "")
