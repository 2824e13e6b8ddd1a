"""The drawn pictures: the same for the same story, different for others, and put into words."""

import hashlib

import pytest
from PIL import Image

from goda_exempel.demonstration.pictures import MOTIFS, PALETTES, SMALL_SIZE, alt_text, draw
from goda_exempel.demonstration.pictures.canvas import Canvas, seeded
from goda_exempel.demonstration.pictures.scenes import SCENES


def digest(seed: str, palette: str = "library", motif: str | None = "book") -> str:
    return hashlib.sha256(draw(seed, palette, motif, (240, 160)).tobytes()).hexdigest()


def test_the_same_seed_gives_the_same_picture() -> None:
    assert digest("boken-kommer") == digest("boken-kommer")


def test_seed_palette_and_motif_each_change_the_picture() -> None:
    pictures = {digest("a"), digest("b"), digest("a", "park"), digest("a", "library", "cup"), digest("a", motif=None)}
    assert len(pictures) == 5


def test_the_size_is_the_one_asked_for() -> None:
    assert draw("a", "library", None, SMALL_SIZE).size == (600, 400)


@pytest.mark.parametrize("motif", sorted(MOTIFS))
def test_every_motif_can_be_drawn_in_every_view_it_stands_in(motif: str) -> None:
    views = {alt_text(str(seed), motif) for seed in range(24)}
    assert len(views) == len(MOTIFS[motif].scenes)
    for seed in range(6):
        picture = draw(str(seed), "school", motif, (120, 80))
        assert len(picture.getcolors(120 * 80) or ()) > 500


@pytest.mark.parametrize("palette", sorted(PALETTES))
def test_every_palette_can_be_drawn(palette: str) -> None:
    assert draw("sjön", palette, None, (120, 80)).mode == "RGB"


def test_the_alt_text_says_that_it_is_a_demonstration_picture() -> None:
    assert alt_text("a", "cup").startswith("Demonstrationsbild: en rykande kaffekopp på en fönsterbräda, i bakgrunden ")
    assert any(scene.words in alt_text("a", None) for scene in SCENES.values())


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_no_spot_of_a_view_is_left_unpainted(scene: str) -> None:
    unpainted = (255, 0, 255)
    for seed in range(12):
        canvas = Canvas(Image.new("RGB", (360, 240), unpainted))
        SCENES[scene].paint(canvas, PALETTES["preschool"], seeded(str(seed)))
        colours = canvas.image.getcolors(360 * 240) or ()
        assert unpainted not in [colour for _count, colour in colours], seed
