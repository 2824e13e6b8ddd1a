"""What happens to a file that somebody uploads as a picture."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image
from pillow_heif import from_pillow

from goda_exempel import pictures
from goda_exempel.pictures import MOST_BYTES, encode, read_upload, upright, widths_of
from tests.stories.uploads import arrow, picture_bytes, png_that_claims, turned, upload

PHOTOS = Path(__file__).parents[2] / "data" / "photos"


def colours(image: Image.Image) -> list[str]:
    """The strongest channel above, below to the left, below to the right."""
    width, height = image.size
    spots = [(width // 2, height // 4), (width // 4, height * 3 // 4), (width * 3 // 4, height * 3 // 4)]
    return ["RGB"[max(range(3), key=lambda band: image.getpixel(spot)[band])] for spot in spots]  # type: ignore[index]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_of_a_camera_is_turned_upright(orientation: int, kind: str) -> None:
    name = {"JPEG": "bild.jpg", "PNG": "bild.png", "WEBP": "bild.webp"}[kind]
    image = read_upload(upload(turned(orientation, kind), name))
    assert (image.size, colours(image)) == ((600, 400), ["R", "B", "G"])


def test_nine_pictures_of_all_orientations_are_one_picture() -> None:
    photographs = [path.read_bytes() for path in sorted(PHOTOS.glob("*.jpg"))]
    first, *others = [read_upload(upload(data)).resize((36, 24)).tobytes() for data in photographs]
    assert len(others) == 8
    for other in others:
        differences = [abs(a - b) for a, b in zip(first, other, strict=True)]
        assert sum(differences) / len(differences) < 2  # of 255: each was compressed anew


def test_heic_from_a_phone_is_read() -> None:
    out = BytesIO()
    from_pillow(arrow()).save(out, quality=90)
    assert colours(read_upload(upload(out.getvalue(), "IMG_0001.HEIC"))) == ["R", "B", "G"]


@pytest.mark.parametrize(
    ("make", "name", "colour"),
    [
        (lambda: picture_bytes("JPEG", mode="CMYK", colour=(0, 0, 0, 0)), "cmyk.jpg", (255, 255, 255)),
        (lambda: picture_bytes("PNG", mode="I;16", colour=40000), "sexton.png", (156, 156, 156)),
        (lambda: picture_bytes("PNG", mode="RGBA", colour=(0, 0, 0, 0)), "genomskinlig.png", (255, 255, 255)),
        (lambda: picture_bytes("PNG", mode="P", colour=0, transparency=0), "palett.png", (255, 255, 255)),
        (lambda: picture_bytes("PNG", mode="LA", colour=(0, 255)), "gra.png", (0, 0, 0)),
        (lambda: picture_bytes("PNG", mode="1", colour=1), "bitar.png", (255, 255, 255)),
    ],
)
def test_every_kind_of_pixel_becomes_eight_bit_rgb(
    make: Callable[[], bytes], name: str, colour: tuple[int, int, int]
) -> None:
    image = read_upload(upload(make(), name))
    assert (image.mode, image.getpixel((5, 5))) == ("RGB", colour)


BAD = [
    ("text.jpg", b"Bara text", "Filen är inte en bild som går att läsa. Välj en bild i JPEG, PNG, WebP eller HEIC."),
    ("bild.gif", picture_bytes("GIF"), "Filen är en GIF, och det går inte att använda här."),
    (
        "bild.svg",
        b"<?xml version='1.0'?><svg onload='x'/>",
        "Filen är en SVG-teckning, och det går inte att använda här.",
    ),
    ("bild.bmp", picture_bytes("BMP"), "Filen är inte en bild som går att läsa."),
    ("tom.jpg", b"", "Filen är tom (0 byte). Välj bilden igen."),
    (
        "bild.png",
        picture_bytes("JPEG"),
        "Filen är en bild i JPEG, men namnet slutar på ”.png”. Låt det sluta på ”.jpg”.",
    ),
    ("bild", picture_bytes("WEBP"), "Filen är en bild i WEBP, men namnet slutar på ”.”. Låt det sluta på ”.webp”."),
    ("halv.jpg", turned(1)[:-900], "Bilden är skadad eller kom inte fram hel."),
    ("halv.png", turned(1, "PNG")[:-900], "Bilden är skadad eller kom inte fram hel."),
    ("halv.webp", turned(1, "WEBP")[:-400], "Bilden är skadad eller kom inte fram hel."),
    ("stor.png", png_that_claims(7100, 7100), "Bilden har för många bildpunkter. Den får ha högst 50 miljoner;"),
    ("bomb.png", png_that_claims(60_000, 60_000), "Bilden har för många bildpunkter. Den får ha högst 50 miljoner;"),
    ("tung.jpg", picture_bytes() + b"\0" * MOST_BYTES, "Filen är för stor: 16 MB. En bild får vara högst 15 MB."),
]


@pytest.mark.parametrize(("name", "data", "sentence"), BAD, ids=[row[0] for row in BAD])
def test_what_can_not_be_used_is_refused_with_a_sentence(name: str, data: bytes, sentence: str) -> None:
    with translation.override("sv"), pytest.raises(ValidationError) as refused:
        read_upload(upload(data, name))
    assert refused.value.messages[0].startswith(sentence)


def test_the_number_of_pixels_is_judged_before_any_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[object] = []
    monkeypatch.setattr(pictures, "upright", decoded.append)
    with pytest.raises(ValidationError):
        read_upload(upload(png_that_claims(7100, 7100), "stor.png"))
    assert decoded == []


def test_nothing_of_the_file_itself_is_kept() -> None:
    encoded = encode(read_upload(upload(turned(6) + b"<?php echo 1; ?>")))
    for data in (encoded.original, *encoded.renditions.values()):
        image = Image.open(BytesIO(data))
        assert (dict(image.getexif()), image.info.get("icc_profile")) == ({}, None)
        assert b"<?php" not in data


def test_a_large_picture_is_reduced_and_a_small_one_never_enlarged() -> None:
    encoded = encode(upright(Image.new("RGB", (3600, 2400))))
    assert (encoded.width, encoded.height) == (3000, 2000)
    assert set(encoded.renditions) == {(w, e) for w in (480, 960, 1600) for e in ("webp", "jpg")}
    assert [widths_of(width) for width in (300, 480, 1200, 1600)] == [[300], [480], [480, 960, 1200], [480, 960, 1600]]


def test_a_rendition_has_its_width_and_the_proportions_of_the_picture() -> None:
    encoded = encode(upright(Image.new("RGB", (1200, 801))))
    sizes = {key: Image.open(BytesIO(data)).size for key, data in encoded.renditions.items()}
    assert sizes[480, "jpg"] == sizes[480, "webp"] == (480, 320)
