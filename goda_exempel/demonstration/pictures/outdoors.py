"""Things that stand in the landscape itself: foot at the origin, about one unit tall."""

import math

from goda_exempel.demonstration.pictures.canvas import Canvas
from goda_exempel.demonstration.pictures.colours import (
    BLACK,
    WHITE,
    darker,
    lighter,
    mix,
    parse,
)
from goda_exempel.demonstration.pictures.palettes import Palette


def ground_shadow(canvas: Canvas, palette: Palette, half: float) -> None:
    canvas.ellipse(half * 0.12, 0.0, half, 0.05, darker(palette.ground, 0.4))


def bicycle(canvas: Canvas, palette: Palette) -> None:
    """A bicycle with a basket in front."""
    ground_shadow(canvas, palette, 1.0)
    tyre, frame = darker(palette.ground, 0.65), palette.accent
    for x in (-0.58, 0.58):
        canvas.ring(x, -0.36, 0.36, 0.042, tyre)
        canvas.ring(x, -0.36, 0.325, 0.018, lighter(tyre, 0.45))
        for spoke in range(10):
            angle = spoke * math.tau / 10
            canvas.line(
                [
                    (x, -0.36),
                    (x + 0.32 * math.cos(angle), -0.36 + 0.32 * math.sin(angle)),
                ],
                0.006,
                lighter(tyre, 0.4),
            )
        canvas.circle(x, -0.36, 0.035, lighter(tyre, 0.5))
    crank, seat, head = (-0.1, -0.36), (-0.26, -0.86), (0.42, -0.84)
    for points in (
        [(-0.58, -0.36), crank, head, (-0.22, -0.74), (-0.58, -0.36)],
        [crank, seat],
        [head, (0.58, -0.36)],
    ):
        canvas.line(points, 0.045, frame)
    canvas.line([head, (0.36, -1.04), (0.2, -1.06)], 0.036, tyre)
    canvas.rounded((-0.42, -0.93, -0.12, -0.86), 0.035, darker(parse("6a4630"), 0.1))
    canvas.circle(*crank, 0.075, lighter(tyre, 0.3))
    basket = mix(parse("c59a5f"), palette.horizon, 0.15)
    canvas.polygon([(0.44, -1.06), (0.86, -1.06), (0.8, -0.78), (0.5, -0.78)], basket)
    for y in (-0.99, -0.92, -0.85):
        canvas.line([(0.47, y), (0.83, y)], 0.01, darker(basket, 0.25))


def bench(canvas: Canvas, palette: Palette) -> None:
    """A park bench seen from the front."""
    ground_shadow(canvas, palette, 1.05)
    iron, plank = (
        darker(palette.ground, 0.6),
        mix(palette.accent, parse("8a5a3a"), 0.45),
    )
    for x in (-0.78, 0.78):
        canvas.line([(x, 0), (x, -0.92)], 0.055, iron)
        canvas.line([(x, -0.52), (x * 1.06, -0.5), (x * 1.06, 0.02)], 0.05, iron)
    for y, shade in ((-0.9, 0.0), (-0.76, 0.06), (-0.62, 0.12)):
        canvas.rounded((-0.95, y, 0.95, y + 0.1), 0.02, darker(plank, shade))
    for y, shade in ((-0.43, 0.0), (-0.36, 0.16)):
        canvas.rounded((-1.0, y, 1.0, y + 0.075), 0.02, mix(lighter(plank, 0.14), BLACK, shade))


def bus(canvas: Canvas, palette: Palette) -> None:
    """A town bus from the side."""
    body, glass = palette.accent, mix(palette.sky, WHITE, 0.35)
    canvas.ellipse(0.05, 0.0, 1.5, 0.045, darker(palette.ground, 0.5))
    canvas.rounded((-1.42, -0.98, 1.42, -0.1), 0.1, body)
    canvas.rounded((-1.42, -0.42, 1.42, -0.1), 0.06, mix(WHITE, palette.horizon, 0.15))
    canvas.box(-1.42, -0.46, 1.42, -0.38, darker(body, 0.15))
    for index in range(5):
        left = -1.3 + index * 0.42
        canvas.rounded((left, -0.86, left + 0.36, -0.52), 0.03, glass)
        canvas.polygon(
            [
                (left + 0.06, -0.52),
                (left + 0.2, -0.86),
                (left + 0.28, -0.86),
                (left + 0.14, -0.52),
            ],
            lighter(glass, 0.4),
        )
    canvas.rounded((0.82, -0.86, 1.1, -0.14), 0.03, darker(glass, 0.12))
    canvas.line([(0.96, -0.85), (0.96, -0.15)], 0.012, darker(body, 0.3))
    canvas.rounded((1.18, -0.84, 1.42, -0.44), 0.04, lighter(glass, 0.15))
    for x in (-0.92, 0.62):
        canvas.circle(x, -0.12, 0.19, darker(body, 0.55))
        canvas.circle(x, -0.11, 0.16, darker(palette.ground, 0.7))
        canvas.circle(x, -0.11, 0.075, lighter(palette.ground, 0.6))
    canvas.rounded((1.36, -0.3, 1.44, -0.2), 0.02, palette.sun)


