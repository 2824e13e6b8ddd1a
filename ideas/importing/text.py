"""Bytes → the lines of an entry."""

import codecs
from typing import Final

from django.utils.translation import gettext as _

WHOLE_FILE: Final = 0  # the line number of what is true of the whole file
LONGEST: Final = 1024 * 1024  # bytes


class UnreadableError(Exception):
    """The file is no text. ``str()`` is a sentence."""


def decode(raw: bytes) -> tuple[str, list[str]]:
    """The text of a file, and remarks about how it was read. Raises UnreadableError."""
    if len(raw) > LONGEST:
        raise UnreadableError(_("The file is larger than one megabyte. An entry is a page or two of text."))
    return as_text(raw)


def as_text(raw: bytes) -> tuple[str, list[str]]:
    """Bytes of any length as text, and remarks about how they were read. Raises UnreadableError."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(raw, "utf-16"), [_("The file was read as UTF-16.")]
    if b"\0" in raw:
        raise UnreadableError(_("The file is not a text file. Save the entry as plain text."))
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _strictly(raw, "cp1252"), [_("The file is not UTF-8; it was read as Windows-1252. Check å, ä and ö.")]


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(_("The file is not a text file. Save the entry as plain text.")) from error
