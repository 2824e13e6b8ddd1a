"""What the renditions of a photograph cost: ours beside making each from a full decode of its own.

    python -m bench.pictures

A 24-megapixel JPEG, made anew and always the same, to three widths in three formats. *Ours* is all that an upload
costs: taking it in (decoded reduced, re-encoded, the small JPEG of the meantime) and the process that makes the
renditions. Processor time and peak memory are those of the processes themselves, as the system counts them.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image

SIZE: Final = (6000, 4000)
MOST_COST: Final = 0.25
MOST_MEMORY: Final = 200  # MB
ROUNDS: Final = 3

PHOTOGRAPH: Final = """
import sys
from pathlib import Path
from bench.pictures import photograph
photograph(Path(sys.argv[1]))
"""
TAKE_IN: Final = """
import sys
import time
from pathlib import Path
import django_stubs_ext
django_stubs_ext.monkeypatch()
from PIL import Image
from goda_exempel.pictures import first_look, upright
began = time.process_time()  # the process that takes pictures in has started long ago
encoded = first_look(upright(Image.open(sys.argv[1])))
Path(sys.argv[2], "original.jpg").write_bytes(encoded.original)
print(time.process_time() - began)
"""
MAKE: Final = """
import sys
from goda_exempel.renditions import main
main(sys.argv[1:])
"""
EACH_BY_ITSELF: Final = """
import sys
from pathlib import Path
from PIL import Image
from goda_exempel.renditions import KINDS, rendition, rendition_height, widths_of
with Image.open(sys.argv[1]) as head:
    width, height = head.size
for to in widths_of(width):
    for ending in KINDS:
        with Image.open(sys.argv[1]) as image:
            image.load()
            small = image.resize((to, rendition_height(width, height, to)), Image.Resampling.LANCZOS)
            Path(sys.argv[2], f"{to}.{ending}").write_bytes(rendition(small, ending))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    megabytes: float


def photograph(place: Path) -> None:
    """Light that changes slowly, edges, and the noise of a sensor: what makes a photograph dear to encode."""
    sky = Image.linear_gradient("L").resize(SIZE, Image.Resampling.BICUBIC)
    hills = Image.radial_gradient("L").resize(SIZE, Image.Resampling.BICUBIC)
    marks = Image.effect_mandelbrot((1500, 1000), (-2.0, -1.2, 1.0, 1.2), 80).resize(SIZE, Image.Resampling.BICUBIC)
    picture = Image.merge("RGB", (sky, hills, marks))
    grain = _grain().resize(SIZE, Image.Resampling.BICUBIC)
    Image.blend(picture, Image.merge("RGB", (grain, grain, grain)), 0.2).save(place, "JPEG", quality=88)


def _grain() -> Image.Image:
    """Noise that is the same each time: a linear congruential generator, as bytes."""
    state, row = 1, bytearray()
    for _ in range(1500 * 1000):
        state = (1103515245 * state + 12345) & 0x7FFFFFFF
        row.append(state >> 16 & 0xFF)
    return Image.frombytes("L", (1500, 1000), bytes(row))


def cost(program: str, *arguments: Path) -> Cost:
    """Of a process of its own, from its start to its end or as it says itself. Raises where it fails."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read() if process.stdout else ""
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"The measured process failed ({process.returncode}).")
    return Cost(float(said) if said else used.ru_utime + used.ru_stime, used.ru_maxrss * _unit() / 1024**2)


def _unit() -> int:
    return 1 if sys.platform == "darwin" else 1024


def one_round(source: Path, folder: Path) -> tuple[Cost, Cost, Cost]:
    """Taking in, making the renditions, and each by itself."""
    taken = cost(TAKE_IN, source, folder)
    return taken, cost(MAKE, folder / "original.jpg", folder), cost(EACH_BY_ITSELF, source, folder)


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "photograph.jpg"
        cost(PHOTOGRAPH, source)  # in a process of its own: a peak of this one would count as its children's
        rounds = [one_round(source, folder) for _ in range(ROUNDS)]
    taken, made, each = (min(costs, key=lambda cost: cost.seconds) for costs in zip(*rounds, strict=True))
    share = (taken.seconds + made.seconds) / each.seconds
    memory = max(cost.megabytes for costs in rounds for cost in costs[:2])
    print(f"| taking in | {taken.seconds:.2f} s | {taken.megabytes:.0f} MB |")
    print(f"| renditions | {made.seconds:.2f} s | {made.megabytes:.0f} MB |")
    print(f"| each by itself | {each.seconds:.2f} s | {each.megabytes:.0f} MB |")
    _judge("Processor time of ours, of each from a full decode", share, MOST_COST)
    _judge("Peak memory of ours, MB", memory, MOST_MEMORY)


def _judge(what: str, value: float, most: float) -> None:
    print(f"- {what}: {value:.2f} (aim: at most {most}), {'met' if value <= most else 'MISSED'}")


if __name__ == "__main__":
    main()
