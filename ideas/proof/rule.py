"""What a complete card holds: the one table that the card's page, the desk's order and the tests read."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# These stand on the idea itself, one fact in one place; all the others on its card.
OF_THE_IDEA: Final = ("in_use_since", "in_use_where")
EMPTY: Final[dict[str, Any]] = {"useful_for": [], "in_use_since": None, "in_use_count": None}


@dataclass(frozen=True, slots=True)
class Need:
    """Something a part needs: at least one of the fields, and what to call it where none is filled in."""

    fields: tuple[str, ...]
    label: str | Promise

    def is_met(self, values: dict[str, Any]) -> bool:
        return any(values[name] not in (None, "", []) for name in self.fields)

    @property
    def condition(self) -> Q:
        """The same in the database, for a query of ideas."""
        met = Q()
        for name in self.fields:
            met |= _filled(name)
        return met


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three proofs."""

    name: str
    needs: tuple[Need, ...]

    @property
    def condition(self) -> Q:
        met = Q()
        for need in self.needs:
            met &= need.condition
        return met


PARTS: Final = (
    Part(
        "new",
        (
            Need(("new_where",), _("where it is new")),
            Need(("new_text",), _("what is new")),
            Need(("new_evidence", "new_link"), _("evidence that it is new")),
        ),
    ),
    Part(
        "useful",
        (
            Need(("useful_for",), _("for whom it is useful")),
            Need(("useful_before",), _("how it was before")),
            Need(("useful_after",), _("how it is now")),
            Need(("useful_evidence", "useful_link"), _("evidence that it is useful")),
        ),
    ),
    Part(
        "in_use",
        (
            Need(("in_use_since",), _("since when it is in use")),
            Need(("in_use_where",), _("where it is in use")),
            Need(("in_use_count",), _("how many use it, or in how many places")),
            Need(("in_use_evidence", "in_use_link"), _("evidence that it is in use")),
        ),
    ),
)


def parts_proven() -> Any:
    """An expression over ideas: how many of the three parts are complete."""
    return sum(
        (Case(When(part.condition, then=Value(1)), default=Value(0)) for part in PARTS[1:]),
        start=Case(When(PARTS[0].condition, then=Value(1)), default=Value(0)),
    )


def _filled(name: str) -> Q:
    path = name if name in OF_THE_IDEA else f"proof__{name}"
    empty = EMPTY.get(name, "")
    if empty is None:
        return Q(**{f"{path}__isnull": False})
    return Q(**{f"{path}__isnull": False}) & ~Q(**{path: empty})
