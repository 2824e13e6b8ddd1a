"""Writing a file so that nobody ever reads half of it."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


def put(name: str, data: bytes) -> None:
    """Store ``data`` under ``name``, over what is there. Raises OSError where there is no room.

    In a folder it is written beside its place and moved there when it is whole and on the disk; a storage of objects
    shows an object only when it is whole.
    """
    if isinstance(default_storage, FileSystemStorage):
        _put_in_folder(Path(default_storage.path(name)), data)
        return
    default_storage.delete(name)
    stored = default_storage.save(name, ContentFile(data))
    if stored != name:  # the same file was stored at the same moment
        default_storage.delete(stored)


def _put_in_folder(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.{secrets.token_hex(6)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o640)
        beside.replace(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
