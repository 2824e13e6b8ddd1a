"""What is taken in: pictures, decoded and encoded anew, and PDFs, looked at from outside and kept as they are."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from goda_exempel.pictures import ACCEPT as PICTURES
from goda_exempel.pictures import MOST_BYTES, Encoded, encode, read_upload
from ideas.files.models import IdeaFile
from ideas.files.names import shown_name

ACCEPT: Final = f"{PICTURES},.pdf"
ORIGINAL: Final = "original.jpg"
DOCUMENT: Final = "document.pdf"
SHOWN: Final = "jpg"
PDF_HEAD: Final = re.compile(rb"%PDF-[12]\.[0-9]")
# The end of a PDF: where its table is, and the mark that it is whole (ISO 32000-2, 7.5.5: within the last 1,024 bytes).
PDF_TAIL: Final = re.compile(rb"startxref\s+[0-9]+\s+%%EOF")
TAIL: Final = 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that may be kept: the parts to store, by the names they get in its folder."""

    kind: str
    name: str
    digest: str
    parts: dict[str, bytes]
    width: int | None = None
    height: int | None = None

    @property
    def size(self) -> int:
        return sum(len(part) for part in self.parts.values())


def judge(upload: File[bytes]) -> Taken:
    """Look at an uploaded file. Raises ValidationError with a sentence where it can't be used."""
    upload.seek(0)
    head = upload.read(16)
    return _document(upload) if PDF_HEAD.match(head) else _picture(upload)


def _picture(upload: File[bytes]) -> Taken:
    if _ending(upload) == "pdf" and upload.size:
        raise ValidationError(_("The name ends in “.pdf”, but the file is not a PDF."), code="not_a_pdf")
    try:
        encoded = encode(read_upload(upload), endings=(SHOWN,))
    except ValidationError as refusal:
        if refusal.code == "not_a_picture":
            raise ValidationError(f"{refusal.message} {_('A PDF works too.')}", code=refusal.code) from None
        raise
    return taken_picture(encoded, upload.name or "", _digest(upload))


def taken_picture(encoded: Encoded, name: str, digest: str) -> Taken:
    parts = {part_name(width, ext): data for (width, ext), data in encoded.renditions.items() if ext == SHOWN}
    return Taken(
        kind=IdeaFile.Kind.PICTURE,
        name=shown_name(name, "jpg"),
        digest=digest,
        parts={ORIGINAL: encoded.original, **parts},
        width=encoded.width,
        height=encoded.height,
    )


def part_name(width: int, ext: str) -> str:
    return f"{width}.{ext}"


def _document(upload: File[bytes]) -> Taken:
    if _ending(upload) != "pdf":
        raise ValidationError(
            _("The file is a PDF, but its name ends in “.%(ending)s”. Let it end in “.pdf”.")
            % {"ending": _ending(upload)},
            code="wrong_ending",
        )
    size = upload.size or 0
    if size > MOST_BYTES:
        raise ValidationError(
            _("The file is too large: %(size)s MB. A PDF may be at most %(most)s MB.")
            % {"size": -(-size // 1024**2), "most": MOST_BYTES // 1024**2},
            code="too_many_bytes",
        )
    upload.seek(0)
    data = upload.read()
    if not PDF_TAIL.search(data[-TAIL:]):
        raise ValidationError(
            _("The PDF is damaged or was not sent whole. Save it again on your computer and try once more."),
            code="broken_pdf",
        )
    name = shown_name(upload.name or "", "pdf")
    return Taken(IdeaFile.Kind.DOCUMENT, name, _digest(upload), {DOCUMENT: data})


def _ending(upload: File[Any]) -> str:
    return PurePath(upload.name or "").suffix.lower().removeprefix(".")


def _digest(upload: File[bytes]) -> str:
    """Of the file as it was sent: by this the same file is known when it is sent twice."""
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
