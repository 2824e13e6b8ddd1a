"""The canal: a lock with white beams, avenues on both banks, the keeper's red cottage."""

import random

from goda_exempel.demonstration.pictures import landscape, town
from goda_exempel.demonstration.pictures.canvas import Canvas
from goda_exempel.demonstration.pictures.colours import (
    WHITE,
    darker,
    lighter,
    mix,
    parse,
)
from goda_exempel.demonstration.pictures.palettes import Palette
from goda_exempel.demonstration.pictures.plants import (
    flowers,
    grass,
    leafy_tree,
    poplar,
)


def canal(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    horizon = rng.uniform(0.46, 0.52)
    vanish = rng.uniform(0.55, 0.95)
    sun = landscape.sky(canvas, palette, rng, horizon)
    line = landscape.ridge(rng, horizon, 0.12)
    landscape.hill(
        canvas,
        line,
        horizon + 0.02,
        mix(palette.far, palette.horizon, 0.25),
        palette.horizon,
    )
    landscape.spruces(canvas, line, rng, 0.02, mix(palette.far, palette.horizon, 0.2))
    lawn = mix(palette.near, palette.ground, 0.35)
    canvas.gradient(horizon, 1, [mix(lawn, palette.horizon, 0.35), lawn, darker(lawn, 0.15)])
    _paths(canvas, palette, horizon, vanish)
    _avenue(canvas, palette, rng, horizon, vanish)
    _channel(canvas, palette, rng, horizon, vanish, sun)
    _lock(canvas, palette, horizon, vanish, rng.uniform(0.3, 0.4))
    _cottage(canvas, palette, rng, horizon, vanish)
    grass(canvas, rng, darker(lawn, 0.22), 1.01, tall=0.06)
    flowers(canvas, rng, palette, 0.93)


def _across(vanish: float, horizon: float, y: float, place: float) -> float:
    """Where a line that runs along the canal, ``place`` from its middle at the picture's foot, is at height y."""
    return vanish + (0.75 - vanish + place) * (y - horizon) / (1 - horizon)


def _strip(canvas: Canvas, horizon: float, vanish: float, left: float, right: float) -> list[tuple[float, float]]:
    top = horizon + 0.004
    return [
        (_across(vanish, horizon, top, left), top),
        (_across(vanish, horizon, top, right), top),
        (_across(vanish, horizon, 1, right), 1),
        (_across(vanish, horizon, 1, left), 1),
    ]


def _paths(canvas: Canvas, palette: Palette, horizon: float, vanish: float) -> None:
    gravel = mix(palette.horizon, palette.ground, 0.3)
    for left, right in ((-0.86, -0.7), (0.7, 0.86)):
        canvas.polygon(_strip(canvas, horizon, vanish, left, right), gravel)


def _avenue(canvas: Canvas, palette: Palette, rng: random.Random, horizon: float, vanish: float) -> None:
    """Trees on both banks, from far to near, each in its own green."""
    kind = rng.choice((leafy_tree, poplar))
    leaf = mix(palette.near, palette.ground, 0.4)
    for step in range(9):
        near = (step / 8) ** 2.1 * 0.55 + 0.02
        y = horizon + (1 - horizon) * near
        for place in (-1.02, 1.02):
            x = _across(vanish, horizon, y, place)
            green = mix(leaf, palette.horizon, 0.4 * (1 - near) ** 3)
            shade = canvas.at(x, y, 0.95 * near + 0.035)
            shade.ellipse(0.12, 0, 0.3, 0.03, darker(mix(palette.near, palette.ground, 0.35), 0.2))
            kind(
                shade,
                rng,
                mix(green, palette.accent, rng.uniform(0, 0.12)),
                darker(green, 0.4),
            )


def _channel(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    horizon: float,
    vanish: float,
    sun: tuple[float, float],
) -> None:
    """The water, with the sky and the trees in it, between edges of cut stone."""
    stone = town.tone(palette, parse("c2b8a8"), 0.2)
    canvas.polygon(_strip(canvas, horizon, vanish, -0.56, 0.56), stone)
    canvas.polygon(_strip(canvas, horizon, vanish, -0.53, 0.53), darker(stone, 0.35))
    mask = canvas.mask(_strip(canvas, horizon, vanish, -0.5, 0.5))
    wet = canvas.on(canvas.image.copy())
    landscape.water(wet, palette, rng, horizon, (vanish, sun[1]))
    canvas.image.paste(wet.image, (0, 0), mask)


def _lock(canvas: Canvas, palette: Palette, horizon: float, vanish: float, near: float) -> None:
    """Closed gates with a footbridge on top and two long white beams to push them by."""
    y = horizon + (1 - horizon) * near
    left, right = _across(vanish, horizon, y, -0.53), _across(vanish, horizon, y, 0.53)
    middle, tall = (left + right) / 2, (right - left) * 0.2
    wood = town.tone(palette, parse("4a3a30"), 0.2)
    canvas.polygon(
        [
            (left, y - tall),
            (middle, y - tall * 0.82),
            (middle, y + tall * 0.45),
            (left, y + tall * 0.12),
        ],
        wood,
    )
    canvas.polygon(
        [
            (right, y - tall),
            (middle, y - tall * 0.82),
            (middle, y + tall * 0.45),
            (right, y + tall * 0.12),
        ],
        darker(wood, 0.25),
    )
    for share in (0.2, 0.4, 0.6, 0.8):
        for side in (left, right):
            x = side + (middle - side) * share
            canvas.line(
                [
                    (x, y - tall * (1 - share * 0.18)),
                    (x, y + tall * (0.12 + share * 0.33)),
                ],
                0.0016,
                darker(wood, 0.5),
            )
    white = lighter(town.tone(palette, WHITE, 0.05), 0.1)
    reach = (right - left) * 0.3
    for side, out in ((left, -1), (right, 1)):
        canvas.line(
            [(side + out * reach, y - tall * 1.08), (middle, y - tall * 0.9)],
            tall * 0.17,
            white,
        )
        canvas.box(
            side - tall * 0.12,
            y - tall * 1.25,
            side + tall * 0.12,
            y + tall * 0.1,
            lighter(wood, 0.18),
        )
    rail = y - tall * 1.5
    canvas.line([(left, rail), (middle, rail + tall * 0.12), (right, rail)], tall * 0.045, white)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = left + (right - left) * share
        canvas.line([(x, rail + tall * 0.05), (x, y - tall * 0.9)], tall * 0.04, white)


def _cottage(canvas: Canvas, palette: Palette, rng: random.Random, horizon: float, vanish: float) -> None:
    side = -1 if vanish > 0.75 else 1
    y = horizon + (1 - horizon) * 0.3
    place = canvas.at(_across(vanish, horizon, y, side * 1.6), y, 0.058)
    red, roof = (
        town.tone(palette, parse("9b3a2e"), 0.12),
        town.tone(palette, parse("4b4644"), 0.2),
    )
    place.ellipse(0, 0, 2.2, 0.16, darker(mix(palette.near, palette.ground, 0.35), 0.2))
    place.box(-1.5, -1.2, 1.5, 0, red)
    place.polygon([(-1.7, -1.15), (-1.25, -2.1), (1.25, -2.1), (1.7, -1.15)], roof)
    place.box(0.4, -2.5, 0.7, -2.0, darker(red, 0.3))
    for x in (-0.95, 0.95):
        place.box(x - 0.3, -0.95, x + 0.3, -0.4, WHITE)
        place.box(x - 0.23, -0.88, x + 0.23, -0.47, town.window_light(palette, rng, red))
    place.box(-0.25, -0.95, 0.25, 0, WHITE)
    place.box(-0.18, -0.88, 0.18, 0, darker(red, 0.35))
    for x in (-1.47, 1.4):
        place.box(x, -1.15, x + 0.08, 0, WHITE)
    _flag(place)


def _flag(place: Canvas) -> None:
    """A flagpole with a bare pennant, blue and yellow."""
    place.line([(2.5, 0), (2.5, -4.2)], 0.07, WHITE)
    place.polygon([(2.53, -4.15), (4.3, -3.9), (2.53, -3.8)], parse("2f5f92"))
    place.polygon([(2.53, -4.02), (3.6, -3.93), (2.53, -3.9)], parse("e8c04a"))
