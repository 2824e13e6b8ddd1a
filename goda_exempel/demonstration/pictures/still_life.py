"""Things that stand on a ledge in front of the view: foot at the origin, about one unit tall."""

import math
from itertools import pairwise

from goda_exempel.demonstration.pictures.canvas import Canvas, Point
from goda_exempel.demonstration.pictures.colours import (
    BLACK,
    WHITE,
    darker,
    lighter,
    mix,
    parse,
)
from goda_exempel.demonstration.pictures.palettes import Palette


def ledge(canvas: Canvas, palette: Palette, top: float) -> None:
    """A window ledge of painted wood across the foot of the picture."""
    wood = mix(parse("e9dfcf"), palette.near, 0.42 if palette.night else 0.08)
    canvas.box(0, top, canvas.width, 1, wood)
    canvas.box(0, top, canvas.width, top + 0.006, lighter(wood, 0.6))
    canvas.box(0, 0.945, canvas.width, 0.951, darker(wood, 0.3))
    canvas.box(0, 0.951, canvas.width, 1, darker(wood, 0.16))
    for y in (top + 0.03, top + 0.062):
        canvas.line([(0, y), (canvas.width, y + 0.004)], 0.0012, darker(wood, 0.07))


def _shadow(canvas: Canvas, palette: Palette, half: float) -> None:
    wood = mix(parse("e9dfcf"), palette.near, 0.5 if palette.night else 0.2)
    canvas.ellipse(half * 0.18, 0.012, half * 1.12, 0.035, darker(wood, 0.16))


def book(canvas: Canvas, palette: Palette) -> None:
    """Two books lying, a third open on top of them like a roof."""
    _shadow(canvas, palette, 0.62)
    paper = mix(WHITE, palette.horizon, 0.2)
    for left, right, top, bottom, colour in (
        (-0.6, 0.56, -0.17, 0.01, palette.near),
        (-0.5, 0.6, -0.32, -0.17, palette.accent),
    ):
        canvas.rounded((left, top, right, bottom), 0.025, colour)
        canvas.box(left + 0.1, top + 0.035, right + 0.01, bottom - 0.035, paper)
        canvas.box(left + 0.03, top, left + 0.06, bottom, lighter(colour, 0.3))
    _open_book(canvas, palette)


def _open_book(canvas: Canvas, palette: Palette) -> None:
    paper = mix(WHITE, palette.horizon, 0.12)
    for side in (-1, 1):
        outer: list[Point] = [(side * x, -0.36 - 0.1 * math.sin(x * 4.4)) for x in (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.58)]
        lifted = [(x, y - 0.36 - 0.05 * abs(x)) for x, y in reversed(outer)]
        canvas.polygon([*outer, *lifted], paper if side < 0 else darker(paper, 0.06))
        canvas.line(outer, 0.024, darker(palette.accent, 0.3))
        for row in range(4):
            lines = [(x * 0.84 + side * 0.045, y - 0.09 - row * 0.065) for x, y in outer[:-1]]
            canvas.line(lines, 0.01, mix(paper, palette.ground, 0.34))
    canvas.line([(0, -0.36), (0, -0.72)], 0.012, darker(paper, 0.2))


def cup(canvas: Canvas, palette: Palette) -> None:
    """A coffee cup on a saucer, steaming, with a bun beside it."""
    _shadow(canvas, palette, 0.6)
    china = mix(WHITE, palette.horizon, 0.12)
    canvas.ellipse(0, -0.02, 0.52, 0.055, darker(china, 0.1))
    canvas.ellipse(0, -0.035, 0.52, 0.05, china)
    canvas.ring(0.36, -0.33, 0.15, 0.055, darker(china, 0.06))
    canvas.polygon(
        [
            (-0.36, -0.54),
            (0.36, -0.54),
            (0.27, -0.16),
            (0.16, -0.05),
            (-0.16, -0.05),
            (-0.27, -0.16),
        ],
        palette.accent,
    )
    canvas.polygon(
        [(0.14, -0.54), (0.36, -0.54), (0.27, -0.16), (0.16, -0.05), (0.04, -0.05)],
        darker(palette.accent, 0.14),
    )
    canvas.ellipse(0, -0.54, 0.36, 0.06, lighter(palette.accent, 0.25))
    canvas.ellipse(0, -0.535, 0.32, 0.045, parse("4a3024"))
    for x, tall in ((-0.12, 0.34), (0.02, 0.44), (0.15, 0.3)):
        wave = [(x + 0.035 * math.sin(t * 7), -0.64 - t * tall) for t in (0, 0.2, 0.4, 0.6, 0.8, 1)]
        canvas.line(wave, 0.022, mix(china, palette.horizon, 0.4))


def screen(canvas: Canvas, palette: Palette) -> None:
    """A laptop, open, with a quiet page on it."""
    _shadow(canvas, palette, 0.75)
    metal = mix(parse("b9bdc0"), palette.near, 0.2)
    canvas.polygon(
        [(-0.62, -0.78), (0.62, -0.78), (0.62, -0.04), (-0.62, -0.04)],
        darker(metal, 0.5),
    )
    canvas.box(-0.57, -0.73, 0.57, -0.09, mix(WHITE, palette.water, 0.12))
    canvas.box(-0.57, -0.73, 0.57, -0.64, palette.near)
    canvas.box(-0.5, -0.56, -0.02, -0.2, mix(palette.water, palette.horizon, 0.4))
    canvas.polygon(
        [
            (-0.5, -0.2),
            (-0.5, -0.32),
            (-0.34, -0.42),
            (-0.2, -0.3),
            (-0.12, -0.36),
            (-0.02, -0.28),
            (-0.02, -0.2),
        ],
        palette.near,
    )
    for row, long in enumerate((0.42, 0.36, 0.4, 0.24)):
        canvas.box(
            0.08,
            -0.55 + row * 0.085,
            0.08 + long,
            -0.52 + row * 0.085,
            mix(WHITE, palette.ground, 0.45),
        )
    canvas.rounded((0.08, -0.21, 0.26, -0.14), 0.02, palette.accent)
    canvas.polygon([(-0.66, -0.04), (0.66, -0.04), (0.74, 0.015), (-0.74, 0.015)], metal)
    canvas.box(-0.74, 0.012, 0.74, 0.03, darker(metal, 0.3))


