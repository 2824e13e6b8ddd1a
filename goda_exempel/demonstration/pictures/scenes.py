"""The views: over the lake, the town across the water, the canal, the fields."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from goda_exempel.demonstration.pictures import landscape, town
from goda_exempel.demonstration.pictures.canal import canal
from goda_exempel.demonstration.pictures.canvas import Canvas
from goda_exempel.demonstration.pictures.colours import darker, lighter, mix
from goda_exempel.demonstration.pictures.fields import fields
from goda_exempel.demonstration.pictures.palettes import Palette
from goda_exempel.demonstration.pictures.plants import TREES, grass, reeds


@dataclass(frozen=True, slots=True)
class Scene:
    """A view: what paints it, and what it is called in an alt text."""

    paint: Callable[[Canvas, Palette, random.Random], None]
    words: str


def hills(canvas: Canvas, palette: Palette, rng: random.Random, foot: float) -> None:
    """Three ranges of hills, bluer and paler the farther away."""
    haze = lighter(palette.horizon, 0.1)
    for step, (height, lift) in enumerate(((0.2, 0.06), (0.13, 0.03), (0.07, 0.0))):
        colour = mix(
            mix(palette.far, palette.near, step * 0.36),
            palette.horizon,
            0.34 - step * 0.15,
        )
        line = landscape.ridge(rng, foot - lift, height * rng.uniform(0.75, 1.2))
        landscape.hill(canvas, line, foot, colour, haze)
        if step:
            landscape.spruces(canvas, line, rng, 0.014 + step * 0.011, colour)


def lake(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    horizon = rng.uniform(0.5, 0.58)
    sun = landscape.sky(canvas, palette, rng, horizon)
    hills(canvas, palette, rng, horizon)
    _headland(canvas, palette, rng, horizon)
    landscape.water(canvas, palette, rng, horizon, sun)
    if rng.random() < 0.8:
        _islet(canvas, palette, rng, horizon)
    shore(canvas, palette, rng)


def town_view(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    horizon = rng.uniform(0.5, 0.57)
    sun = landscape.sky(canvas, palette, rng, horizon)
    hills(canvas, palette, rng, horizon)
    left, right = rng.choice(((0.06, 1.1), (0.4, 1.46), (0.12, 1.4)))
    town.row(canvas, palette, rng, horizon, left, right, rng.uniform(0.027, 0.034))
    landscape.water(canvas, palette, rng, horizon, sun)
    town.quay(canvas, palette, horizon - 0.006, left - 0.1, right + 0.1)
    shore(canvas, palette, rng)


def _headland(canvas: Canvas, palette: Palette, rng: random.Random, foot: float) -> None:
    """A wooded point from one side, with a cottage where it meets the water."""
    from_left = rng.random() < 0.5
    reach = rng.uniform(0.35, 0.7)
    colour = mix(palette.near, palette.far, 0.12)

    def line(x: float) -> float:
        share = (x if from_left else canvas.width - x) / reach
        slope: float = max(0.0, 1 - share) ** 0.6
        return foot - 0.055 * slope + (0.05 if share > 1 else 0)

    landscape.hill(canvas, line, foot, colour, palette.far)
    edge = reach * 0.82 if from_left else canvas.width - reach * 0.82
    for _ in range(26):
        x = rng.uniform(0, reach * 0.9)
        place = canvas.at(
            x if from_left else canvas.width - x,
            line(x if from_left else canvas.width - x) + 0.012,
            rng.uniform(0.06, 0.12),
        )
        rng.choice(TREES)(
            place,
            rng,
            mix(colour, palette.accent, rng.uniform(0, 0.1)),
            darker(colour, 0.3),
        )
    town.house(canvas.at(edge, foot, 0.028), palette, rng, 2.2, 1)


def _islet(canvas: Canvas, palette: Palette, rng: random.Random, horizon: float) -> None:
    x, y = rng.uniform(0.35, 1.15), horizon + rng.uniform(0.05, 0.1)
    colour = darker(mix(palette.near, palette.ground, 0.5), 0.05)
    for dx in (-0.05, 0.0, 0.055):
        spruce_place = canvas.at(x + dx + rng.uniform(-0.01, 0.01), y, rng.uniform(0.06, 0.11))
        rng.choice(TREES)(spruce_place, rng, colour, darker(colour, 0.3))
    canvas.ellipse(x, y, 0.11, 0.011, colour)
    canvas.ellipse(x, y + 0.012, 0.12, 0.004, mix(colour, palette.water, 0.55))


def shore(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    """The near bank: grass, reeds at one side, and often a tree that frames the view."""
    side = rng.choice((-1, 1))
    left, right = (0.0, 0.5) if side < 0 else (canvas.width - 0.5, canvas.width)
    reeds(canvas, rng, palette, left - 0.1, right + 0.1, 0.97)
    dark = darker(palette.ground, 0.12)
    line = landscape.ridge(rng, 0.96, 0.07)
    landscape.hill(canvas, line, 1, dark, dark)
    for x in (0.0, 0.5, 1.0):
        grass(canvas, rng, dark, line(x) + 0.05, tall=0.06)
    if rng.random() < 0.55:
        x = rng.uniform(0.08, 0.2) if side > 0 else canvas.width - rng.uniform(0.08, 0.2)
        leaf = mix(palette.ground, palette.near, 0.5)
        rng.choice(TREES[:2])(
            canvas.at(x, 0.98, rng.uniform(0.62, 0.85)),
            rng,
            leaf,
            darker(palette.ground, 0.4),
        )


SCENES = {
    "lake": Scene(lake, "en sjö mellan skogsklädda kullar"),
    "town": Scene(town_view, "en liten stad på andra sidan vattnet"),
    "canal": Scene(canal, "en kanal med sluss mellan trädrader"),
    "fields": Scene(fields, "åkrar, gårdar och en sjö i fjärran"),
}
