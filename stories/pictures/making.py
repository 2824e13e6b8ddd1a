"""The renditions of a picture: made in a process of its own with little memory, then put in their places whole.

A picture names the formats that are ready, and no other is served or shown. So whatever is killed, at any moment,
leaves a picture that is shown in what it had; ``make_missing`` asks for the rest again.
"""

import logging
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from goda_exempel.caching import raise_content_version
from goda_exempel.renditions import KINDS, widths_of
from goda_exempel.serving.processes import end_with_parent
from goda_exempel.storing import put
from stories.models import Picture
from stories.pictures.storing import file_name, original_name
from stories.pictures.tasks import make_renditions

logger = logging.getLogger(__name__)

LONGEST: Final = 120  # seconds a picture may take
AFTER: Final = timedelta(minutes=5)  # a picture not ready by then is asked for again
MOST_ADDED: Final = 2  # of pictures that lack a format, at each look: they can wait


def make(pk: int) -> bool:
    """Make the formats that a picture lacks. Returns whether all are there now."""
    picture = Picture.objects.filter(pk=pk).first()
    if picture is None:
        return False
    missing = [ext for ext in KINDS if ext not in picture.kinds.split()]
    if not missing:
        return True
    with _rendered(picture, missing) as folder:
        if folder is None:
            return False
        for width in widths_of(picture.width):
            for ext in missing:
                put(file_name(picture.key, width, ext), (folder / f"{width}.{ext}").read_bytes())
    _note_ready(picture)
    return True


@contextmanager
def _rendered(picture: Picture, endings: Collection[str]) -> Iterator[Path | None]:
    """A folder with the renditions, or None where they could not be made."""
    with TemporaryDirectory(prefix="goda-exempel-picture-") as name:
        folder = Path(name)
        source = folder / "original.jpg"
        with default_storage.open(original_name(picture.key)) as file:
            source.write_bytes(file.read())
        yield folder if _run(picture, source, folder, endings) else None


def _run(picture: Picture, source: Path, folder: Path, endings: Collection[str]) -> bool:
    command = [sys.executable, "-m", "goda_exempel.renditions", str(source), str(folder), *endings]
    try:
        subprocess.run(  # noqa: S603
            command,
            cwd=settings.BASE_DIR,
            check=True,
            timeout=LONGEST,
            capture_output=True,
            preexec_fn=end_with_parent,
        )
    except subprocess.CalledProcessError as error:
        logger.error("The renditions of picture %s were not made: %s", picture, error.stderr.decode()[-400:])  # noqa: TRY400
        return False
    except subprocess.TimeoutExpired:
        logger.error("The renditions of picture %s took more than %s seconds.", picture, LONGEST)  # noqa: TRY400
        return False
    return True


def _note_ready(picture: Picture) -> None:
    """From here on the formats are served, and pages that show the picture name them."""
    with transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(kinds=" ".join(KINDS))
        if picture.uses.exists():
            raise_content_version()


def make_missing(now: datetime) -> None:
    """Ask again for what was never made (the worker died, the disk was full), and for formats that came later."""
    lacking = Picture.objects.lacking(now - AFTER)
    for picture in [*lacking.filter(kinds=""), *lacking.exclude(kinds="")[:MOST_ADDED]]:
        Picture.objects.filter(pk=picture.pk).update(queued_at=now)
        make_renditions.enqueue(picture.pk)
