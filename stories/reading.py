"""What readers' pages show of stories: cards in lists, and the whole article."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from goda_exempel.caching import while_unchanged
from goda_exempel.markup import to_html
from goda_exempel.registry import Link, links_of
from goda_exempel.text import first_words
from stories.content import StoryContent
from stories.models import Story
from stories.pictures import Shown, shown

CONTENT_LANGUAGE: Final = "sv"
CARD: Final = "public/_card.html"
ROW: Final = "public/_card_row.html"
CARD_OF_MONTH: Final = "public/_card_of_month.html"
MOST_FINISHED: Final = 4000  # some megabytes of HTML
DESCRIPTION_LENGTH: Final = 155  # what search engines show of a description


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list. ``lang`` is set where the page is in another language than the story."""

    url: str
    kicker: str
    headline: str
    lead: str
    picture: Shown | None
    lang: str


@dataclass(frozen=True, slots=True)
class Proof:
    new: str
    new_where: str
    useful: str
    where: str
    for_whom: str
    since: str


@dataclass(frozen=True, slots=True)
class Station:
    """A point on the way from idea to prize; ``state`` is done, now or ahead."""

    label: str
    date: date | None
    state: str = "done"
    url: str = ""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """The article, as ``stories/_article.html`` reads it."""

    url: str
    kicker: str
    headline: str
    lead: str
    description: str
    byline: str
    published: datetime | None
    changed: datetime | None
    picture: Shown | None
    beginning: SafeString
    rest: SafeString
    quote: str
    quote_by: str
    fact_box: SafeString | str
    how_to: SafeString | str
    proof: Proof | None
    stations: list[Station]
    prizes: list[Link]
    corrections: list[tuple[datetime, str]]
    lang: str


def foreign() -> str:
    """The language to mark texts with, or nothing where the page is in it already."""
    return "" if get_language() == CONTENT_LANGUAGE else CONTENT_LANGUAGE


@lru_cache(maxsize=8)
def _archive_root(language: str) -> str:
    with override(language):
        return reverse("archive")


def url_of(story: Story) -> str:
    """The same address as ``story.public_url``, without a look-up for each."""
    return f"{_archive_root(get_language() or CONTENT_LANGUAGE)}{story.month:%Y/%m}/{story.slug}/"


def month_name(month: date) -> str:
    return capfirst(date_format(month, "YEAR_MONTH_FORMAT"))


def kicker(story: Story, content: StoryContent) -> str:
    return f"{month_name(story.month)} · {content.unit.name}"


def card_of(story: Story) -> Card:
    """Of a story read with ``for_cards``."""
    edition = story.edition
    assert edition is not None  # noqa: S101 (published stories have one)
    return Card(url_of(story), kicker(story, edition), edition.title, edition.lead, shown(edition), foreign())


def cards_of(pks: Iterable[int]) -> list[Card]:
    """Cards in the order of the keys, in one query. What was withdrawn meanwhile is left out."""
    wanted = list(pks)
    cards = _cards_by_key(wanted)
    return [cards[pk] for pk in wanted if pk in cards]


def _cards_by_key(pks: list[int]) -> dict[int, Card]:
    stories = Story.objects.published(timezone.now()).for_cards().filter(pk__in=pks)
    return {story.pk: card_of(story) for story in stories}


@while_unchanged(size=2)
def _finished(language: str) -> dict[tuple[int, str], SafeString]:
    """Cards that are ready to be put in a page, by key and template, for as long as readers see the same."""
    return {}


def finished_cards(pks: Iterable[int], template: str = CARD) -> list[SafeString]:
    """Cards as HTML, in the order of the keys. Those that are not ready are read in one query."""
    wanted, finished = list(pks), _finished(get_language() or CONTENT_LANGUAGE)
    ready = {pk: html for pk in wanted if (html := finished.get((pk, template))) is not None}
    missing = [pk for pk in wanted if pk not in ready]
    for pk, card in _cards_by_key(missing).items() if missing else ():
        ready[pk] = render_to_string(template, {"card": card})
    if len(finished) > MOST_FINISHED:
        finished.clear()
    finished.update({(pk, template): ready[pk] for pk in missing if pk in ready})
    return [ready[pk] for pk in wanted if pk in ready]


def page_of(story: Story, content: StoryContent) -> StoryPage:
    """The article of an edition, or of the work version for the desk's preview."""
    prizes = [link for link in links_of(story) if link.is_public]
    beginning, rest = _around_the_quote(to_html(content.body))
    return StoryPage(
        url=url_of(story),
        kicker=kicker(story, content),
        headline=content.title,
        lead=content.lead,
        description=first_words(content.lead, DESCRIPTION_LENGTH),
        byline=content.byline,
        published=story.publish_at,
        changed=_changed(story, content),
        picture=shown(content),
        beginning=beginning,
        rest=rest,
        quote=content.pull_quote,
        quote_by=content.pull_quote_by,
        fact_box=to_html(content.fact_box) if content.fact_box else "",
        how_to=to_html(content.how_to) if content.how_to else "",
        proof=_proof(content),
        stations=_stations(story, content, prizes),
        prizes=prizes,
        corrections=_corrections(story, content),
        lang=foreign(),
    )


def _corrections(story: Story, content: StoryContent) -> list[tuple[datetime, str]]:
    """What has been corrected up to this edition; the desk's preview shows all."""
    number = getattr(content, "number", None)
    if number == 1:
        return []
    rows = story.corrections.order_by("at")
    rows = rows.filter(edition__number__lte=number) if number is not None else rows
    return list(rows.values_list("at", "note"))


def _around_the_quote(body: str) -> tuple[SafeString, SafeString]:
    """The first paragraph, and what comes after it: between them stands the pull quote.

    A text that begins with something else (a heading, a list, a quotation) is not cut: the quote stands before it.
    """
    beginning, end, rest = body.partition("</p>") if body.startswith("<p>") else ("", "", body)
    return mark_safe(beginning + end), mark_safe(rest)  # noqa: S308 (parts of what is clean already)


def _changed(story: Story, content: StoryContent) -> datetime | None:
    """When a later wording than the first was approved, where it was after publication."""
    approved: datetime | None = getattr(content, "approved_at", None)
    if approved is None or story.publish_at is None or approved <= story.publish_at:
        return None
    return approved if getattr(content, "number", 1) > 1 else None


def _proof(content: StoryContent) -> Proof | None:
    if not content.is_proven:
        return None
    return Proof(
        new=content.new_evidence,
        new_where=content.get_new_where_display(),
        useful=content.useful_evidence,
        where=content.in_use_where,
        for_whom=content.get_useful_for_display(),
        since=date_format(content.in_use_since, "DATE_FORMAT") if content.in_use_since else "",
    )


def _stations(story: Story, content: StoryContent, prizes: list[Link]) -> list[Station]:
    """The way here: from the first of the story's ideas to the prize. What is not known is left out.

    In the order of the chain, not of the dates: many good examples were in use before anybody wrote them down.
    """
    idea = story.ideas.order_by(F("submitted_at").asc(nulls_last=True), "pk").first()
    dates = [
        (_("Idea"), _day(idea.submitted_at) if idea else None),
        (_("Reply"), _day(idea.replied_at) if idea else None),
        (_("Trial"), idea.trial_since if idea else None),
        (_("In use"), content.in_use_since if content.is_proven else None),
        (_("Story"), _day(story.publish_at)),
    ]
    known = [Station(label, day) for label, day in dates if day is not None]
    return [*known, *(Station(_("Prize"), None, "now", link.url) for link in prizes)]


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
