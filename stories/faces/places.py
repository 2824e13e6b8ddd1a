"""Where a picture or a name has been shown: what somebody who withdraws is told, and the desk keeps."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel.registry import links_of
from stories.faces.hidden import NAMED_IN, writings
from stories.faces.masking import is_named
from stories.faces.models import Portrayed
from stories.feeds import LATEST as IN_FEED
from stories.models import Picture, Story
from stories.publishing.models import Snapshot
from stories.views_public import LATEST

ON_START_PAGE: Final = 1 + LATEST
C = Portrayed.Covers


@dataclass(frozen=True, slots=True)
class Place:
    """In words, and its address where it has one. ``is_left`` marks what the desk has to see to by hand."""

    label: str
    url: str = ""
    is_left: bool = False


Provider = Callable[[Story, Picture | None], Iterable[Place]]
_providers: list[Provider] = []


def provide_places(provider: Provider) -> None:
    """Register where else a published story is shown: letters that were sent, files to download."""
    if provider not in _providers:
        _providers.append(provider)


def places_of(row: Portrayed, what: str, at: datetime) -> list[dict[str, str | bool]]:
    """Every place where the picture or the name is shown at a time, in the portal's first language."""
    with override(settings.LANGUAGE_CODE):
        places = list(dict.fromkeys(_places(row, what, at)))
    return [asdict(place) for place in places]


def other_entries(row: Portrayed) -> QuerySet[Portrayed]:
    """What else is entered of the same person, in whatever story, and may still be shown."""
    same = Q(name__iexact=" ".join(row.name.split()))
    if row.user_id:
        same |= Q(user=row.user_id)
    others = Portrayed.objects.filter(same, is_protected=False).exclude(pk=row.pk)
    return others.exclude(withdrawn_what=C.BOTH).exclude(withdrawn_what=F("covers")).select_related("story")


def _places(row: Portrayed, what: str, at: datetime) -> Iterator[Place]:
    picture = row.picture if what in (C.BOTH, C.PICTURE) else None
    for story in _published(row, picture, what, at):
        yield from _of_story(story, picture, at)
    yield from _kept(row, picture)
    yield from _in_work(row, picture, what)
    if what in (C.BOTH, C.NAME):
        yield from _in_address(row)
        yield from _named_elsewhere(row, at)


def _published(row: Portrayed, picture: Picture | None, what: str, at: datetime) -> Iterable[Story]:
    shows = Q(pk=row.story_id) if what in (C.BOTH, C.NAME) else Q()
    if picture is not None:
        using = Story.objects.filter(edition__picture_uses__picture=picture)
        shows |= Q(pk__in=using.values("pk"))
    return Story.objects.published(at).filter(shows).select_related("edition") if shows else ()


def _of_story(story: Story, picture: Picture | None, at: datetime) -> Iterator[Place]:
    month = story.month
    yield Place(_("The page of the story"), story.public_url)
    yield Place(_("What is shown where somebody shares the page (Open Graph)"), story.public_url)
    yield Place(
        _("The list of %(month)s") % {"month": date_format(month, "YEAR_MONTH_FORMAT")},
        reverse("archive_month", args=[month.year, f"{month:%m}"]),
    )
    yield Place(_("The list of %(year)s") % {"year": month.year}, reverse("archive_year", args=[month.year]))
    yield Place(_("The archive and its search"), reverse("archive"))
    newest = list(Story.objects.published(at).newest_first().values_list("pk", flat=True)[:IN_FEED])
    if story.pk in newest[:ON_START_PAGE]:
        yield Place(_("The start page"), reverse("home"))
    if story.pk in newest:
        yield Place(_("The feed of new examples"), reverse("feed_atom"))
    if picture is not None:
        yield Place(_("The files of the picture"), reverse("picture", args=[picture.key, picture.smallest, "jpg"]))
    yield from (Place(link.label, link.url) for link in links_of(story) if link.is_public)
    for provider in _providers:
        yield from provider(story, picture)


def _kept(row: Portrayed, picture: Picture | None) -> Iterator[Place]:
    """Archive copies are never changed: they are locked."""
    which = Q(story=row.story_id) | (Q(pictures=picture) if picture is not None else Q(pk=None))
    for snapshot in Snapshot.objects.filter(which).distinct().select_related("story").order_by("at", "pk"):
        words = {"title": snapshot.story.title, "day": date_format(snapshot.at)}
        url = reverse("stories:snapshot", args=[snapshot.story_id, snapshot.pk])
        yield Place(_("The archive copy of “%(title)s” of %(day)s, which is locked") % words, url)


def _in_work(row: Portrayed, picture: Picture | None, what: str) -> Iterator[Place]:
    """Texts that the desk works on: the picture can not be published from there, but has to be replaced."""
    using = Q(pk=row.story_id)
    if picture is not None:
        using |= Q(picture=picture) | Q(body__contains=picture.key)
    for story in Story.objects.filter(using).order_by("pk"):
        if what != C.NAME or is_named(story, writings(row)):
            words = _("The text of “%(title)s” has to be corrected") % {"title": story.title}
            yield Place(words, reverse("stories:work", args=[story.pk]), is_left=True)


def _in_address(row: Portrayed) -> Iterator[Place]:
    """An address is not masked: it is what others have linked to."""
    if any(part in row.story.slug.split("-") for name in writings(row) for part in slugify(name).split("-")):
        words = _("The address of “%(title)s” has the name. Change it where the text is edited") % {"title": row.story}
        yield Place(words, reverse("stories:work", args=[row.story_id]), is_left=True)


def _named_elsewhere(row: Portrayed, at: datetime) -> Iterator[Place]:
    whole = " ".join(row.name.split())
    named = Q()
    for field in NAMED_IN:
        named |= Q(**{f"edition__{field}__icontains": whole})
    for story in Story.objects.published(at).filter(named).exclude(pk=row.story_id):
        words = _("The name also stands in “%(title)s”, which has no entry of this person") % {"title": story.title}
        yield Place(words, story.public_url, is_left=True)
