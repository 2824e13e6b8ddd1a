"""The pictures of a story at work, for the desk's pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from stories.faces.hidden import Hidden, hidden
from stories.faces.models import Portrayed
from stories.models import Picture, Story
from stories.pictures.figures import alts_in, keys_of
from stories.pictures.models import StoryPicture
from stories.pictures.showing import Shown, address_for, shown_picture


@dataclass(frozen=True, slots=True)
class AtWork:
    """A picture of a story as the desk sees it. ``place`` is main, text or beside (uploaded and not used)."""

    picture: Picture
    place: str
    shown: Shown | None
    signed: str
    people: list[Portrayed]
    is_hidden: bool
    licence_has_ended: bool
    figure: str


def is_of_work(story: Story, picture: Picture) -> bool:
    """Whether the work version shows the picture, or the desk has put it beside the text."""
    if picture.pk == story.picture_id or picture.key in keys_of(story):
        return True
    return StoryPicture.objects.filter(story=story, picture=picture).exists()


def pictures_of(story: Story) -> list[AtWork]:
    """The main picture, those in the text in its order, and those beside it."""
    known, beside = hidden(), {row.picture_id: row for row in _beside(story)}
    in_text = {picture.key: picture for picture in Picture.objects.filter(key__in=keys_of(story))}
    main = [story.picture] if story.picture else []
    ordered = [*main, *(in_text[key] for key in keys_of(story) if key in in_text)]
    pictures = list(dict.fromkeys([*ordered, *(row.picture for row in beside.values())]))
    people = list(Portrayed.objects.filter(picture__in=pictures))
    used = {picture.pk for picture in ordered}
    return [_at_work(story, picture, people, known, used, beside.get(picture.pk)) for picture in pictures]


def _beside(story: Story) -> Iterable[StoryPicture]:
    return StoryPicture.objects.filter(story=story).select_related("picture").order_by("pk")


def _at_work(
    story: Story, picture: Picture, people: list[Portrayed], known: Hidden, used: set[int], row: StoryPicture | None
) -> AtWork:
    is_main = picture.pk == story.picture_id
    alt = story.picture_alt if is_main else _alt(story, picture, row)
    caption = story.picture_caption if is_main else (row.caption if row else "")
    signed = (story.photographer if is_main else "") or picture.photographer
    seen = shown_picture(picture, address_for(story), alt=alt, caption=caption, photographer=signed)
    return AtWork(
        picture=picture,
        place="main" if is_main else "text" if picture.pk in used else "beside",
        shown=None if picture.pk in known.faces else seen,
        signed=signed,
        people=[person for person in people if person.picture_id == picture.pk],
        is_hidden=picture.pk in known.faces,
        licence_has_ended=picture.licence_has_ended(timezone.localdate()),
        figure=row.figure if row else "",
    )


def _alt(story: Story, picture: Picture, row: StoryPicture | None) -> str:
    """What the text says of the picture, or what was written when it came."""
    said = dict(alts_in(f"{story.body}{story.fact_box}{story.how_to}"))
    return said.get(picture.key) or (row.alt if row else "")
