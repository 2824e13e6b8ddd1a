"""What a new draft takes over from the ideas it tells of: texts, people's unit, kind of benefit, proofs and figures."""

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.utils.html import format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel.markup import clean, to_html
from ideas.amounts import shown
from ideas.effects.models import Basis, Benefit
from ideas.effects.reading import benefits_of
from ideas.models import Idea
from ideas.proof.models import ProofCard
from ideas.proof.workflow import card_of
from stories.models import Story

MOST_INHERITED: Final = 40_000  # characters of a draft's text; the limit of the field is above it, for its marks
MOST_FACTS: Final = 10
PROOF: Final = ("new_where", "new_evidence", "useful_for", "useful_evidence")


def inherited(ideas: list[Idea]) -> dict[str, Any]:
    """The fields of a draft. Of several ideas the first leads; what it lacks is taken from the next that has it."""
    first = ideas[0]
    cards = [card_of(idea) for idea in ideas]
    used = next((idea for idea in ideas if idea.in_use_since and idea.in_use_where), first)
    with override(settings.LANGUAGE_CODE):  # the text is Swedish, whoever presses
        return {
            "title": first.title,
            "lead": first.summary[:600],
            "body": _body_of(ideas),
            "unit": first.unit,
            "benefit_kind": first.benefit_kind or "quality",
            "in_use_since": used.in_use_since,
            "in_use_where": used.in_use_where,
            "fact_box": _facts_of(ideas, cards),
            **{name: next(filter(None, (_proof(card)[name] for card in cards)), "") for name in PROOF},
        }


def _body_of(ideas: list[Idea]) -> str:
    parts = [text for idea in ideas for text in (idea.problem, idea.solution, idea.benefit, idea.development)]
    return to_html("\n\n".join(part.strip() for part in parts if part.strip())[:MOST_INHERITED])


def _proof(card: ProofCard) -> dict[str, str]:
    """The card has room for more than a story: what does not fit is left out, at the end of a word."""
    change = " ".join(filter(None, (card.useful_before, card.useful_after)))
    return {
        "new_where": card.new_where,
        "new_evidence": _fitting("new_evidence", card.new_text, card.new_evidence),
        "useful_for": next(iter(card.useful_for), ""),
        "useful_evidence": _fitting("useful_evidence", change, card.useful_evidence),
    }


def _fitting(field: str, *parts: str) -> str:
    longest: int = Story._meta.get_field(field).max_length  # type: ignore[union-attr, assignment]
    text = " ".join(part.strip() for part in parts if part.strip())
    return text if len(text) <= longest else Truncator(text).chars(longest)


def _facts_of(ideas: Iterable[Idea], cards: Iterable[ProofCard]) -> str:
    """A list for the fact box: how many use it, and what has been counted, measured and estimated apart."""
    lines = [f"{shown(card.in_use_count)} {card.in_use_counts}" for card in cards if card.in_use_count is not None]
    lines += [line for idea in ideas for benefit in benefits_of(idea) if (line := _figure(benefit))]
    items = format_html_join("", "<li>{}</li>", ((line,) for line in dict.fromkeys(lines[:MOST_FACTS])))
    return clean(f"<ul>{items}</ul>") if items else ""


def _figure(benefit: Benefit) -> str:
    row = benefit.current
    if row is None or not row.amount:
        return ""
    basis = _("measured") if row.basis == Basis.MEASURED else _("estimated")
    return f"{benefit.words}: {row.amount} ({basis})"
