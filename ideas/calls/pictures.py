"""The pictures of calls for ideas: stored once by their content, served at the address of their call alone."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from goda_exempel.accounts.models import User
from goda_exempel.pictures import TYPES, WIDTHS, Encoded, encode, read_upload, rendition_height, upright, widths_of
from ideas.calls.models import Call, CallPicture

KEPT_UNUSED: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as ``includes/picture.html`` reads it; ``width`` and ``height`` are those of ``src``."""

    src: str
    srcset_webp: str
    srcset_jpeg: str
    width: int
    height: int
    alt: str


def shown(call: Call) -> Shown | None:
    picture = call.picture
    if picture is None:
        return None
    widths = widths_of(picture.width)
    width = max((step for step in widths if step <= WIDTHS[1]), default=widths[0])
    return Shown(
        src=_address(call, width, "jpg"),
        srcset_webp=", ".join(f"{_address(call, step, 'webp')} {step}w" for step in widths),
        srcset_jpeg=", ".join(f"{_address(call, step, 'jpg')} {step}w" for step in widths),
        width=width,
        height=rendition_height(picture.width, picture.height, width),
        alt=call.picture_alt,
    )


def _address(call: Call, width: int, ext: str) -> str:
    return reverse("ideas:call_picture", args=[call.slug, width, ext])


def store(upload: File[bytes], *, by: User) -> CallPicture:
    """Take in an uploaded file. Raises ValidationError with a sentence where it can't be used."""
    return keep(encode(read_upload(upload)), by)


def store_image(image: Image.Image, *, by: User | None = None) -> CallPicture:
    """Take in a picture that is already in memory (one that was drawn)."""
    return keep(encode(upright(image)), by)


def keep(encoded: Encoded, by: User | None) -> CallPicture:
    """Store what is encoded, once. Files first, then the row: a row always has its files."""
    key = hashlib.sha256(encoded.original).hexdigest()
    known = CallPicture.objects.filter(key=key)
    if known.update(uploaded_at=timezone.now()):  # so that nobody forgets it meanwhile
        return known.get()
    try:
        for (width, ext), data in encoded.renditions.items():
            _put(_file_name(key, width, ext), data)
    except OSError as error:
        raise ValidationError(
            _("The picture could not be stored just now. Try again in a while."), code="storage"
        ) from error
    fields = {"width": encoded.width, "height": encoded.height, "uploaded_by": by}
    return CallPicture.objects.get_or_create(key=key, defaults=fields)[0]


def rendition(picture: CallPicture, width: int, ext: str) -> bytes | None:
    """The bytes of a rendition, or None where there is none of that width."""
    if width not in widths_of(picture.width) or ext not in TYPES:
        return None
    with default_storage.open(_file_name(picture.key, width, ext)) as file:
        return bytes(file.read())


def forget_unused(now: datetime) -> None:
    """Throw away pictures that no call has, some days after they came: a form that was never saved, a draft deleted."""
    for picture in CallPicture.objects.filter(calls=None, uploaded_at__lt=now - KEPT_UNUSED):
        with transaction.atomic():
            row = CallPicture.objects.select_for_update().filter(pk=picture.pk).first()
            if row is not None and not row.calls.exists():
                row.delete()
                transaction.on_commit(partial(_forget_files, picture))


def _forget_files(picture: CallPicture) -> None:
    for width in widths_of(picture.width):
        for ext in TYPES:
            default_storage.delete(_file_name(picture.key, width, ext))


def _file_name(key: str, width: int, ext: str) -> str:
    return f"calls/{key[:2]}/{key}-{width}.{ext}"


def _put(name: str, data: bytes) -> None:
    """Write a file over whatever an interrupted upload left of it."""
    default_storage.delete(name)
    stored = default_storage.save(name, ContentFile(data))
    if stored != name:  # the same picture was stored at the same moment
        default_storage.delete(stored)
