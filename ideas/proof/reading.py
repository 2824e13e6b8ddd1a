"""A proof card as it is shown: three columns, each complete or with what is missing in words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import pgettext

from goda_exempel.proof import NewWhere, UsefulFor
from ideas.amounts import shown
from ideas.models import Idea
from ideas.proof.models import ProofCard
from ideas.proof.rule import OF_THE_IDEA, PARTS, Part
from ideas.proof.workflow import values_of
from ideas.states import IdeaState


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to fill in, and the address of its field (empty for those who may not)."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """One of the three proofs, with its texts and facts in the order they are shown."""

    title: str
    values: dict[str, Any]
    missing: list[Missing]
    evidence: str
    link: str

    @property
    def is_complete(self) -> bool:
        return not self.missing


def columns_of(card: ProofCard, *, may_edit: bool) -> list[Column]:
    values = values_of(card)
    titles = {
        "new": pgettext("proof card", "New"),
        "useful": pgettext("proof card", "Useful"),
        "in_use": pgettext("proof card", "Put to use"),
    }
    return [
        Column(
            titles[part.name],
            _SHOWN[part.name](values),
            _missing(card.idea, part, values, may_edit=may_edit),
            values[f"{part.name}_evidence"],
            values[f"{part.name}_link"],
        )
        for part in PARTS
    ]


def is_empty(card: ProofCard) -> bool:
    return not any(values_of(card).values())


def _missing(idea: Idea, part: Part, values: dict[str, Any], *, may_edit: bool) -> list[Missing]:
    return [
        Missing(str(need.label), _url(idea, need.fields[0]) if may_edit else "")
        for need in part.needs
        if not need.is_met(values)
    ]


def _url(idea: Idea, field: str) -> str:
    """Where the field is filled in; nowhere for since when and where until the idea is in use: the move asks."""
    if field in OF_THE_IDEA and idea.state != IdeaState.IN_USE:
        return ""
    return f"{reverse('ideas:proof', args=[idea.number])}#id_{field}"


def _new(values: dict[str, Any]) -> dict[str, Any]:
    return {"text": values["new_text"], "new_where": _label(NewWhere, values["new_where"])}


def _useful(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "before": values["useful_before"],
        "after": values["useful_after"],
        "for_whom": ", ".join(str(UsefulFor(value).label) for value in UsefulFor if value in values["useful_for"]),
    }


def _in_use(values: dict[str, Any]) -> dict[str, Any]:
    since, count = values["in_use_since"], values["in_use_count"]
    return {
        "where": values["in_use_where"],
        "since": date_format(since) if since else "",
        "how_many": f"{shown(count)} {values['in_use_counts']}" if count is not None else "",
    }


def _label(choices: type[NewWhere], value: str) -> str:
    return str(choices(value).label) if value else ""


_SHOWN = {"new": _new, "useful": _useful, "in_use": _in_use}
