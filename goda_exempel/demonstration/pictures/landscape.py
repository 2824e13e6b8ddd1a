"""Sky, hills and water: what every picture is made of."""

import math
import random
from collections.abc import Callable

from PIL import Image

from goda_exempel.demonstration.pictures.canvas import Canvas, Point
from goda_exempel.demonstration.pictures.colours import WHITE, Colour, lighter, mix
from goda_exempel.demonstration.pictures.palettes import Palette

Ridge = Callable[[float], float]

STEPS = 180


def sky(canvas: Canvas, palette: Palette, rng: random.Random, horizon: float) -> Point:
    """Paint the sky and what shines in it; returns where it stands."""
    middle = mix(palette.sky, palette.horizon, 0.45)
    canvas.gradient(
        0,
        horizon + 0.02,
        [palette.sky, middle, palette.horizon, lighter(palette.horizon, 0.25)],
    )
    x = rng.choice([rng.uniform(0.22, 0.5), rng.uniform(0.95, 1.28)])
    y = horizon * rng.uniform(0.34, 0.66)
    if palette.night:
        _stars(canvas, palette, rng, horizon)
    canvas.glow(x, y, rng.uniform(0.42, 0.6), palette.sun, 0.5)
    canvas.circle(x, y, rng.uniform(0.045, 0.075), palette.sun)
    for _ in range(rng.randint(3, 6)):
        _cloud(canvas, palette, rng, horizon)
    if not palette.night and rng.random() < 0.7:
        _birds(canvas, palette, rng, horizon)
    return x, y


def _stars(canvas: Canvas, palette: Palette, rng: random.Random, horizon: float) -> None:
    for _ in range(90):
        x, y = rng.uniform(0, canvas.width), rng.uniform(0, horizon * 0.7)
        canvas.circle(
            x,
            y,
            rng.uniform(0.0006, 0.0018),
            mix(palette.sky, WHITE, rng.uniform(0.4, 0.9)),
        )


def _cloud(canvas: Canvas, palette: Palette, rng: random.Random, horizon: float) -> None:
    """A long flat bank of cloud with a straight belly and a softly heaped back."""
    x, y = rng.uniform(-0.1, canvas.width), horizon * rng.uniform(0.12, 0.8)
    length, height = rng.uniform(0.25, 0.7), rng.uniform(0.008, 0.026)
    low = y / horizon
    colour = lighter(
        mix(palette.sky, palette.horizon, min(1, low + 0.25)),
        0.32 * (1 - palette.night * 0.7),
    )
    heaps = [(rng.uniform(0, math.tau), rng.randint(2, 7), rng.random()) for _ in range(4)]

    def back(share: float) -> float:
        heap: float = sum(abs(math.sin(share * count * math.pi + phase)) * size for phase, count, size in heaps)
        belly: float = math.sin(share * math.pi) ** 0.6
        return height * belly * (0.35 + heap / 3)

    top = [(x + length * i / 60, y - back(i / 60)) for i in range(61)]
    belly = [(x + length * (1 - i / 60), y + height * 0.22 * math.sin(i / 60 * math.pi)) for i in range(61)]
    canvas.polygon(top + belly, colour)


def _birds(canvas: Canvas, palette: Palette, rng: random.Random, horizon: float) -> None:
    x, y = rng.uniform(0.3, 1.1), horizon * rng.uniform(0.2, 0.5)
    colour = mix(palette.sky, palette.ground, 0.6)
    for _ in range(rng.randint(3, 6)):
        place = canvas.at(
            x + rng.uniform(-0.12, 0.12),
            y + rng.uniform(-0.05, 0.05),
            rng.uniform(0.008, 0.014),
        )
        for side in (-1, 1):
            wing = [(side * t, -0.5 * math.sin(t * 2.4) + 0.2 * t) for t in (0, 0.25, 0.5, 0.75, 1)]
            place.line(wing, 0.13, colour)


def ridge(rng: random.Random, base: float, height: float, *, rough: float = 1.0) -> Ridge:
    """A line of hills: long swells with smaller ones on them, never below ``base``."""
    waves = [
        (
            rng.uniform(0.5, 1.1) * 2**octave * (1 if octave < 2 else rough),
            rng.uniform(0, math.tau),
            0.55**octave,
        )
        for octave in range(4)
    ]
    total = sum(size for _, _, size in waves)

    def line(x: float) -> float:
        swell = sum(size * math.sin(x * pace * 2.6 + phase) for pace, phase, size in waves) / total
        return base - height * (0.5 + 0.5 * swell)

    return line


