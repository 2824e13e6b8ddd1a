"""Stops an uploaded file from filling the disk. What is too large is cut, and then refused by the form as too large."""

from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler

KEPT_AT_MOST: Final = 40 * 1024 * 1024  # bytes of one file; every form allows less


class CutHandler(FileUploadHandler):
    """First in ``FILE_UPLOAD_HANDLERS``: hands on what arrives, up to the limit, and drops the rest."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= KEPT_AT_MOST else None

    def file_complete(self, file_size: int) -> Any:
        return None
