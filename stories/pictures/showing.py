"""A picture as readers' pages and the desk's show it: in what is ready, at the addresses of whoever looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from goda_exempel.renditions import WIDTHS, rendition_height, widths_of
from stories.content import StoryContent
from stories.faces.hidden import Hidden, hidden
from stories.faces.masking import signed
from stories.models import Picture, Story

DEFAULT_WIDTH: Final = WIDTHS[1]
Address = Callable[[Picture, int, str], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as ``includes/picture.html`` reads it; ``width`` and ``height`` are those of ``src``."""

    src: str
    srcset_avif: str
    srcset_webp: str
    srcset_jpeg: str
    width: int
    height: int
    alt: str
    caption: str
    photographer: str
    focus: str = ""


def shown(content: StoryContent, *, known: Hidden | None = None, address: Address | None = None) -> Shown | None:
    """The picture of an edition at its public address, and of a work version at the desk's; None where it is hidden."""
    picture = content.picture
    known = hidden() if known is None else known
    if picture is None or picture.pk in known.pictures:
        return None
    return shown_picture(
        picture,
        address or address_for(content),
        alt="" if content.picture_decorative else content.picture_alt,
        caption=content.picture_caption,
        photographer=signed(content.photographer or picture.photographer, content, known),
    )


def shown_picture(picture: Picture, address: Address, *, alt: str, caption: str, photographer: str) -> Shown:
    """Until its renditions are ready a picture is shown as its smallest JPEG alone."""
    widths = widths_of(picture.width)
    width = max((step for step in widths if step <= DEFAULT_WIDTH), default=widths[0])
    width = width if picture.is_ready else picture.smallest
    return Shown(
        src=address(picture, width, "jpg"),
        srcset_avif=_srcset(picture, address, "avif"),
        srcset_webp=_srcset(picture, address, "webp"),
        srcset_jpeg=_srcset(picture, address, "jpg"),
        width=width,
        height=rendition_height(picture.width, picture.height, width),
        alt=alt,
        caption=caption,
        photographer=photographer,
        focus=picture.focus,
    )


def _srcset(picture: Picture, address: Address, ext: str) -> str:
    if ext not in picture.kinds.split():
        return ""
    return ", ".join(f"{address(picture, step, ext)} {step}w" for step in widths_of(picture.width))


def address_for(content: StoryContent) -> Address:
    """Where the pictures of this content are: at public addresses, or at those of the story's work."""
    if isinstance(content, Story):
        return lambda picture, width, ext: _of_work(content, picture, width, ext)
    return public_address


def _of_work(story: Story, picture: Picture, width: int, ext: str) -> str:
    if picture.pk == story.picture_id:
        return reverse("stories:picture", args=[story.pk, width, ext])
    return reverse("stories:body_picture", args=[story.pk, picture.key, width, ext])


def public_address(picture: Picture, width: int, ext: str) -> str:
    return reverse("picture", args=[picture.key, width, ext])
