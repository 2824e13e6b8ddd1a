"""The pictures of stories: stored once by their content, shown in fixed widths."""

import hashlib
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image

from goda_exempel.accounts.models import User
from goda_exempel.pictures import TYPES, WIDTHS, Encoded, encode, read_upload, rendition_height, upright, widths_of
from stories.content import StoryContent
from stories.models import Picture, Story

DEFAULT_WIDTH: Final = WIDTHS[1]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as ``includes/picture.html`` reads it; ``width`` and ``height`` are those of ``src``."""

    src: str
    srcset_webp: str
    srcset_jpeg: str
    width: int
    height: int
    alt: str
    caption: str
    photographer: str


def shown(content: StoryContent) -> Shown | None:
    """The picture of an edition at its public address, and of a work version at the desk's."""
    picture = content.picture
    if picture is None:
        return None
    widths = widths_of(picture.width)
    width = max((step for step in widths if step <= DEFAULT_WIDTH), default=widths[0])
    return Shown(
        src=_address(content, picture, width, "jpg"),
        srcset_webp=", ".join(f"{_address(content, picture, step, 'webp')} {step}w" for step in widths),
        srcset_jpeg=", ".join(f"{_address(content, picture, step, 'jpg')} {step}w" for step in widths),
        width=width,
        height=rendition_height(picture.width, picture.height, width),
        alt=content.picture_alt,
        caption=content.picture_caption,
        photographer=content.photographer,
    )


def _address(content: StoryContent, picture: Picture, width: int, ext: str) -> str:
    if isinstance(content, Story):
        return reverse("stories:picture", args=[content.pk, width, ext])
    return reverse("picture", args=[picture.key, width, ext])


def store(upload: File[bytes], *, by: User | None) -> Picture:
    """Take in an uploaded file. Raises ValidationError with a sentence where it can't be used."""
    return keep(encode(read_upload(upload)), by)


def store_image(image: Image.Image, *, by: User | None = None) -> Picture:
    """Take in a picture that is already in memory (one that was drawn)."""
    return keep(encode(upright(image)), by)


def keep(encoded: Encoded, by: User | None) -> Picture:
    """Store what is encoded, once. Files first, then the row: a row always has its files."""
    key = hashlib.sha256(encoded.original).hexdigest()
    known = Picture.objects.filter(key=key).first()
    if known is not None:
        return known
    try:
        for (width, ext), data in encoded.renditions.items():
            _put(file_name(key, width, ext), data)
        _put(original_name(key), encoded.original)
    except OSError as error:
        raise ValidationError(
            _("The picture could not be stored just now. Try again in a while."), code="storage"
        ) from error
    sides = {"width": encoded.width, "height": encoded.height}
    return Picture.objects.get_or_create(key=key, defaults={**sides, "uploaded_by": by})[0]


def original_name(key: str) -> str:
    return f"pictures/{key[:2]}/{key}.jpg"


def file_name(key: str, width: int, ext: str) -> str:
    return f"pictures/{key[:2]}/{key}-{width}.{ext}"


def _put(name: str, data: bytes) -> None:
    """Write a file over whatever an interrupted upload left of it."""
    default_storage.delete(name)
    stored = default_storage.save(name, ContentFile(data))
    if stored != name:  # the same picture was stored at the same moment
        default_storage.delete(stored)


def rendition(picture: Picture, width: int, ext: str) -> bytes | None:
    """The bytes of a rendition, or None where there is none of that width."""
    if width not in widths_of(picture.width) or ext not in TYPES:
        return None
    with default_storage.open(file_name(picture.key, width, ext)) as file:
        return bytes(file.read())
