"""What the board is narrowed down to, and in which order it is shown."""

from dataclasses import dataclass, fields
from typing import Any, Final
from urllib.parse import urlencode

from django.db import models
from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.functions import Collate, ExtractYear, Lower
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import Unit
from ideas.querysets import IdeaQuerySet
from ideas.states import UNANSWERED


class Order(models.TextChoices):
    NEWEST = "nyast", _("Newest first")
    PROMISE = "lofte", _("Earliest promise first")
    TITLE = "titel", _("By title")


@dataclass(frozen=True, slots=True)
class Filters:
    """The board's query, named as in its address. ``enhet`` holds the units below it; empty asks for nothing."""

    q: str = ""
    tillstand: str = ""
    enhet: Unit | None = None
    nytta: str = ""
    ar: int | None = None
    ansvarig: int | None = None
    ordning: str = ""

    def query(self, *, without: str = "") -> str:
        """As the query of an address."""
        named = {field.name: getattr(self, field.name) for field in fields(self) if field.name != without}
        if self.enhet is not None and without != "enhet":
            named["enhet"] = self.enhet.slug
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is chosen."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "ordning")


def with_facets(ideas: IdeaQuerySet) -> IdeaQuerySet:
    """Annotates what facets look at besides columns: ``handed_in_year`` and ``responsible_id``."""
    return ideas.with_responsible().annotate(handed_in_year=ExtractYear("submitted_at"))


def narrowed(ideas: IdeaQuerySet, filters: Filters) -> IdeaQuerySet:
    """The ideas that the facets leave. The text searched for is not looked at here."""
    chosen: dict[str, Any] = {
        "state": filters.tillstand,
        "benefit_kind": filters.nytta,
        "handed_in_year": filters.ar,
        "responsible_id": filters.ansvarig,
    }
    ideas = ideas.filter(**{name: value for name, value in chosen.items() if value})
    return ideas.filter(Unit.within("unit", filters.enhet)) if filters.enhet else ideas


def ordered(ideas: IdeaQuerySet, order: str) -> IdeaQuerySet:
    if order == Order.PROMISE:
        return ideas.order_by(Case(When(AWAITS_REPLY, then=F("reply_due"))).asc(nulls_last=True), "-created", "-pk")
    if order == Order.TITLE:
        return ideas.order_by(swedish_order("title"), "-created", "-pk")
    return ideas.order_by("-created", "-pk")


AWAITS_REPLY: Final = Q(state__in=UNANSWERED, replied_at=None)


def swedish_order(field: str) -> Collate:
    """For sorting as Swedish does, å, ä, ö last, however the database is set up. ``idea_by_title`` is its index."""
    plain = models.Func(Lower(field), Value("åäöéèü"), Value("{|}eeu"), function="translate", output_field=TextField())
    return Collate(plain, "C")
