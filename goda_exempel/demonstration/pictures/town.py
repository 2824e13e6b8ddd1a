"""A small town by the lake: wooden houses with tiled roofs, a church, lit windows."""

import random

from goda_exempel.demonstration.pictures.canvas import Canvas
from goda_exempel.demonstration.pictures.colours import (
    WHITE,
    Colour,
    darker,
    lighter,
    mix,
    parse,
)
from goda_exempel.demonstration.pictures.palettes import Palette
from goda_exempel.demonstration.pictures.plants import leafy_tree, poplar

WALLS = tuple(
    map(
        parse,
        (
            "9b3a2e",
            "d9a84e",
            "efe6d4",
            "c9b79a",
            "8f9e8a",
            "b9695a",
            "e3cfa4",
            "a7b3b8",
        ),
    )
)
ROOFS = tuple(map(parse, ("8a4636", "5a4a48", "a0563c", "4b5157", "744036")))


def tone(palette: Palette, colour: Colour, share: float = 0.28) -> Colour:
    """A colour of its own drawn into the light of the picture; at night it sinks into it."""
    return mix(colour, palette.near, 0.72 if palette.night else share)


def window_light(palette: Palette, rng: random.Random, wall: Colour) -> Colour:
    lit = rng.random() < (0.65 if palette.night else 0.2)
    return mix(palette.sun, palette.accent, 0.25) if lit else darker(wall, 0.45)


def house(canvas: Canvas, palette: Palette, rng: random.Random, wide: float, floors: int) -> None:
    """A house with its long side towards us, floors one unit tall, its foot at the origin."""
    wall, roof = tone(palette, rng.choice(WALLS)), tone(palette, rng.choice(ROOFS), 0.2)
    tall, half, eave = float(floors), wide / 2, 0.12
    gable = rng.random() < 0.4
    canvas.box(-half, -tall, half, 0, wall)
    canvas.box(half - wide * 0.16, -tall, half, 0, darker(wall, 0.12))
    if gable:
        canvas.polygon([(-half, -tall), (0, -tall - wide * 0.48), (half, -tall)], wall)
        for side, shade in ((-1, lighter(roof, 0.1)), (1, roof)):
            peak = -tall - wide * 0.48
            canvas.polygon(
                [
                    (side * (half + eave), -tall + 0.12),
                    (0, peak),
                    (0, peak - 0.16),
                    (side * (half + eave), -tall - 0.06),
                ],
                shade,
            )
    else:
        rise = rng.uniform(0.55, 0.85)
        canvas.polygon(
            [
                (-half - eave, -tall),
                (-half + 0.25, -tall - rise),
                (half - 0.25, -tall - rise),
                (half + eave, -tall),
            ],
            roof,
        )
        chimney = rng.uniform(-half * 0.6, half * 0.5)
        canvas.box(
            chimney,
            -tall - rise - 0.28,
            chimney + 0.2,
            -tall - rise + 0.1,
            darker(roof, 0.25),
        )
    _windows(canvas, palette, rng, wall, wide, floors)


def _windows(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    wall: Colour,
    wide: float,
    floors: int,
) -> None:
    count = max(2, int(wide / 0.62))
    step = wide / count
    frame = mix(wall, WHITE, 0.5)
    for floor in range(floors):
        for column in range(count):
            x, y = -wide / 2 + step * (column + 0.5), -floor - 0.32
            canvas.box(x - 0.17, y - 0.42, x + 0.17, y + 0.02, frame)
            canvas.box(x - 0.12, y - 0.38, x + 0.12, y - 0.02, window_light(palette, rng, wall))


def church(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    """White walls, a long roof, a tower with a copper spire; about four units tall."""
    wall, roof = tone(palette, parse("efe8da"), 0.2), tone(palette, parse("55524f"))
    copper = tone(palette, parse("6f9a86"), 0.25)
    canvas.box(-0.4, -1.3, 2.4, 0, wall)
    canvas.polygon([(-0.4, -1.3), (0.1, -2.1), (2.1, -2.1), (2.5, -1.3)], roof)
    for x in (0.7, 1.2, 1.7):
        canvas.rounded((x - 0.1, -1.0, x + 0.1, -0.35), 0.09, window_light(palette, rng, wall))
    canvas.box(-1.0, -2.7, 0, 0, wall)
    canvas.box(-0.22, -2.7, 0, 0, darker(wall, 0.1))
    canvas.rounded((-0.62, -2.4, -0.38, -1.9), 0.11, darker(wall, 0.5))
    canvas.circle(-0.5, -1.5, 0.17, darker(wall, 0.4))
    canvas.polygon([(-1.1, -2.7), (-0.78, -3.15), (-0.22, -3.15), (0.1, -2.7)], copper)
    canvas.polygon([(-0.7, -3.15), (-0.5, -4.5), (-0.3, -3.15)], darker(copper, 0.1))
    canvas.circle(-0.5, -4.5, 0.06, palette.sun)


def row(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    foot: float,
    left: float,
    right: float,
    floor: float,
) -> None:
    """Houses from ``left`` to ``right`` along a shore, the church rising behind them, trees between."""
    leaf = mix(palette.near, palette.far, 0.2)
    for _ in range(int((right - left) * 14)):
        tree = canvas.at(rng.uniform(left, right), foot - floor * 0.2, floor * rng.uniform(2.4, 3.8))
        leafy_tree(
            tree,
            rng,
            mix(leaf, palette.horizon, rng.uniform(0.05, 0.2)),
            darker(leaf, 0.3),
        )
    _back_row(canvas, palette, rng, foot, left, right, floor)
    church(
        canvas.at(rng.uniform(left + 0.12, right - 0.2), foot, floor * 1.25),
        palette,
        rng,
    )
    x = left
    while x < right:
        wide = rng.uniform(1.5, 3.2)
        house(
            canvas.at(x + wide * floor / 2, foot, floor),
            palette,
            rng,
            wide,
            rng.choice((1, 1, 2, 2, 3)),
        )
        x += wide * floor + floor * rng.choice((0.1, 0.25, 0.5, 1.2))
        if rng.random() < 0.3:
            kind = rng.choice((leafy_tree, leafy_tree, poplar))
            kind(
                canvas.at(x, foot, floor * rng.uniform(1.6, 2.6)),
                rng,
                leaf,
                darker(leaf, 0.35),
            )


def _back_row(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    foot: float,
    left: float,
    right: float,
    floor: float,
) -> None:
    x = left + 0.03
    while x < right - 0.05:
        wide = rng.uniform(1.4, 2.4)
        house(
            canvas.at(x, foot - floor * 1.1, floor * 0.86),
            palette,
            rng,
            wide,
            rng.choice((1, 2, 2)),
        )
        x += floor * rng.uniform(2.2, 4.5)


def quay(canvas: Canvas, palette: Palette, foot: float, left: float, right: float) -> None:
    stone = tone(palette, parse("b5aa9b"))
    canvas.box(left, foot, right, foot + 0.012, lighter(stone, 0.12))
    canvas.box(left, foot + 0.012, right, foot + 0.026, darker(stone, 0.22))
