"""Pictures for demonstration stories, drawn so that they are ours: the same seed gives the same picture."""

from PIL import Image

from goda_exempel.demonstration.pictures import motifs
from goda_exempel.demonstration.pictures.canvas import Canvas, seeded
from goda_exempel.demonstration.pictures.motifs import MOTIFS
from goda_exempel.demonstration.pictures.palettes import PALETTES
from goda_exempel.demonstration.pictures.scenes import SCENES

FULL_SIZE = (2400, 1600)
SMALL_SIZE = (600, 400)

__all__ = ["FULL_SIZE", "MOTIFS", "PALETTES", "SMALL_SIZE", "alt_text", "draw"]


def draw(seed: str, palette: str, motif: str | None, size: tuple[int, int] = FULL_SIZE) -> Image.Image:
    """Draw the picture of a story. ``palette`` and ``motif`` are names in ``PALETTES`` and ``MOTIFS``."""
    rng = seeded(f"{seed}/{palette}/{motif}")
    canvas = Canvas.blank(size)
    SCENES[_scene(seed, motif)].paint(canvas, PALETTES[palette], rng)
    if motif:
        motifs.paint(canvas, PALETTES[palette], rng, MOTIFS[motif])
    return canvas.finish(size, rng)


def alt_text(seed: str, motif: str | None) -> str:
    """What the picture of this story shows, in Swedish, and that it is a demonstration picture."""
    view = SCENES[_scene(seed, motif)].words
    if motif is None:
        return f"Demonstrationsbild: tecknat landskap med {view}."
    front = "på en fönsterbräda" if MOTIFS[motif].place == motifs.LEDGE else "i förgrunden"
    return f"Demonstrationsbild: {MOTIFS[motif].words} {front}, i bakgrunden {view}. Tecknad bild."


def _scene(seed: str, motif: str | None) -> str:
    scenes = sorted(SCENES) if motif is None else MOTIFS[motif].scenes
    return seeded(seed).choice(scenes)
