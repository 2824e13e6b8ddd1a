"""Rolling fields in stripes, farms, a winding road, a strip of lake far away."""

import random

from goda_exempel.demonstration.pictures import landscape, town
from goda_exempel.demonstration.pictures.canvas import Canvas
from goda_exempel.demonstration.pictures.colours import darker, lighter, mix, parse
from goda_exempel.demonstration.pictures.palettes import Palette
from goda_exempel.demonstration.pictures.plants import TREES, flowers, grass

RAPE = parse("e3c04a")
BARLEY = parse("d8c9a0")


def fields(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    horizon = rng.uniform(0.42, 0.5)
    landscape.sky(canvas, palette, rng, horizon)
    _distance(canvas, palette, rng, horizon)
    for step in range(5):
        _field(canvas, palette, rng, horizon + 0.07 + step * (0.8 - horizon) / 4, step)
    near = darker(palette.ground, 0.08)
    line = landscape.ridge(rng, 0.95, 0.06)
    landscape.hill(canvas, line, 1, near, near)
    grass(canvas, rng, near, 0.96, tall=0.07)
    flowers(canvas, rng, palette, 0.9)


def _distance(canvas: Canvas, palette: Palette, rng: random.Random, horizon: float) -> None:
    for step, height in enumerate((0.17, 0.11)):
        colour = mix(palette.far, palette.horizon, 0.42 - step * 0.2)
        line = landscape.ridge(rng, horizon - 0.01, height)
        landscape.hill(canvas, line, horizon, colour, palette.horizon)
        landscape.spruces(canvas, line, rng, 0.014, colour)
    canvas.box(
        0,
        horizon - 0.004,
        canvas.width,
        horizon + 0.16,
        lighter(mix(palette.water, palette.horizon, 0.4), 0.15),
    )


def _field(canvas: Canvas, palette: Palette, rng: random.Random, base: float, step: int) -> None:
    """One swell of land in the colour of its crop, with trees and perhaps a farm along its back."""
    crop = rng.choice((palette.accent, RAPE, BARLEY, palette.far, palette.near))
    colour = mix(mix(palette.near, palette.ground, step / 6), crop, rng.uniform(0.22, 0.5))
    colour = mix(colour, palette.horizon, 0.3 - step * 0.06)
    line = landscape.ridge(rng, base, 0.05 + step * 0.012)
    _hedge(canvas, palette, rng, line, step)
    landscape.hill(canvas, line, 1, lighter(colour, 0.06), darker(colour, 0.12))
    if step >= 1:
        _furrows(canvas, rng, line, darker(colour, 0.07))


def _hedge(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    line: landscape.Ridge,
    step: int,
) -> None:
    leaf = mix(mix(palette.near, palette.ground, step / 6), palette.horizon, 0.22 - step * 0.05)
    size = 0.045 + step * 0.022
    start = rng.uniform(0, canvas.width)
    for index in range(rng.randint(5, 9)):
        x = (start + index * size * rng.uniform(0.45, 1.4)) % canvas.width
        rng.choice(TREES)(
            canvas.at(x, line(x) + size * 0.14, size * rng.uniform(0.8, 1.3)),
            rng,
            leaf,
            darker(leaf, 0.3),
        )
    if step in (1, 2):
        x = rng.uniform(0.2, 1.3)
        for shift, wide, floors in ((0.0, 2.4, 1), (0.09, 1.8, 2)):
            town.house(
                canvas.at(x + shift, line(x) + 0.012, 0.026 + step * 0.004),
                palette,
                rng,
                wide,
                floors,
            )


def _furrows(
    canvas: Canvas,
    rng: random.Random,
    line: landscape.Ridge,
    colour: tuple[int, int, int],
) -> None:
    """Lines that run together towards a point far away."""
    centre = rng.uniform(0.2, 1.3)
    for index in range(-16, 17):
        x = centre + index * 0.055
        foot = centre + index * 0.16
        y = line(x)
        canvas.polygon([(x, y + 0.004), (foot - 0.004, y + 0.3), (foot + 0.004, y + 0.3)], colour)
