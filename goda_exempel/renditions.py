"""A picture in fixed widths and three formats, from one decode.

Pillow and nothing else: the worker runs this file as a process of its own, which knows no Django, has little memory
and may be killed at any time (see ``stories/pictures/making.py``).
"""

import resource
import sys
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image

WIDTHS: Final = (480, 960, 1600)
# The ending of a file → its media type, the smallest files first.
KINDS: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
MOST_MEMORY: Final = 640 * 1024 * 1024  # bytes of address space; what is really used stays below 200 MB
MOST_SECONDS: Final = 120  # of processor time


def widths_of(width: int) -> list[int]:
    """The widths a picture is shown in, never larger than it is."""
    return sorted({min(step, width) for step in WIDTHS})


def rendition_height(width: int, height: int, to: int) -> int:
    return max(1, round(height * to / width))


def steps(image: Image.Image, width: int, height: int) -> Iterator[tuple[int, Image.Image]]:
    """Each width with its pixels, the largest first; each is made from the one before it.

    ``width`` and ``height`` are those of the whole picture: ``image`` may have been reduced while it was decoded.
    """
    step = image
    for to in sorted(widths_of(width), reverse=True):
        size = (to, rendition_height(width, height, to))
        step = step.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0)
        yield to, step


def rendition(image: Image.Image, ending: str) -> bytes:
    if ending == "avif":
        return save(image, "AVIF", quality=60, speed=9, max_threads=1)
    if ending == "webp":
        return save(image, "WEBP", quality=78, method=1)
    return save(image, "JPEG", quality=80, progressive=True, optimize=True)


def save(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Only the pixels: a fresh image has no metadata that an encoder could write."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    out = BytesIO()
    bare.save(out, kind, **options)
    return out.getvalue()


def make(source: Path, folder: Path, endings: Collection[str] = tuple(KINDS)) -> None:
    """Write every rendition of the JPEG ``source`` as ``folder/<width>.<ending>``.

    The decoder reduces the picture while it decodes, as far as the largest width allows.
    """
    with Image.open(source, formats=("JPEG",)) as image:
        width, height = image.size
        largest = max(widths_of(width))
        image.draft("RGB", (largest, rendition_height(width, height, largest)))
        image.load()
        for step_width, step in steps(image, width, height):
            for ending in endings:
                (folder / f"{step_width}.{ending}").write_bytes(rendition(step, ending))


def limit_this_process() -> None:
    """A picture that needs more ends this process, and nothing else."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> None:
    """``python -m goda_exempel.renditions <original.jpg> <folder> [<ending> …]``"""
    source, folder, *endings = arguments
    limit_this_process()
    make(Path(source), Path(folder), endings or tuple(KINDS))


if __name__ == "__main__":
    main(sys.argv[1:])
