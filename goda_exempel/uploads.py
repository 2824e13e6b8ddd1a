"""Stops an uploaded file from filling the disk. What is too large is cut, and then refused by the form as too large."""

from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import get_language_from_path

KEPT_AT_MOST: Final = 40 * 1024 * 1024  # bytes of one file; every form allows less
_room: dict[str, int] = {}


def provide_room(prefix: str, most: int) -> None:
    """Register how many bytes a file may have that is sent to addresses below a prefix."""
    _room[prefix] = most


def room_for(path: str) -> int:
    """How much of a file is kept at an address, in either language."""
    language = get_language_from_path(path)
    path = path.removeprefix(f"/{language}") if language else path
    return max([KEPT_AT_MOST, *(most for prefix, most in _room.items() if path.startswith(prefix))])


class CutHandler(FileUploadHandler):
    """First in ``FILE_UPLOAD_HANDLERS``: hands on what arrives, up to the limit, and drops the rest."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        most = room_for(self.request.path_info) if self.request is not None else KEPT_AT_MOST
        return raw_data if start <= most else None

    def file_complete(self, file_size: int) -> Any:
        return None
