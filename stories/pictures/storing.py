"""How a picture comes in: judged, re-encoded once and stored by its content. The rest is made in the background."""

import hashlib
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from goda_exempel.accounts.models import User
from goda_exempel.pictures import Encoded, encode, first_look, read_upload, upright
from goda_exempel.renditions import KINDS
from goda_exempel.storing import put
from stories.models import Picture
from stories.pictures.tasks import make_renditions

IN_ORDER: Final = tuple(KINDS)


def store(upload: File[bytes], *, by: User | None) -> Picture:
    """Take in an uploaded file; its renditions are made by the worker. Raises ValidationError with a sentence where it
    can't be used or stored."""
    return keep(first_look(read_upload(upload)), by)


def store_image(image: Image.Image, *, by: User | None = None) -> Picture:
    """Take in a picture that is already in memory (one that was drawn), with its renditions."""
    return keep(encode(upright(image)), by)


def keep(encoded: Encoded, by: User | None) -> Picture:
    """Store what is encoded, once. Files first, then the row: a row always has its original and its smallest JPEG."""
    key = hashlib.sha256(encoded.original).hexdigest()
    known = Picture.objects.filter(key=key).first()
    if known is not None:
        return known
    try:
        for (width, ext), data in encoded.renditions.items():
            put(file_name(key, width, ext), data)
        put(original_name(key), encoded.original)
    except OSError as error:
        raise ValidationError(
            _("The picture could not be stored just now. Try again in a while."), code="storage"
        ) from error
    fields = {"width": encoded.width, "height": encoded.height, "kinds": _kinds_of(encoded), "uploaded_by": by}
    with transaction.atomic():
        picture, is_new = Picture.objects.get_or_create(key=key, defaults=fields)
        if is_new and not picture.kinds:
            make_renditions.enqueue(picture.pk)
    return picture


def _kinds_of(encoded: Encoded) -> str:
    """The formats that every width is there in. The small JPEG of an upload is none of them yet."""
    endings = {ext for _width, ext in encoded.renditions}
    return " ".join(ext for ext in IN_ORDER if ext in endings) if len(encoded.renditions) > 1 else ""


def original_name(key: str) -> str:
    return f"pictures/{key[:2]}/{key}.jpg"


def file_name(key: str, width: int, ext: str) -> str:
    return f"pictures/{key[:2]}/{key}-{width}.{ext}"


def rendition(picture: Picture, width: int, ext: str) -> bytes | None:
    """The bytes of a rendition, or None where there is none of that width, or none yet."""
    if not picture.has(width, ext):
        return None
    with default_storage.open(file_name(picture.key, width, ext)) as file:
        return bytes(file.read())
