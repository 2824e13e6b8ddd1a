"""What is taken in, what is refused, and what is left of a file's own."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin
from pillow_heif import from_pillow

from goda_exempel.pictures import MOST_BYTES
from ideas.files.judging import Taken, judge
from tests.ideas.files.files import PDF, PDF_WITH_SCRIPT, PHOTOS
from tests.stories.uploads import arrow, picture_bytes, png_that_claims, turned

MARK = b"HEMLIGT"


def taken(data: bytes, name: str = "bild.jpg") -> Taken:
    return judge(SimpleUploadedFile(name, data))


def shown(file: Taken) -> Image.Image:
    return Image.open(BytesIO(file.parts["original.jpg"]))


def test_the_nine_photos_of_all_orientations_are_one_picture() -> None:
    files = [taken(path.read_bytes()) for path in sorted(PHOTOS.glob("*.jpg"))]
    assert [(file.width, file.height) for file in files] == [(1800, 1200)] * 9
    first, *others = [shown(file).resize((36, 24)).tobytes() for file in files]
    for other in others:
        differences = [abs(a - b) for a, b in zip(first, other, strict=True)]
        assert sum(differences) / len(differences) < 2  # of 255: each was compressed anew


def with_everything() -> bytes:
    """A JPEG with all that a file can carry beside its pixels, and more after its end."""
    image, out = arrow(), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()  # ImageDescription
    exif.get_ifd(0x8825)[1] = MARK.decode()  # GPS
    xmp = b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(out, "JPEG", exif=exif, xmp=xmp, comment=MARK, icc_profile=profile)
    return out.getvalue() + b"PK\x03\x04<script>" + MARK


def png_with_everything() -> bytes:
    out, texts = BytesIO(), PngImagePlugin.PngInfo()
    texts.add_text("Comment", MARK.decode())
    texts.add_itxt("XML:com.adobe.xmp", MARK.decode())
    arrow().save(out, "PNG", pnginfo=texts)
    return out.getvalue() + b"<?php " + MARK


def heic_with_everything() -> bytes:
    out, image = BytesIO(), from_pillow(arrow())
    image.info["xmp"] = MARK
    image.save(out, quality=90)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "name"),
    [(with_everything, "a.jpg"), (png_with_everything, "a.png"), (heic_with_everything, "a.heic")],
)
def test_nothing_of_the_file_itself_is_left(make: Callable[[], bytes], name: str) -> None:
    data = make()
    assert MARK in data
    file = taken(data, name)
    assert sorted(file.parts) == ["480.jpg", "600.jpg", "original.jpg"]
    for part in file.parts.values():
        image = Image.open(BytesIO(part))
        assert (image.format, image.mode, dict(image.getexif())) == ("JPEG", "RGB", {})
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert MARK not in part
        assert part.endswith(b"\xff\xd9")


def first_frame_red(kind: str) -> bytes:
    out = BytesIO()
    rest = [Image.new("RGB", (40, 30), "blue")]
    Image.new("RGB", (40, 30), "red").save(out, kind, save_all=True, append_images=rest, duration=90, lossless=True)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "colour"),
    [
        (picture_bytes("JPEG", mode="CMYK", colour=(0, 0, 0, 0)), "cmyk.jpg", (255, 255, 255)),
        (picture_bytes("PNG", mode="I;16", colour=40000), "sexton.png", (156, 156, 156)),
        (picture_bytes("PNG", mode="RGBA", colour=(0, 0, 0, 0)), "genomskinlig.png", (255, 255, 255)),
        (picture_bytes("WEBP", mode="RGBA", colour=(0, 0, 0, 0)), "genomskinlig.webp", (255, 255, 255)),
        (first_frame_red("PNG"), "rorlig.png", (254, 0, 0)),
        (first_frame_red("WEBP"), "rorlig.webp", (254, 0, 0)),
    ],
)
def test_every_kind_of_pixel_is_shown_as_it_is(data: bytes, name: str, colour: tuple[int, int, int]) -> None:
    assert shown(taken(data, name)).getpixel((5, 5)) == colour


GIF_AND_HTML = b"GIF89a/*<html><script>alert(1)</script>*/" + picture_bytes("GIF")
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
CHOOSE = "Välj en bild i JPEG, PNG, WebP eller HEIC. En PDF går också bra."
NO_PICTURE = f"Filen är inte en bild som går att läsa. {CHOOSE}"
DAMAGED = "Bilden är skadad eller kom inte fram hel. Spara den på nytt på din dator och försök en gång till."
TOO_MANY = "Bilden har för många bildpunkter. Den får ha högst 50 miljoner; spara en mindre kopia och välj den."


def exif_bomb() -> bytes:
    """EXIF whose directory claims 65,535 entries of four billion values each."""
    entry = b"\x0e\x01\x02\x00\xff\xff\xff\xff\x08\x00\x00\x00"
    exif = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + entry * 5000
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    plain = picture_bytes()
    return plain[:2] + segment + plain[2:]


def text_bomb() -> bytes:
    """A PNG whose compressed text unfolds to 200 MB."""
    out, texts = BytesIO(), PngImagePlugin.PngInfo()
    texts.add_text("Comment", "x" * 200_000_000, zip=True)
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=texts)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("tom.jpg", b"", "Filen är tom (0 byte). Välj bilden igen."),
        ("tom.pdf", b"", "Filen är tom (0 byte). Välj bilden igen."),
        ("stor.png", png_that_claims(50_000, 50_000), TOO_MANY),
        ("halv.jpg", (PHOTOS / "landscape_1.jpg").read_bytes()[:200_000], DAMAGED),
        ("text.png", text_bomb(), DAMAGED),
        (
            "bade.gif",
            GIF_AND_HTML,
            f"Filen är en GIF, och det går inte att använda här. {CHOOSE}",
        ),
        (
            "logga.svg",
            SVG,
            f"Filen är en SVG-teckning, och det går inte att använda här. {CHOOSE}",
        ),
        ("sida.html", b"<!doctype html><script>alert(1)</script>", NO_PICTURE),
        ("brev.docx", b"PK\x03\x04 word/document.xml", NO_PICTURE),
        ("program.jpg", b"MZ\x90\0", NO_PICTURE),
        (
            "bild.png",
            picture_bytes("JPEG"),
            "Filen är en bild i JPEG, men namnet slutar på ”.png”. Låt det sluta på ”.jpg”.",
        ),
        ("bild.pdf", picture_bytes("JPEG"), "Namnet slutar på ”.pdf”, men filen är inte en PDF."),
        ("sida.pdf", b"<html>%PDF-1.4", "Namnet slutar på ”.pdf”, men filen är inte en PDF."),
        ("mall.jpg", PDF, "Filen är en PDF, men namnet slutar på ”.jpg”. Låt det sluta på ”.pdf”."),
        (
            "halv.pdf",
            PDF[:-20],
            "PDF-filen är skadad eller kom inte fram hel. Spara den på nytt på din dator och försök en gång till.",
        ),
        (
            "tung.pdf",
            b"%PDF-1.7" + bytes(MOST_BYTES),
            "Filen är för stor: 16 MB. En PDF får vara högst 15 MB.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 14 else "",
)
def test_what_can_not_be_used_is_refused_with_a_sentence(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        taken(data, name)
    assert refused.value.messages == [sentence]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_a_bomb_in_the_exif_is_left_out_of_the_picture() -> None:
    assert dict(shown(taken(exif_bomb())).getexif()) == {}


def test_a_huge_picture_costs_nothing_to_refuse() -> None:
    assert len(png_that_claims(50_000, 50_000)) < 1024


@pytest.mark.parametrize("data", [PDF, PDF_WITH_SCRIPT])
def test_a_pdf_is_kept_as_it_is(data: bytes) -> None:
    file = taken(data, "mall.PDF")
    assert (file.kind, file.name, file.parts) == ("document", "mall.pdf", {"document.pdf": data})


def test_a_camera_picture_is_turned_and_its_place_gone() -> None:
    file = taken(turned(6))
    assert (file.width, file.height, dict(shown(file).getexif())) == (600, 400, {})
