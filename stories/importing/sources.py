"""What an import is read from: a folder, a ZIP archive, or one file. Nothing outside of it is ever read.

Nothing is unpacked. What is listed are plain files by their path from the top (``bilder/cykel.jpg``), each read whole
and only up to a limit; sizes are known, and judged, before anything is read.
"""

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from django.utils.translation import gettext as _

MOST_FILES: Final = 5000
MEGABYTE: Final = 1024 * 1024
_LITTER: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$")


class UnsafeError(Exception):
    """Nothing of it is imported. ``str()`` is a sentence."""


class UnreadError(Exception):
    """One file could not be read. ``str()`` is a sentence."""


class Source(Protocol):
    """``names`` are the files there are; ``remarks`` say which were passed over and why."""

    remarks: list[str]

    @property
    def names(self) -> list[str]: ...

    def size(self, name: str) -> int: ...

    def read(self, name: str, most: int) -> bytes:
        """The whole of a file. Raises UnreadError, before anything is read where it is larger than ``most`` bytes."""
        ...


def is_litter(name: str) -> bool:
    """What systems leave behind in folders and archives."""
    lower = name.lower()
    return any(part.startswith(("._", *_LITTER[1:])) for part in lower.split("/")) or lower.startswith(_LITTER[0])


def is_inside(name: str) -> bool:
    """Whether a path stays below where it starts: not absolute, no drive, no ``..``."""
    path = PurePosixPath(name.replace("\\", "/"))
    return not (path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name)


def check_size(size: int, most: int) -> None:
    if size > most:
        words = {"size": -(-size // MEGABYTE), "most": most // MEGABYTE}
        raise UnreadError(_("The file is %(size)s MB, and at most %(most)s MB is read.") % words)


class Folder:
    """A folder of the server. Symbolic links in it are not followed, whatever they point to."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.remarks: list[str] = []
        self._files = {unicodedata.normalize("NFC", name): name for name in sorted(self._few())}

    def _few(self) -> Iterator[str]:
        """What is listed, given up on as soon as it can be no folder of stories."""
        for number, name in enumerate(self._listed()):
            if number == MOST_FILES:
                words = {"most": MOST_FILES}
                raise UnsafeError(_("There are more than %(most)s files in the folder. Take one of its own.") % words)
            yield name

    def _listed(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self.root, followlinks=False):
            for name in sorted([*folders, *files]):
                path = Path(folder, name)
                shown = path.relative_to(self.root).as_posix()
                if path.is_symlink():
                    self.remarks.append(_("%(file)s is a symbolic link. It is not read.") % {"file": shown})
                elif name in files and path.is_file() and not is_litter(shown):
                    yield shown
            folders[:] = [name for name in folders if not Path(folder, name).is_symlink()]

    @cached_property
    def names(self) -> list[str]:
        return list(self._files)

    def size(self, name: str) -> int:
        return (self.root / self._files[name]).lstat().st_size

    def read(self, name: str, most: int) -> bytes:
        path = self.root / self._files[name]
        try:
            if not path.parent.resolve().is_relative_to(self.root):
                raise UnreadError(_("The file is outside of the folder. It is not read."))
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    raise UnreadError(_("It is not a file."))
                check_size(status.st_size, most)
                return file.read(most + 1)
        except OSError as error:
            link = error.errno == errno.ELOOP
            why = _("it is a symbolic link") if link else (error.strerror or type(error).__name__)
            raise UnreadError(_("The file could not be read: %(why)s.") % {"why": why}) from error


class Single:
    """One file that was uploaded."""

    def __init__(self, name: str, data: bytes) -> None:
        self.remarks: list[str] = []
        self.names = [PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name or "import"]
        self._data = data

    def size(self, name: str) -> int:
        return len(self._data)

    def read(self, name: str, most: int) -> bytes:
        check_size(len(self._data), most)
        return self._data
