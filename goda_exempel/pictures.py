"""Uploaded pictures: what is taken in, and how it is re-encoded.

Everything about a file is judged before its pixels are decoded: the number of bytes, the format (by content, from a
short list) and the number of pixels. What is kept is upright, sRGB and without metadata: nothing of the file itself.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

from goda_exempel.renditions import KINDS, WIDTHS, rendition, rendition_height, save, steps, widths_of

__all__ = ["WIDTHS", "rendition_height", "widths_of"]

register_heif_opener(thumbnails=False)
Image.init()  # so that formats can be named below

MOST_BYTES: Final = 15 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
LARGEST: Final = 3000  # pixels, the longer side of what is kept
_SHRINKS_AS_IT_IS: Final = ("L", "LA", "RGB", "RGBA", "CMYK")
TYPES: Final = {"webp": KINDS["webp"], "jpg": KINDS["jpg"]}  # what is encoded at once, in the process that asks

# Format by content → the endings its files have. A phone's JPEG of two frames is called MPO.
ENDINGS: Final = {
    "JPEG": ("jpg", "jpeg", "jpe", "jfif"),
    "MPO": ("jpg", "jpeg", "mpo"),
    "PNG": ("png",),
    "WEBP": ("webp",),
    "HEIF": ("heic", "heif"),
}
FORMATS: Final = ("JPEG", "PNG", "WEBP", "HEIF")
SIGNATURES: Final = re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF.{4}WEBP|.{4}ftyp(heic|heix|mif1|msf1)", re.DOTALL)
ACCEPT: Final = ".jpg,.jpeg,.png,.webp,.heic,.heif"

# What the decoders raise for files that are broken: all of these, and nothing of our own.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    RuntimeError,
    MemoryError,
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture ready to be stored: the original as JPEG, and its renditions by (width, ending)."""

    original: bytes
    width: int
    height: int
    renditions: dict[tuple[int, str], bytes]


def read_upload(upload: File[bytes]) -> Image.Image:
    """The picture in an uploaded file, upright and in sRGB. Raises ValidationError with a sentence for the field."""
    _check_bytes(upload)
    image = _open(upload)
    _check_ending(upload.name or "", str(image.format))
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    try:
        return upright(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except _BROKEN:
        raise _damaged() from None


def _check_bytes(upload: File[bytes]) -> None:
    if not upload.size:
        raise ValidationError(_("The file is empty (0 bytes). Choose the picture again."), code="empty")
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("The file is too large: %(size)s MB. A picture may be at most %(most)s MB.")
            % {"size": -(-upload.size // 1024**2), "most": MOST_BYTES // 1024**2},
            code="too_many_bytes",
        )


def _open(upload: IO[bytes] | Any) -> Image.Image:
    """Read the head of the file. No pixels are decoded yet."""
    upload.seek(0)
    head = upload.read(1024)
    upload.seek(0)
    try:
        return Image.open(upload, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except _BROKEN:
        raise _damaged() if SIGNATURES.match(head) else _something_else(head) from None


def _damaged() -> ValidationError:
    return ValidationError(
        _("The picture is damaged or was not sent whole. Save it again on your computer and try once more."),
        code="broken_picture",
    )


def _something_else(head: bytes) -> ValidationError:
    what = _("The file is not a picture that can be read.")
    if head.startswith(b"GIF8"):
        what = _("The file is a GIF, which can not be used here.")
    elif b"<svg" in head.lower():
        what = _("The file is an SVG drawing, which can not be used here.")
    return ValidationError(f"{what} {_('Choose a picture in JPEG, PNG, WebP or HEIC.')}", code="not_a_picture")


def _check_ending(name: str, kind: str) -> None:
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in ENDINGS[kind]:
        raise ValidationError(
            _("The file is a picture in %(kind)s, but its name ends in “.%(ending)s”. Let it end in “.%(right)s”.")
            % {"ending": ending, "kind": "JPEG" if kind == "MPO" else kind, "right": ENDINGS[kind][0]},
            code="wrong_ending",
        )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels. It may have at most %(most)s million; save a smaller copy and choose that.")
        % {"most": MOST_PIXELS // 1_000_000},
        code="too_many_pixels",
    )


def upright(image: Image.Image) -> Image.Image:
    """The first frame of any picture, turned as its camera was held, opaque, in sRGB, at most ``LARGEST`` on a side.

    A JPEG is reduced by its decoder, so that memory follows what is kept and not what was sent.
    """
    scale = min(1.0, LARGEST / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    image.draft(None, size)
    image.load()
    if image.mode in _SHRINKS_AS_IT_IS:  # before anything copies it: other formats than JPEG are decoded in full
        image.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    turned = ImageOps.exif_transpose(image)
    kept = _opaque(_in_srgb(turned))
    kept.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return kept


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours by the picture's own profile, where it has one that can be read."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image


def _opaque(image: Image.Image) -> Image.Image:
    """Eight-bit RGB; what was transparent becomes white."""
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    if image.mode == "I":
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image.convert("RGB") if image.mode != "RGB" else image.copy()


def encode(image: Image.Image, endings: Collection[str] = tuple(TYPES)) -> Encoded:
    """The original and its renditions from one decoded picture."""
    renditions = {
        (width, ending): rendition(step, ending)
        for width, step in steps(image, image.width, image.height)
        for ending in endings
    }
    return Encoded(_original(image), image.width, image.height, renditions)


def first_look(image: Image.Image) -> Encoded:
    """The original and its smallest JPEG: quick enough for whoever waits, while the rest is made elsewhere."""
    width = widths_of(image.width)[0]
    size = (width, rendition_height(image.width, image.height, width))
    small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Encoded(_original(image), image.width, image.height, {(width, "jpg"): rendition(small, "jpg")})


def _original(image: Image.Image) -> bytes:
    return save(image, "JPEG", quality=90, subsampling=0)
