"""What a text's pictures and people still need before it can be approved."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.content import StoryContent
from stories.faces.hidden import hides, whole_names, writings
from stories.faces.masking import is_named
from stories.faces.models import Portrayed
from stories.models import Picture, Story
from stories.needs import Need
from stories.pictures.figures import alts_in, keys_of

FACES = "faces"  # not a field of the text: it is filled in on the page of the story's pictures


def needs_and_rest(content: StoryContent) -> tuple[list[Need], list[Need]]:
    """What pictures and people lack: what stops an approval in the order of the form, and what does not; each once."""
    pictures = _pictures(content)
    people = _people(content, pictures)
    needs = [*_of_main(content), *_alts(content), *_rights(content, pictures), *_stops(content, pictures, people)]
    needs += _without_basis(people)
    return list(dict.fromkeys(needs)), list(_not_looked_at(pictures, people))


def gate_needs(story: Story) -> list[Need]:
    """What stops an approval and is put right on the page of the story's pictures; each sort once.

    That nobody has looked for faces in a picture is told there and on the story's page, and stops nothing: whether
    anybody can be recognised is for the desk to say.
    """
    pictures = _pictures(story)
    people = _people(story, pictures)
    needs = [*_rights(story, pictures), *_stops(story, pictures, people), *_without_basis(people)]
    url = reverse("stories:pictures", args=[story.pk])
    return [replace(need, url=url) for need in dict.fromkeys(needs)]


def _story_of(content: StoryContent) -> int:
    story: int = getattr(content, "story_id", content.pk)
    return story


def _pictures(content: StoryContent) -> list[Picture]:
    in_text = Picture.objects.filter(key__in=keys_of(content)) if keys_of(content) else ()
    return list(dict.fromkeys([*([content.picture] if content.picture else []), *in_text]))


def _people(content: StoryContent, pictures: list[Picture]) -> list[Portrayed]:
    """The people of the story, those of its pictures wherever they were entered, and every protected identity."""
    keys = [picture.pk for picture in pictures]
    rows = Portrayed.objects.filter(Q(story=_story_of(content)) | Q(picture__in=keys) | Q(is_protected=True))
    rows = rows.select_related("user")
    return [row for row in rows if row.picture_id is None or row.picture_id in keys or row.is_protected]


def _of_main(content: StoryContent) -> Iterator[Need]:
    picture = content.picture
    if picture is None:
        yield Need("picture_file", _("picture"))
        return
    if not (content.picture_decorative or content.picture_alt.strip()):
        yield Need("picture_alt", _("what the picture shows (alt text)"))
    if not (content.photographer.strip() or picture.photographer.strip()):
        yield Need("photographer", _("photographer"))


def _alts(content: StoryContent) -> Iterator[Need]:
    if any(not alt for text in (content.body, content.fact_box, content.how_to) for _key, alt in alts_in(text)):
        yield Need("body", _("what each picture in the text shows (alt text)"))


def _rights(content: StoryContent, pictures: list[Picture]) -> Iterator[Need]:
    if any(not picture.photographer.strip() for picture in pictures if picture != content.picture):
        yield Need(FACES, _("the photographer of each picture in the text"))
    if any(picture.licence_has_ended(timezone.localdate()) for picture in pictures):
        yield Need(FACES, _("a picture whose licence has not ended"))


def _not_looked_at(pictures: list[Picture], people: list[Portrayed]) -> Iterator[Need]:
    entered = {row.picture_id for row in people}
    if any(not picture.without_faces and picture.pk not in entered for picture in pictures):
        yield Need(FACES, _("who can be recognised in each picture, or that nobody can"))


def _without_basis(people: list[Portrayed]) -> Iterator[Need]:
    if any(not row.has_basis for row in people if row.is_in_force(timezone.now())):
        yield Need(FACES, _("information and basis for everybody who can be recognised or is named"))


def _stops(content: StoryContent, pictures: list[Picture], people: list[Portrayed]) -> Iterator[Need]:
    now = timezone.now()
    protected = [row for row in people if row.is_protected]
    shown = [row for row in people if not row.is_in_force(now) and _shows(content, pictures, row)]
    if any(row.is_protected for row in shown) or any(
        _is_of(row, protected) and _would_show(content, pictures, row) for row in people if not row.is_protected
    ):
        yield Need(FACES, _("a text and pictures without the person who has a protected identity"))
    if any(not row.is_protected for row in shown):
        yield Need(FACES, _("a text and pictures without the person whose consent has ended or been withdrawn"))


def _is_of(row: Portrayed, protected: list[Portrayed]) -> bool:
    """Whether the entry is of somebody who has a protected identity, in whatever story that was noted."""
    accounts = {other.user_id for other in protected if other.user_id}
    names = {name.casefold() for other in protected for name in _names_of(other)}
    return row.user_id in accounts or any(name.casefold() in names for name in whole_names(row))


def _names_of(row: Portrayed) -> list[str]:
    """The whole names of an entry, and that of its account."""
    account = " ".join(row.user.name.split()) if row.user else ""
    return [*whole_names(row), *([account] if " " in account else [])]


def _would_show(content: StoryContent, pictures: list[Picture], row: Portrayed) -> bool:
    return row.picture_id in {picture.pk for picture in pictures} or is_named(content, writings(row))


def _shows(content: StoryContent, pictures: list[Picture], row: Portrayed) -> bool:
    """Whether the content shows what this entry hides: a protected identity of another story by its whole name."""
    now = timezone.now()
    if row.is_protected and row.story_id != _story_of(content):
        return row.picture_id in {picture.pk for picture in pictures} or is_named(content, _names_of(row))
    in_picture = hides(row, Portrayed.Covers.PICTURE, now) and row.picture_id in {picture.pk for picture in pictures}
    return in_picture or (hides(row, Portrayed.Covers.NAME, now) and is_named(content, writings(row)))
