"""Trees, reeds, grass and flowers."""

import math
import random

from goda_exempel.demonstration.pictures.canvas import Canvas
from goda_exempel.demonstration.pictures.colours import Colour, darker, lighter, mix
from goda_exempel.demonstration.pictures.palettes import Palette


def leafy_tree(canvas: Canvas, rng: random.Random, leaf: Colour, trunk: Colour) -> None:
    """A broad crown on a trunk, one unit tall, its foot at the origin."""
    canvas.polygon([(-0.035, 0), (-0.018, -0.5), (0.018, -0.5), (0.035, 0)], trunk)
    for side in (-1, 1):
        canvas.line([(0, -0.36), (side * 0.14, -0.56)], 0.018, trunk)
    clumps = [_clump(rng) for _ in range(26)]
    for shade, dx, dy, shrink in (
        (darker(leaf, 0.22), 0.02, 0.035, 1.04),
        (leaf, 0, 0, 1),
        (lighter(leaf, 0.14), -0.03, -0.035, 0.72),
    ):
        for x, y, radius in clumps:
            canvas.circle(x + dx, y + dy, radius * shrink, shade)


def _clump(rng: random.Random) -> tuple[float, float, float]:
    """A part of a crown: thick in the middle, fine at the edge."""
    turn, reach = rng.uniform(0, math.tau), rng.random() ** 0.6
    return (
        0.27 * reach * math.cos(turn),
        -0.68 + 0.2 * reach * math.sin(turn),
        0.135 - 0.06 * reach,
    )


def birch(canvas: Canvas, rng: random.Random, leaf: Colour, trunk: Colour) -> None:
    """A slender birch with a light trunk and hanging crown."""
    bark = lighter(trunk, 0.7)
    lean = rng.uniform(-0.05, 0.05)
    canvas.polygon([(-0.02, 0), (lean - 0.008, -0.9), (lean + 0.008, -0.9), (0.02, 0)], bark)
    for _ in range(9):
        y = -rng.uniform(0.03, 0.5)
        canvas.box(-0.014 + lean * -y, y, 0.002 + lean * -y, y + 0.008, trunk)
    for shade, shift, count in (
        (darker(leaf, 0.16), 0.02, 26),
        (leaf, 0, 26),
        (lighter(leaf, 0.16), -0.025, 14),
    ):
        for _ in range(count):
            y = -rng.uniform(0.38, 0.98)
            spread = 0.15 * math.sin((1.02 + y) / 0.66 * math.pi * 0.9) + 0.03
            canvas.ellipse(lean * -y + rng.uniform(-1, 1) * spread + shift, y, 0.045, 0.06, shade)


def poplar(canvas: Canvas, rng: random.Random, leaf: Colour, trunk: Colour) -> None:
    canvas.box(-0.02, -0.2, 0.02, 0, trunk)
    for shade, shift, slim in (
        (darker(leaf, 0.18), 0.012, 1.0),
        (leaf, -0.012, 0.82),
        (lighter(leaf, 0.12), -0.04, 0.38),
    ):
        for step in range(12):
            y = -0.16 - step * 0.068
            wide = (0.07 + 0.075 * math.sin((step + 1.2) / 12.4 * math.pi)) * slim
            canvas.ellipse(shift, y, wide * rng.uniform(0.9, 1.1), 0.075, shade)


def spruce(canvas: Canvas, rng: random.Random, leaf: Colour, trunk: Colour) -> None:
    canvas.box(-0.018, -0.1, 0.018, 0, trunk)
    for step in range(7):
        y, half = -0.06 - step * 0.125, 0.21 * (1 - step / 8.2)
        droop = rng.uniform(0.0, 0.02)
        canvas.polygon([(-half, y + droop), (0, y - 0.26), (half, y + droop)], leaf)
        canvas.polygon(
            [(-half, y + droop), (-half * 0.1, y - 0.02), (0, y - 0.26)],
            lighter(leaf, 0.09),
        )


TREES = (leafy_tree, birch, poplar, spruce, leafy_tree)


def reeds(
    canvas: Canvas,
    rng: random.Random,
    palette: Palette,
    left: float,
    right: float,
    foot: float,
) -> None:
    """A stand of reeds, bent by the same wind, some with a brown ear."""
    wind = rng.choice([-1, 1]) * rng.uniform(0.1, 0.3)
    dark = darker(palette.ground, 0.25)
    for step in range(int((right - left) * 260)):
        x = left + (right - left) * rng.random()
        edge = math.sin((x - left) / (right - left) * math.pi) ** 0.5
        tall = rng.uniform(0.1, 0.27) * (0.35 + 0.65 * edge)
        colour = mix(dark, palette.accent, 0.12) if step % 3 else mix(dark, palette.horizon, 0.24)
        bend = [(x + wind * tall * t * t, foot - tall * t) for t in (0, 0.25, 0.5, 0.75, 1)]
        canvas.line(bend, rng.uniform(0.0014, 0.0026), colour)
        if step % 9 == 0:
            top_x, top_y = bend[-1]
            canvas.line(
                [(top_x, top_y), (top_x - wind * 0.012, top_y + 0.034)],
                0.007,
                mix(dark, palette.accent, 0.45),
            )


def grass(
    canvas: Canvas,
    rng: random.Random,
    colour: Colour,
    foot: float,
    *,
    tall: float = 0.05,
) -> None:
    for _ in range(300):
        x, height = rng.uniform(0, canvas.width), tall * rng.uniform(0.4, 1)
        lean = rng.uniform(-0.4, 0.4) * height
        shade = mix(colour, lighter(colour, 0.16), rng.random())
        canvas.polygon([(x - 0.0022, foot), (x + lean, foot - height), (x + 0.0022, foot)], shade)


def flowers(canvas: Canvas, rng: random.Random, palette: Palette, top: float) -> None:
    """Small flowers in the near grass, larger the nearer they stand."""
    for _ in range(46):
        y = rng.uniform(top, 1)
        near = (y - top) / (1 - top)
        colour = rng.choice([palette.accent, lighter(palette.accent, 0.45), palette.sun])
        canvas.circle(rng.uniform(0, canvas.width), y, 0.0022 + near * 0.0035, colour)
