"""A ZIP archive as a source. All of its directory is judged before a byte of its files is unpacked."""

import lzma
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, Final

from django.utils.translation import gettext as _

from stories.importing.sources import (
    MEGABYTE,
    MOST_FILES,
    Folder,
    Single,
    Source,
    UnreadError,
    UnsafeError,
    check_size,
    is_inside,
    is_litter,
)

LARGEST_ARCHIVE: Final = 2048 * MEGABYTE  # as it lies
MOST_UNPACKED: Final = 4096 * MEGABYTE  # all its files together
LARGEST_FILE: Final = 100 * MEGABYTE
MOST_RATIO: Final = 200  # unpacked to packed, of all, and of files over a megabyte; texts reach 20, pictures 1
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800
_DAMAGES: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ValueError, NotImplementedError,
    RuntimeError, MemoryError,
)  # fmt: skip
_ARCHIVES: Final = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst")


class Archive:
    """A ZIP archive. Raises UnsafeError for one that no honest program makes of a folder of stories."""

    def __init__(self, file: IO[bytes] | Path) -> None:
        self.remarks: list[str] = []
        try:
            self._zip = zipfile.ZipFile(file)
            self._entries = self._judged(self._zip.infolist())
            self._refuse_bomb(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnsafeError(_("The archive is damaged, or is no ZIP archive. Make it again.")) from error

    def _judged(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        if len(entries) > MOST_FILES:
            raise UnsafeError(_("The archive has more than %(most)s files.") % {"most": MOST_FILES})
        kept: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = name_of(entry)
            refuse(entry, name)
            if entry.is_dir() or is_litter(name):
                continue
            if name in kept:
                raise UnsafeError(_("“%(file)s” is in the archive twice.") % {"file": name})
            if name.lower().endswith(_ARCHIVES):
                self.remarks.append(_("%(file)s is an archive in the archive. It is not read.") % {"file": name})
            kept[name] = entry
        if sum(entry.file_size for entry in kept.values()) > MOST_UNPACKED:
            words = {"most": MOST_UNPACKED // MEGABYTE}
            raise UnsafeError(_("Unpacked, the archive would be larger than %(most)s MB.") % words)
        return kept

    def _refuse_bomb(self, file: IO[bytes] | Path) -> None:
        """Many small files may unpack to far more than all of the archive, as one large file does."""
        packed = file.stat().st_size if isinstance(file, Path) else file.seek(0, os.SEEK_END)
        unpacked = sum(entry.file_size for entry in self._entries.values())
        if unpacked > MEGABYTE and unpacked > MOST_RATIO * packed:
            raise UnsafeError(_("The archive unpacks to far more than it is. Nothing is read."))

    @property
    def names(self) -> list[str]:
        return sorted(self._entries)

    def size(self, name: str) -> int:
        return self._entries[name].file_size

    def read(self, name: str, most: int) -> bytes:
        check_size(self._entries[name].file_size, most)
        try:
            with self._zip.open(self._entries[name]) as file:
                return file.read(most + 1)
        except _DAMAGES as error:
            raise UnreadError(_("The file is damaged in the archive.")) from error


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of a file: UTF-8 where it says so or is so, else code page 437, which has å, ä and ö where 850 has."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = entry.filename
    return unicodedata.normalize("NFC", name)


def refuse(entry: zipfile.ZipInfo, name: str) -> None:
    """Raise UnsafeError for what would lead out of the archive, hide what it is, or fill the disk."""
    words = {"file": name[:120]}
    if not is_inside(name) or not is_inside(entry.orig_filename):
        raise UnsafeError(_("The archive has a file that leads out of it: “%(file)s”. Nothing is read.") % words)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnsafeError(_("The archive has a symbolic link: “%(file)s”. Nothing is read.") % words)
    if entry.flag_bits & _ENCRYPTED:
        raise UnsafeError(_("The archive is locked with a password. Make one without."))
    if entry.file_size > LARGEST_FILE:
        words |= {"size": str(-(-entry.file_size // MEGABYTE)), "most": str(LARGEST_FILE // MEGABYTE)}
        raise UnsafeError(_("“%(file)s” is %(size)s MB unpacked; a file may be at most %(most)s MB.") % words)
    if entry.file_size > MEGABYTE and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        raise UnsafeError(_("“%(file)s” unpacks to far more than it is. Nothing is read.") % words)


def source_at(path: Path) -> tuple[Source, str]:
    """The source at a path of the server, and the one file of it that is meant ("" for all).

    Raises UnsafeError where there is none. A file is read in its folder, because its pictures lie there.
    """
    if path.is_dir():
        return Folder(path), ""
    if not path.is_file():
        raise UnsafeError(_("There is no file or folder at %(path)s.") % {"path": path})
    if path.suffix.lower() != ".zip":
        return Folder(path.parent), unicodedata.normalize("NFC", path.name)
    if path.stat().st_size > LARGEST_ARCHIVE:
        raise UnsafeError(_("The archive is larger than %(most)s MB.") % {"most": LARGEST_ARCHIVE // MEGABYTE})
    return Archive(path), ""


def source_of(name: str, file: IO[bytes]) -> Source:
    """The source in an upload: a ZIP archive by its content, else one file."""
    head = file.read(4)
    file.seek(0)
    return Archive(file) if head in (b"PK\x03\x04", b"PK\x05\x06") else Single(PurePosixPath(name).name, file.read())
