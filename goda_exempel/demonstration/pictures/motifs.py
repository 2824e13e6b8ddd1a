"""Which thing belongs to a story, where in the picture it stands, and what it is called."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from goda_exempel.demonstration.pictures import outdoors, plants, still_life
from goda_exempel.demonstration.pictures.canvas import Canvas, seeded
from goda_exempel.demonstration.pictures.colours import darker, lighter, mix, parse
from goda_exempel.demonstration.pictures.palettes import Palette

LEDGE_TOP = 0.855
BANK, LEDGE, ROAD, WATER = "bank", "ledge", "road", "water"
DRY_SCENES = ("fields", "lake", "town")


@dataclass(frozen=True, slots=True)
class Motif:
    """A thing: its words in an alt text, what draws it, how large, where it stands, and in which views."""

    words: str
    paint: Callable[[Canvas, Palette], None]
    size: float
    place: str
    scenes: tuple[str, ...] = ("canal", "fields", "lake", "town")


def _old_tree(canvas: Canvas, palette: Palette) -> None:
    leaf = mix(palette.near, palette.accent, 0.16)
    plants.leafy_tree(canvas, seeded(palette.name), leaf, darker(palette.ground, 0.4))


MOTIFS = {
    "bench": Motif("en parkbänk", outdoors.bench, 0.2, BANK, DRY_SCENES),
    "bicycle": Motif("en cykel med korg", outdoors.bicycle, 0.25, BANK, DRY_SCENES),
    "boat": Motif("en segelbåt", outdoors.boat, 0.2, WATER, ("lake", "town")),
    "book": Motif("en uppslagen bok på två andra böcker", still_life.book, 0.34, LEDGE),
    "bus": Motif("en buss på en väg", outdoors.bus, 0.26, ROAD, DRY_SCENES),
    "cup": Motif("en rykande kaffekopp", still_life.cup, 0.3, LEDGE),
    "heart": Motif("två händer och ett hjärta", still_life.heart, 0.36, LEDGE),
    "house": Motif("ett rött trähus med vita knutar", outdoors.house, 0.24, BANK, DRY_SCENES),
    "lamp": Motif("en tänd bordslampa", still_life.lamp, 0.42, LEDGE),
    "map": Motif("en utvikt karta med en markerad plats", still_life.folded_map, 0.36, LEDGE),
    "screen": Motif("en öppen bärbar dator", still_life.screen, 0.38, LEDGE),
    "tree": Motif("ett stort lövträd", _old_tree, 0.66, BANK, DRY_SCENES),
}


def paint(canvas: Canvas, palette: Palette, rng: random.Random, motif: Motif) -> None:
    x = rng.choice((rng.uniform(0.4, 0.55), rng.uniform(0.95, 1.1)))
    foot = GROUNDS[motif.place](canvas, palette, x)
    motif.paint(canvas.at(x, foot, motif.size), palette)


def _bank(canvas: Canvas, palette: Palette, x: float) -> float:
    """A low rise of the near shore, so that the thing has something to stand on."""
    grass = darker(palette.ground, 0.04)
    canvas.ellipse(x, 1.02, 1.05, 0.155, grass)
    canvas.ellipse(x - 0.05, 1.06, 1.0, 0.15, darker(grass, 0.12))
    rng = seeded(f"{x:.4f}")
    for _ in range(26):
        blade = x + rng.uniform(-0.62, 0.62), 0.93 + rng.uniform(0, 0.05)
        canvas.line(
            [blade, (blade[0] + rng.uniform(-0.008, 0.008), blade[1] - 0.022)],
            0.0026,
            lighter(grass, 0.12),
        )
    return 0.915


def _ledge(canvas: Canvas, palette: Palette, x: float) -> float:
    still_life.ledge(canvas, palette, LEDGE_TOP)
    return LEDGE_TOP + 0.032


def _road(canvas: Canvas, palette: Palette, x: float) -> float:
    asphalt = mix(parse("7c7a78"), palette.ground, 0.45)
    verge = darker(palette.ground, 0.05)
    canvas.box(0, 0.845, canvas.width, 1, verge)
    canvas.box(0, 0.86, canvas.width, 0.955, asphalt)
    canvas.box(0, 0.86, canvas.width, 0.864, lighter(asphalt, 0.3))
    for step in range(9):
        canvas.box(step * 0.18 + 0.03, 0.925, step * 0.18 + 0.12, 0.931, lighter(asphalt, 0.6))
    return 0.905


def _water(canvas: Canvas, palette: Palette, x: float) -> float:
    return 0.665


GROUNDS: dict[str, Callable[[Canvas, Palette, float], float]] = {
    BANK: _bank,
    LEDGE: _ledge,
    ROAD: _road,
    WATER: _water,
}