def lamp(canvas: Canvas, palette: Palette) -> None:
    """A table lamp that is lit."""
    canvas.glow(0, -0.6, 1.0, palette.sun, 0.55)
    _shadow(canvas, palette, 0.3)
    brass = mix(parse("b08a4a"), palette.near, 0.15)
    canvas.ellipse(0, -0.02, 0.24, 0.045, darker(brass, 0.25))
    canvas.ellipse(0, -0.04, 0.24, 0.04, brass)
    canvas.line([(0, -0.05), (0, -0.58)], 0.045, brass)
    shade = mix(palette.accent, palette.sun, 0.35)
    canvas.polygon([(-0.2, -1.0), (0.2, -1.0), (0.42, -0.52), (-0.42, -0.52)], shade)
    canvas.polygon([(0.06, -1.0), (0.2, -1.0), (0.42, -0.52), (0.16, -0.52)], darker(shade, 0.1))
    canvas.ellipse(0, -0.52, 0.42, 0.04, lighter(palette.sun, 0.5))
    canvas.ellipse(0, -1.0, 0.2, 0.02, lighter(shade, 0.2))


def heart(canvas: Canvas, palette: Palette) -> None:
    """Two open hands with a heart above them."""
    _shadow(canvas, palette, 0.5)
    skin = mix(parse("c98f6e"), palette.horizon, 0.12)
    for side, tone in ((-1, skin), (1, darker(mix(skin, parse("8a5a42"), 0.5), 0.04))):
        sleeve = palette.near if side < 0 else mix(palette.near, palette.accent, 0.45)
        canvas.polygon(
            [
                (side * 0.08, 0.0),
                (side * 0.44, 0.0),
                (side * 0.36, -0.2),
                (side * 0.12, -0.18),
            ],
            sleeve,
        )
        palm = [
            (0.12, -0.17),
            (0.36, -0.18),
            (0.52, -0.42),
            (0.6, -0.62),
            (0.52, -0.64),
            (0.4, -0.42),
            (0.2, -0.34),
            (0.03, -0.3),
            (0.02, -0.24),
        ]
        canvas.polygon([(side * x, y) for x, y in palm], tone)
        for tip in ((0.57, -0.64), (0.49, -0.69), (0.41, -0.66)):
            canvas.line([(side * 0.36, -0.36), (side * tip[0], tip[1])], 0.075, tone)
    _heart_shape(canvas.at(0, -0.68, 0.62), palette)


def _heart_shape(canvas: Canvas, palette: Palette) -> None:
    steps = [math.tau * i / 60 for i in range(60)]
    curve = [
        (0.03 * 16 * math.sin(t) ** 3 * 0.6,
         -0.03 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)) * 0.6)
        for t in steps
    ]  # fmt: skip
    canvas.polygon(curve, palette.accent)
    canvas.line(
        [(-0.2, -0.13), (-0.17, -0.19), (-0.1, -0.21)],
        0.03,
        lighter(palette.accent, 0.5),
    )


def folded_map(canvas: Canvas, palette: Palette) -> None:
    """A map that stands in its folds, with a marked way and a pin."""
    _shadow(canvas, palette, 0.75)
    land, lake = (
        mix(parse("e6dfc2"), palette.horizon, 0.2),
        mix(palette.water, WHITE, 0.25),
    )
    folds = [(-0.72 + 0.36 * i, 0.06 * (i % 2)) for i in range(5)]
    for index, ((x0, dip0), (x1, dip1)) in enumerate(pairwise(folds)):
        sheet = darker(land, 0.08) if index % 2 else land
        canvas.polygon(
            [
                (x0, -0.78 + dip0),
                (x1, -0.78 + dip1),
                (x1, dip1 - 0.04),
                (x0, dip0 - 0.04),
            ],
            sheet,
        )
        wet = darker(lake, 0.08) if index % 2 else lake
        shore0, shore1 = (
            -0.5 + 0.11 * math.sin(index * 1.7),
            -0.5 + 0.11 * math.sin((index + 1) * 1.7),
        )
        canvas.polygon([(x0, -0.78 + dip0), (x1, -0.78 + dip1), (x1, shore1), (x0, shore0)], wet)
        grass = mix(palette.near, land, 0.55)
        canvas.polygon(
            [
                (x0, dip0 - 0.04),
                (x1, dip1 - 0.04),
                (x1, -0.2 - 0.05 * (index % 2)),
                (x0, -0.14),
            ],
            grass,
        )
    canvas.line(
        [
            (-0.66, -0.2),
            (-0.4, -0.34),
            (-0.1, -0.3),
            (0.15, -0.38),
            (0.42, -0.26),
            (0.68, -0.3),
        ],
        0.022,
        WHITE,
    )
    _pin(canvas.at(0.16, -0.38, 1), palette)


def _pin(canvas: Canvas, palette: Palette) -> None:
    canvas.polygon([(0, 0), (-0.1, -0.24), (0.1, -0.24)], palette.accent)
    canvas.circle(0, -0.27, 0.12, palette.accent)
    canvas.circle(0, -0.27, 0.05, mix(WHITE, BLACK, 0.02))