def hill(canvas: Canvas, line: Ridge, bottom: float, colour: Colour, haze: Colour) -> None:
    """Fill below a ridge, fading towards the haze at its foot."""
    width = canvas.width
    points = [(width * i / STEPS, line(width * i / STEPS)) for i in range(STEPS + 1)]
    top = max(0.0, min(y for _, y in points))
    mask = canvas.mask([*points, (width, bottom), (0, bottom)])
    canvas.gradient(top, bottom, [colour, mix(colour, haze, 0.16), mix(colour, haze, 0.5)], mask)


def spruces(canvas: Canvas, line: Ridge, rng: random.Random, size: float, colour: Colour) -> None:
    """A forest edge along a ridge: narrow spruces of uneven height, in groups."""
    x = -0.01
    phase = rng.uniform(0, math.tau)
    while x < canvas.width + 0.02:
        density = 0.62 + 0.38 * math.sin(x * 5 + phase)
        tall = size * rng.uniform(0.55, 1.15) * (0.5 + density * 0.6)
        y = line(x) + size * 0.3
        half = tall * rng.uniform(0.16, 0.24)
        canvas.polygon([(x - half, y), (x, y - tall), (x + half, y)], colour)
        x += size * rng.uniform(0.12, 0.3)


def water(canvas: Canvas, palette: Palette, rng: random.Random, top: float, sun: Point) -> None:
    """A lake from ``top`` down: what stands above it mirrored in broken strips, under a sheet of colour."""
    image = canvas.image
    edge = round(top * image.height)
    depth = image.height - edge
    squeeze = 0.82
    source = image.crop((0, max(0, edge - round(depth / squeeze)), image.width, edge))
    mirror = source.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((image.width, depth), Image.Resampling.BILINEAR)
    sheet = Canvas(Image.new("RGB", image.size))
    near = mix(palette.water, palette.ground, 0.28)
    sheet.gradient(
        top,
        1,
        [lighter(mix(palette.horizon, palette.water, 0.35), 0.1), palette.water, near],
    )
    mixed = Image.blend(mirror, sheet.image.crop((0, edge, image.width, image.height)), 0.56)
    _ripple(mixed, rng)
    image.paste(mixed, (0, edge))
    _glitter(canvas, palette, rng, top, sun)
    _shine(canvas, palette, rng, top)


def _ripple(image: Image.Image, rng: random.Random) -> None:
    """Move strips sideways, more the nearer they are."""
    phase = rng.uniform(0, math.tau)
    y, height = 0, image.height
    while y < height:
        share = y / height
        thick = 2 + round(share * 7)
        reach = (0.0012 + share * 0.006) * image.width
        shift = round(reach * (math.sin(y * 0.11 / (0.3 + share) + phase) + rng.uniform(-0.5, 0.5)))
        strip = image.crop((0, y, image.width, min(height, y + thick)))
        image.paste(strip, (shift, y))
        y += thick


def _glitter(canvas: Canvas, palette: Palette, rng: random.Random, top: float, sun: Point) -> None:
    """The sun's road across the water."""
    for _ in range(110):
        share = rng.random() ** 1.6
        y = top + 0.004 + share * (0.97 - top)
        spread = 0.02 + share * 0.1
        x = sun[0] + rng.gauss(0, 1) * spread * 0.55
        long = rng.uniform(0.3, 1) * (0.008 + share * 0.045)
        colour = mix(palette.water, palette.sun, rng.uniform(0.45, 0.85) * (1 - share * 0.35))
        canvas.ellipse(x, y, long, 0.0006 + share * 0.0022, colour)


def _shine(canvas: Canvas, palette: Palette, rng: random.Random, top: float) -> None:
    """Long calm streaks where the wind has laid the water flat."""
    for _ in range(rng.randint(5, 9)):
        share = rng.random()
        y = top + 0.01 + share * (0.9 - top)
        x, long = rng.uniform(0, canvas.width), rng.uniform(0.08, 0.3)
        colour = lighter(mix(palette.water, palette.horizon, 0.55 - share * 0.3), 0.12)
        canvas.ellipse(x, y, long, 0.0009 + share * 0.0016, colour)
