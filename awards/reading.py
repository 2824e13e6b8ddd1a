"""What readers see of the prizes: only what is announced."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awards.models import Award
from awards.states import PrizeState
from goda_exempel.caching import while_unchanged
from goda_exempel.registry import Address, Band
from stories.faces.hidden import hidden
from stories.faces.masking import mask
from stories.faces.places import Place
from stories.models import Picture, Story
from stories.reading import Card, cards_of, foreign


@dataclass(frozen=True, slots=True)
class Spread:
    """An award of a year. ``card`` is None where the story has been withdrawn: the decision stays on record."""

    year: int
    prize: str
    about: str
    url: str
    award_class: str
    is_winner: bool
    citation: str
    announced_at: datetime | None
    card: Card | None
    lang: str


def spreads() -> list[Spread]:
    """Every announced award, the latest year first and its winner before its other classes."""
    return _in_language(get_language() or "")


@while_unchanged(size=4)
def _in_language(language: str) -> list[Spread]:
    awards = Award.objects.filter(prize__state=PrizeState.ANNOUNCED).select_related("prize", "nomination")
    ordered = sorted(awards, key=lambda award: (-award.prize.year, award.award_class != Award.Class.WINNER, award.pk))
    return _spreads(ordered)


def _spreads(awards: list[Award]) -> list[Spread]:
    wanted = [award.nomination.story_id for award in awards]
    published = Story.objects.published(timezone.now()).filter(pk__in=wanted).values_list("pk", flat=True)
    shown = [pk for pk in dict.fromkeys(wanted) if pk in set(published)]
    cards = dict(zip(shown, cards_of(shown), strict=True))
    return [_spread(award, cards.get(award.nomination.story_id)) for award in awards]


def _spread(award: Award, card: Card | None) -> Spread:
    return Spread(
        year=award.prize.year,
        prize=award.prize.name,
        about=award.prize.description,
        url=award.prize.public_url,
        award_class=capfirst(award.get_award_class_display()),
        is_winner=award.award_class == Award.Class.WINNER,
        citation=_citation(award),
        announced_at=award.prize.announced_at,
        card=card,
        lang=foreign(),
    )


def _citation(award: Award) -> str:
    """Without the quotation marks around it, and without the names that are hidden in the story."""
    text = award.citation.strip().strip("”“\"'")
    names = hidden().names_in(award.nomination.story_id)
    return mask(text, names) if names else text


def citations_about(story: Story, _picture: Picture | None) -> Iterator[Place]:
    """Where else a published story is told of: the announced citations of the jury."""
    awards = Award.objects.filter(nomination__story=story, prize__state=PrizeState.ANNOUNCED).select_related("prize")
    for award in awards.order_by("prize__year", "pk"):
        words = {"prize": award.prize.name, "year": award.prize.year}
        yield Place(_("The jury’s citation, %(prize)s %(year)d") % words, award.prize.public_url)


def latest_winner() -> Band | None:
    """The start page's band."""
    winner = next((spread for spread in spreads() if spread.is_winner), None)
    return Band("awards/_band.html", {"spread": winner}) if winner else None


def addresses() -> Iterable[Address]:
    years = {spread.url: spread.announced_at for spread in spreads()}
    return (Address(path, changed) for path, changed in years.items())
