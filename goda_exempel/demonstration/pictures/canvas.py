"""A surface to draw on in picture heights: y runs from 0 to 1 downwards, x from 0 to 1.5.

Everything is drawn larger than it will be and then made smaller, so that edges are soft.
"""

import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw

from goda_exempel.demonstration.pictures.colours import Colour, mix

Point = tuple[float, float]

OVERSAMPLING = 1.25
GRAIN_TILE = 400
GRAIN_DEPTH = 5


def seeded(seed: str) -> random.Random:
    """Chance that is the same every time for the same seed."""
    return random.Random(seed)  # noqa: S311  (it draws trees)


class Canvas:
    """``origin`` and ``unit`` move and scale what is drawn; ``at`` gives a canvas of the same picture, moved."""

    def __init__(self, image: Image.Image, *, origin: Point = (0, 0), unit: float | None = None) -> None:
        self.image = image
        self.origin = origin
        self.unit = unit or image.height
        self.draw = ImageDraw.Draw(image)

    @classmethod
    def blank(cls, size: tuple[int, int]) -> "Canvas":
        width, height = size
        return cls(Image.new("RGB", (round(width * OVERSAMPLING), round(height * OVERSAMPLING))))

    @property
    def width(self) -> float:
        return self.image.width / self.image.height

    def at(self, x: float, y: float, scale: float) -> "Canvas":
        return Canvas(self.image, origin=self._pixel((x, y)), unit=self.unit * scale)

    def on(self, image: Image.Image) -> "Canvas":
        """The same place and scale on another picture of the same size."""
        return Canvas(image, origin=self.origin, unit=self.unit)

    def _pixel(self, point: Point) -> Point:
        return self.origin[0] + point[0] * self.unit, self.origin[1] + point[1] * self.unit

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        self.draw.polygon([self._pixel(point) for point in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        (x0, y0), (x1, y1) = self._pixel((left, top)), self._pixel((right, bottom))
        self.draw.rectangle((x0, y0, max(x0, x1), max(y0, y1)), fill=colour)

    def rounded(self, box: tuple[float, float, float, float], radius: float, colour: Colour) -> None:
        corners = (*self._pixel(box[:2]), *self._pixel(box[2:]))
        self.draw.rounded_rectangle(corners, radius * self.unit, fill=colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        self.draw.ellipse(
            (*self._pixel((x - rx, y - ry)), *self._pixel((x + rx, y + ry))),
            fill=colour,
        )

    def circle(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self.ellipse(x, y, radius, radius, colour)

    def ring(self, x: float, y: float, radius: float, width: float, colour: Colour) -> None:
        box = (
            *self._pixel((x - radius, y - radius)),
            *self._pixel((x + radius, y + radius)),
        )
        self.draw.ellipse(box, outline=colour, width=max(1, round(width * self.unit)))

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """A line with round joints and ends."""
        thick = max(1, round(width * self.unit))
        self.draw.line(
            [self._pixel(point) for point in points],
            fill=colour,
            width=thick,
            joint="curve",
        )
        if thick > 2:
            for x, y in (points[0], points[-1]):
                self.circle(x, y, width / 2, colour)

    def gradient(
        self,
        top: float,
        bottom: float,
        stops: Sequence[Colour],
        mask: Image.Image | None = None,
    ) -> None:
        """Fill from ``top`` to ``bottom`` with a soft run of colours, within the mask if there is one."""
        y0, y1 = round(top * self.image.height), round(bottom * self.image.height)
        run = _run(stops, self.image.width, max(1, y1 - y0))
        if mask is None:
            self.image.paste(run, (0, y0))
        else:
            self.image.paste(run, (0, y0), mask.crop((0, y0, self.image.width, y0 + run.height)))

    def mask(self, points: Iterable[Point]) -> Image.Image:
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon([self._pixel(point) for point in points], fill=255)
        return mask

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """A soft light round a point, strongest in the middle."""
        centre, reach = self._pixel((x, y)), radius * self.unit
        size = max(2, round(reach * 2))
        light = Image.radial_gradient("L").point(lambda value: max(0.0, 1 - value / 250) ** 2.2 * 255 * strength)
        corner = (round(centre[0] - reach), round(centre[1] - reach))
        self.image.paste(Image.new("RGB", (size, size), colour), corner, light.resize((size, size)))

    def finish(self, size: tuple[int, int], rng: random.Random) -> Image.Image:
        small = self.image.resize(
            size,
            Image.Resampling.BOX if size == self.image.size else Image.Resampling.BILINEAR,
        )
        return ImageChops.add(small, _grain(size, rng), scale=1, offset=-128)


def _run(stops: Sequence[Colour], width: int, height: int) -> Image.Image:
    column = Image.new("RGB", (1, len(stops)))
    column.putdata(list(stops))
    smooth = Image.new("RGB", (1, height))
    last = len(stops) - 1
    smooth.putdata([_between(stops, row / max(1, height - 1) * last) for row in range(height)])
    return smooth.resize((width, height), Image.Resampling.NEAREST)


def _between(stops: Sequence[Colour], place: float) -> Colour:
    index = min(int(place), len(stops) - 2)
    share = place - index
    return mix(stops[index], stops[index + 1], share * share * (3 - 2 * share))


def _grain(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """Fine even noise round the middle grey, the same for the same seed."""
    tile = Image.frombytes("L", (GRAIN_TILE, GRAIN_TILE), rng.randbytes(GRAIN_TILE * GRAIN_TILE))
    tile = tile.point(lambda value: 128 + (value - 128) * GRAIN_DEPTH / 128)
    noise = Image.new("L", size)
    for left in range(0, size[0], GRAIN_TILE):
        for top in range(0, size[1], GRAIN_TILE):
            noise.paste(tile, (left, top))
    return Image.merge("RGB", (noise, noise, noise))