def house(canvas: Canvas, palette: Palette) -> None:
    """A red wooden house with white corners and a porch."""
    ground_shadow(canvas, palette, 1.3)
    red, trim = (
        mix(parse("963a2c"), palette.near, 0.3 if palette.night else 0.06),
        mix(WHITE, palette.horizon, 0.18),
    )
    roof, pane = (
        mix(parse("4b4644"), palette.near, 0.2),
        mix(palette.sun, palette.horizon, 0.3),
    )
    canvas.box(-1, -0.7, 1, 0, red)
    for plank in range(1, 20):
        canvas.box(-1 + plank * 0.1, -0.7, -0.994 + plank * 0.1, 0, darker(red, 0.12))
    canvas.polygon([(-1.14, -0.66), (-0.86, -1.16), (0.86, -1.16), (1.14, -0.66)], roof)
    canvas.box(-1.14, -0.69, 1.14, -0.65, trim)
    canvas.box(0.3, -1.4, 0.48, -1.1, darker(red, 0.25))
    for x in (-1.0, 0.95):
        canvas.box(x, -0.66, x + 0.05, 0, trim)
    for x in (-0.66, 0.66):
        canvas.box(x - 0.17, -0.52, x + 0.17, -0.16, trim)
        canvas.box(x - 0.14, -0.49, x + 0.14, -0.19, pane)
        canvas.box(x - 0.012, -0.5, x + 0.012, -0.18, trim)
        canvas.box(x - 0.15, -0.36, x + 0.15, -0.34, trim)
    _porch(canvas, palette, trim, roof)


def _porch(
    canvas: Canvas,
    palette: Palette,
    trim: tuple[int, int, int],
    roof: tuple[int, int, int],
) -> None:
    canvas.polygon([(-0.34, -0.6), (0, -0.84), (0.34, -0.6)], lighter(roof, 0.08))
    canvas.box(-0.3, -0.6, 0.3, -0.56, trim)
    canvas.box(-0.14, -0.5, 0.14, 0, trim)
    canvas.box(-0.11, -0.47, 0.11, 0, mix(palette.near, palette.accent, 0.2))
    canvas.circle(0.07, -0.22, 0.018, palette.sun)
    for x in (-0.28, 0.24):
        canvas.box(x, -0.58, x + 0.04, 0, trim)
    canvas.box(-0.36, -0.03, 0.36, 0.02, darker(trim, 0.2))


def boat(canvas: Canvas, palette: Palette) -> None:
    """A small sailing boat and its reflection."""
    hull, sail = palette.accent, mix(WHITE, palette.sun, 0.4)
    blur = mix(palette.water, sail, 0.35)
    for step in range(9):
        wide = 0.4 * (1 - step / 10)
        canvas.ellipse(
            0.02 * (step % 2),
            0.06 + step * 0.075,
            wide,
            0.014,
            mix(blur, palette.water, step / 10),
        )
    canvas.polygon([(-0.5, -0.16), (0.52, -0.16), (0.38, 0.02), (-0.36, 0.02)], hull)
    canvas.polygon([(-0.44, -0.06), (0.45, -0.06), (0.38, 0.02), (-0.36, 0.02)], darker(hull, 0.25))
    canvas.box(-0.5, -0.19, 0.52, -0.15, lighter(hull, 0.4))
    canvas.line([(0.02, -0.18), (0.02, -1.12)], 0.022, darker(palette.ground, 0.3))
    canvas.polygon([(0.05, -1.08), (0.05, -0.26), (0.5, -0.28)], sail)
    canvas.polygon([(-0.02, -1.02), (-0.02, -0.26), (-0.36, -0.27)], darker(sail, 0.1))
    canvas.polygon([(0.02, -1.12), (0.16, -1.08), (0.02, -1.04)], palette.accent)
    canvas.ellipse(0, 0.03, 0.5, 0.012, lighter(palette.water, 0.4))
