"""The pictures inside a text: what the editor keeps is a short figure, what readers see is the whole picture."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from stories.content import StoryContent
from stories.faces.hidden import Hidden, hidden
from stories.faces.masking import signed
from stories.models import Picture
from stories.pictures.showing import Address, Shown, address_for, shown_picture

SIZES: Final = "(min-width: 44em) 42rem, 100vw"
KEY: Final = re.compile(r"/redaktion/bilder/([0-9a-f]{64})/")
_FIGURE: Final = re.compile(r"<figure[^>]*>.*?</figure>|<img\b[^>]*>", re.DOTALL)
_CAPTION: Final = re.compile(r"<figcaption[^>]*>(.*?)</figcaption>", re.DOTALL)
_ALT: Final = re.compile(r'\balt="([^"]*)"')


def keys_in(*texts: str) -> list[str]:
    """The keys of the pictures in texts, each once, in their order."""
    return list(dict.fromkeys(key for text in texts for key in KEY.findall(text)))


def alts_in(text: str) -> list[tuple[str, str]]:
    """Key and alt text of each picture in a text."""
    return [(key[1], _alt(part)) for part in _FIGURE.findall(text) if (key := KEY.search(part))]


def keys_of(content: StoryContent) -> list[str]:
    return keys_in(content.body, content.fact_box, content.how_to)


def with_pictures(
    html: str, content: StoryContent, *, known: Hidden | None = None, address: Address | None = None
) -> SafeString:
    """The clean ``html`` of this content with its figures as whole pictures; those that are hidden, unknown or not
    ours are left out. One query for all of them, and none where there are none."""
    keys = keys_in(html)
    known = (hidden() if known is None else known) if keys else Hidden()
    there = _by_key(keys, known) if keys else {}
    for picture in there.values():
        picture.photographer = signed(picture.photographer, content, known)
    place = address or address_for(content)
    return mark_safe(_FIGURE.sub(lambda found: _whole(found[0], there, place), html))  # noqa: S308 (html is clean)


def with_file_names(html: str, known: Hidden) -> SafeString:
    """The same for an archive copy, in which each picture lies beside the page as ``<key>.jpg``."""
    there = _by_key(keys_in(html), known)

    def named(found: re.Match[str]) -> str:
        picture = _picture_in(found[0], there)
        return re.sub(r'src="[^"]*"', f'src="{picture.key}.jpg"', found[0]) if picture else ""

    return mark_safe(_FIGURE.sub(named, html))  # noqa: S308 (html is clean)


def _by_key(keys: Iterable[str], known: Hidden) -> dict[str, Picture]:
    rows = Picture.objects.filter(key__in=keys)
    return {picture.key: picture for picture in rows if picture.pk not in known.pictures}


def _picture_in(part: str, there: dict[str, Picture]) -> Picture | None:
    found = KEY.search(part)
    return there.get(found[1]) if found else None


def _whole(part: str, there: dict[str, Picture], address: Address) -> str:
    picture = _picture_in(part, there)
    if picture is None:
        return ""
    caption = _CAPTION.search(part)
    picture_shown: Shown = shown_picture(
        picture,
        address,
        alt=_alt(part),
        caption=mark_safe(caption[1].strip()) if caption else "",  # noqa: S308 (a part of what is clean)
        photographer=picture.photographer,
    )
    return render_to_string("includes/picture.html", {"picture": picture_shown, "sizes": SIZES}).strip()


def _alt(part: str) -> str:
    found = _ALT.search(part)
    return unescape(found[1]).strip() if found else ""
