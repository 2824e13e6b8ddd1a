"""The pictures that entries name: found inside the source only, and looked at before they are promised."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image

from goda_exempel.accounts.models import User
from goda_exempel.pictures import ENDINGS, FORMATS, MOST_BYTES, MOST_PIXELS
from stories.importing.sources import Source, UnreadError, is_inside
from stories.models import Picture
from stories.pictures import store

FOLDERS: Final = ("", "bilder", "pictures", "images", "foton")  # where pictures lie, seen from the table or the top
_SMALL: Final = (64, 64)  # what is decoded to see whether a picture is whole
_FILE_NAME: Final = re.compile(
    r"\.(jpe?g|png|webp|gif|heic|tiff?)$|^(img|dsc|dscn|pict|bild|image)[ _-]?\d+$|^\d+x\d+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the source, or why there is none."""

    name: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture that can be brought along: its file, and the SHA-256 of its bytes; or its problem."""

    name: str = ""
    digest: str = ""
    problem: str = ""


def is_file_name(alt: str) -> bool:
    return bool(_FILE_NAME.search(alt.strip()))


def find_file(source: Source, folders: tuple[str, ...], written: str) -> Found:
    """The file that an entry names, seen from its folders or the top, whatever the case of its letters."""
    text = unicodedata.normalize("NFC", written.strip().replace("\\", "/"))
    elsewhere = re.match(r"(?:https?:)?//", text, re.IGNORECASE)
    if elsewhere:
        text = PurePosixPath(unquote(urlsplit(text).path)).name
    elif text.lower().startswith("data:"):
        return Found(problem=_("the picture lies in the page itself. Save it as a file."))
    elif not is_inside(text):
        return Found(problem=_("“%(file)s” leads out of the folder. It is not read.") % {"file": written[:120]})
    files = {name.casefold(): name for name in source.names}
    for candidate in _candidates(folders, text.removeprefix("./")):
        if name := files.get(candidate.casefold()):
            return Found(name)
    if elsewhere:
        return Found(problem=_("“%(file)s” lies on another site, and not in the folder.") % {"file": written[:120]})
    return Found(problem=_("“%(file)s” is not in the folder.") % {"file": written[:120]})


def _candidates(folders: tuple[str, ...], text: str) -> Iterator[str]:
    for top in dict.fromkeys((*folders, ".")):
        for below in FOLDERS:
            for name in dict.fromkeys((text, unquote(text), text.partition("?")[0])):
                yield PurePosixPath(top, below, name).as_posix()


def look(source: Source, folders: tuple[str, ...], written: str, *, closely: bool = True) -> Seen:
    """Whether the picture is there and, looked at closely, whole: it is decoded as small as its format allows."""
    found = find_file(source, folders, written)
    if not found.name:
        return Seen(problem=found.problem)
    try:
        data = source.read(found.name, MOST_BYTES)
    except UnreadError as error:
        return Seen(found.name, problem=f"{found.name}: {error}")
    problem = _fault(found.name, data, closely=closely)
    return Seen(found.name, hashlib.sha256(data).hexdigest(), f"{found.name}: {problem}" if problem else "")


def _fault(name: str, data: bytes, *, closely: bool) -> str:
    if not data:
        return _("The file is empty (0 bytes).")
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                return _("The picture has too many pixels.")
            if PurePosixPath(name).suffix.lower().lstrip(".") not in ENDINGS[str(image.format)]:
                return _("The file is another kind of picture than its name says.")
            if closely:
                image.draft("RGB", _SMALL)
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _("The picture has too many pixels.")
    except Exception:  # noqa: BLE001 (decoders raise anything for a broken file, and none of it is ours)
        return _("The picture is broken, or of a kind that can't be read.")
    return ""


def keep_picture(source: Source, name: str, by: User) -> Picture:
    """Store a picture of the source. Raises ValidationError with a sentence where it can't be used."""
    try:
        data = source.read(name, MOST_BYTES)
    except UnreadError as error:
        raise ValidationError(str(error)) from error
    return store(ContentFile(data, name=PurePosixPath(name).name), by=by)


def pictures_of_text(html: str) -> list[tuple[str, str]]:
    """(file, alt text) of each picture inside a text that is HTML."""
    if "<img" not in html.lower():
        return []
    soup = BeautifulSoup(html, "html.parser")
    return [(unquote(str(tag["src"])), str(tag.get("alt") or "")) for tag in soup.find_all("img", src=True)]


def with_pictures(html: str, kept: dict[str, Picture]) -> str:
    """The text with each picture at its address at the desk, in a figure; one that was not kept is taken out."""
    if "<img" not in html.lower():
        return html
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all("img"):
        picture = kept.get(unquote(str(tag.get("src") or "")))
        if picture is None:
            (tag.find_parent("figure") or tag).extract()
            continue
        tag.attrs = {"src": f"/redaktion/bilder/{picture.key}/720.jpg", "alt": str(tag.get("alt") or "")}
        _in_figure(tag, soup)
    return str(soup)


def _in_figure(tag: Tag, soup: BeautifulSoup) -> None:
    if tag.find_parent("figure") is None:
        tag.wrap(soup.new_tag("figure"))
