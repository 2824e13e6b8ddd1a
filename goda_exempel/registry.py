"""Where a later app hands something to an earlier one, which must not import it.

``stories`` tells which stories are about an idea, ``awards`` which prizes a story has won: each registers a provider
when it is loaded (``AppConfig.ready``), and the earlier app's page shows what the providers return.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True)
class Link:
    """A station further along the chain: what to call it, where it is, and whether the public can read it."""

    label: str
    url: str
    is_public: bool
    state: str = ""


class Band(NamedTuple):
    """A part of the start page: its template and what that reads."""

    template: str
    context: dict[str, Any]


class Address(NamedTuple):
    """A public page for the site map, and when it last changed where that is known."""

    path: str
    changed: datetime | None = None


class Awaited(NamedTuple):
    """Something that is waited for about a subject: from an account, from us (``is_ours``), or from one without."""

    subject_pk: int
    person_pk: int | None
    is_ours: bool
    what: str
    due: date
    is_late: bool


class Published(NamedTuple):
    """Something that the public can read about a subject, since when."""

    subject_pk: int
    url: str
    at: datetime


class PastPrize(NamedTuple):
    """A prize of an earlier year that a story brings along from an older site. ``day`` is when it was announced."""

    year: int
    is_winner: bool = True
    citation: str = ""
    day: date | None = None


class PastPrizes(NamedTuple):
    """``judge`` says why a prize can't be kept, or nothing; ``keep(subject, prize, by)`` keeps it or says so."""

    judge: Callable[[PastPrize], str]
    keep: Callable[[Model, PastPrize, Model | None], str]


_past_prizes: list[PastPrizes] = []
_providers: list[Callable[[Model], list[Link]]] = []
_published: list[Callable[[QuerySet[Any], datetime], Iterable[Published]]] = []
_awaited: list[Callable[[QuerySet[Any]], Iterable[Awaited]]] = []
_bands: list[Callable[[], Band | None]] = []
_addresses: list[Callable[[], Iterable[Address]]] = []
_panels: list[Callable[[Model], Band | None]] = []
_matches: dict[str, Callable[[Model, list[int]], Iterable["Match"]]] = {}


def provide_links(provider: Callable[[Model], list[Link]]) -> None:
    """Register a function that returns the links of a subject, and none for subjects it does not know."""
    if provider not in _providers:
        _providers.append(provider)


def links_of(subject: Model) -> list[Link]:
    return [link for provider in _providers for link in provider(subject)]


def provide_published(provider: Callable[[QuerySet[Any], datetime], Iterable[Published]]) -> None:
    """Register what was published about subjects since a time; its number of queries is the same for any subjects."""
    if provider not in _published:
        _published.append(provider)


def published_about(subjects: QuerySet[Any], since: datetime) -> list[Published]:
    return [row for provider in _published for row in provider(subjects, since)]


def provide_awaited(provider: Callable[[QuerySet[Any]], Iterable[Awaited]]) -> None:
    """Register what is waited for about subjects; its number of queries is the same for any subjects."""
    if provider not in _awaited:
        _awaited.append(provider)


def awaited_about(subjects: QuerySet[Any]) -> list[Awaited]:
    return [row for provider in _awaited for row in provider(subjects)]


def provide_band(provider: Callable[[], Band | None]) -> None:
    """Register a part of the start page, made of what is public alone, or None while there is nothing to show."""
    if provider not in _bands:
        _bands.append(provider)


def bands() -> list[Band]:
    return [band for provider in _bands if (band := provider()) is not None]


def provide_panel(provider: Callable[[Model], Band | None]) -> None:
    """Register a panel on the page of a person's own settings."""
    if provider not in _panels:
        _panels.append(provider)


def panels_of(person: Model) -> list[Band]:
    return [panel for provider in _panels if (panel := provider(person)) is not None]


def provide_addresses(provider: Callable[[], Iterable[Address]]) -> None:
    """Register public pages, in the language in force, for the site map."""
    if provider not in _addresses:
        _addresses.append(provider)


def addresses() -> list[Address]:
    return [address for provider in _addresses for address in provider()]


@dataclass(frozen=True, slots=True)
class Match:
    """Something that resembles a text: an idea, or what another app publishes. ``where`` says where it is in use."""

    kind: str
    pk: int
    title: str
    url: str
    state: str
    state_kind: str = ""
    number: str = ""
    where: str = ""
    is_in_use: bool = False


def provide_matches(kind: str, provider: Callable[[Model, list[int]], Iterable[Match]]) -> None:
    """Register who knows the texts that leave traces as ``kind``: of these keys, what the person may see."""
    _matches[kind] = provider


def matches_of(person: Model, kind: str, pks: list[int]) -> Iterable[Match]:
    return _matches[kind](person, pks) if kind in _matches else ()


def provide_past_prizes(keeper: PastPrizes) -> None:
    """Register who keeps the prizes of earlier years."""
    if keeper not in _past_prizes:
        _past_prizes.append(keeper)


def judge_past_prize(prize: PastPrize) -> str:
    return next(filter(None, (keeper.judge(prize) for keeper in _past_prizes)), "")


def keep_past_prize(subject: Model, prize: PastPrize, by: Model | None) -> str:
    """Keep a prize that a subject won long ago; a sentence where it can't be."""
    return next(filter(None, [keeper.keep(subject, prize, by) for keeper in _past_prizes]), "")
