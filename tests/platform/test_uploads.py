"""Files that are larger than any form allows."""

from contextlib import closing

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from goda_exempel.uploads import KEPT_AT_MOST, CutHandler


def uploaded_size(rf: RequestFactory, size: int) -> int:
    """How much of a file of this size a view gets."""
    request = rf.post("/", {"picture": SimpleUploadedFile("bild.jpg", bytes(size))})
    request.upload_handlers = [CutHandler(request), TemporaryFileUploadHandler(request)]
    file = request.FILES["picture"]
    assert isinstance(file, UploadedFile)
    with closing(file):
        return file.size or 0


def test_a_file_within_the_limit_arrives_whole(rf: RequestFactory) -> None:
    assert uploaded_size(rf, 3_000_000) == 3_000_000


def test_what_is_beyond_the_limit_is_never_written(rf: RequestFactory) -> None:
    size = uploaded_size(rf, KEPT_AT_MOST + 20_000_000)
    assert KEPT_AT_MOST <= size < KEPT_AT_MOST + 1_000_000
