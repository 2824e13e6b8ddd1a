"""The part «the same idea» of an idea's page: what it is linked with, with both credits, and what was undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goda_exempel.accounts.models import User
from ideas.duplicates.forms import LinkForm
from ideas.duplicates.models import DuplicateLink
from ideas.duplicates.permissions import is_linkable, may_link
from ideas.duplicates.reading import group_of
from ideas.models import Idea
from ideas.people.credits import credited_names


@dataclass(frozen=True, slots=True)
class Same:
    """Another idea of the group. ``link`` is the direct one, None where others stand between."""

    idea: Idea
    credits: list[str]
    link: DuplicateLink | None


@dataclass(frozen=True, slots=True)
class Undone:
    idea: Idea
    link: DuplicateLink


def context(user: User, idea: Idea, bound: LinkForm | None) -> Mapping[str, Any] | None:
    links = list(DuplicateLink.objects.of([idea.pk]))
    group = group_of(idea) if any(row.undone_at is None for row in links) else frozenset({idea.pk})
    coach = may_link(user, idea) and is_linkable(idea)
    if not (links or coach):
        return None
    shown = _shown(user, (group | {pk for row in links for pk in row.pair}) - {idea.pk})
    direct = {next(iter(row.pair - {idea.pk})): row for row in links if row.undone_at is None}
    return {
        "idea": idea,
        "same": [Same(other, credited_names(other), direct.get(pk)) for pk, other in shown.items() if pk in group],
        "undone": [Undone(other, row) for row in links if row.undone_at and (other := _other(row, idea, shown))],
        "form": (bound or LinkForm(idea=idea, by=user)) if coach else None,
    }


def _shown(user: User, pks: set[int] | frozenset[int]) -> dict[int, Idea]:
    """Those of the ideas that the person may see, by key."""
    if not pks:
        return {}
    rows = Idea.objects.visible_to(user).filter(pk__in=pks).select_related("unit").prefetch_related("contributors")
    return {row.pk: row for row in rows.order_by("submitted_at", "pk")}


def _other(row: DuplicateLink, idea: Idea, shown: dict[int, Idea]) -> Idea | None:
    return shown.get(next(iter(row.pair - {idea.pk})))
