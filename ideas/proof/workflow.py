"""How a proof card is saved: a part at a time, by several people, without losing what anybody wrote."""

from typing import Any

from django.db import transaction

from goda_exempel.accounts.models import User
from goda_exempel.workflow import WrongState
from ideas.conflicts import ChangedMeanwhileError, Values, differs, stamp_of
from ideas.models import Idea
from ideas.proof.models import ProofCard
from ideas.proof.permissions import may_prove
from ideas.proof.rule import OF_THE_IDEA, PARTS

FIELDS = tuple(
    dict.fromkeys([*(name for part in PARTS for need in part.needs for name in need.fields), "in_use_counts"])
)


def card_of(idea: Idea) -> ProofCard:
    """The idea's card, or an empty one that is not stored yet."""
    return ProofCard.objects.filter(idea=idea).first() or ProofCard(idea=idea)


def values_of(card: ProofCard) -> dict[str, Any]:
    """All that the card shows, by field, wherever it stands."""
    return {name: getattr(card.idea if name in OF_THE_IDEA else card, name) for name in FIELDS}


def save_card(idea: Idea, *, by: User, stamp: str, values: Values) -> ProofCard:
    """Save what somebody has filled in, where ``stamp`` is that of the values the person began from.

    Raises ChangedMeanwhileError where somebody else has saved other values since, WrongState where the idea can not
    be proven (any more).
    """
    with transaction.atomic():
        current = Idea.objects.select_for_update().get(pk=idea.pk)
        if not may_prove(by, current):
            raise WrongState(current, current.state)
        card = card_of(current)
        card.idea = current
        saved = values_of(card)
        if not differs(saved, values):
            return card
        if stamp != stamp_of(saved):
            raise ChangedMeanwhileError(card)
        return write_card(card, values)


def write_card(card: ProofCard, values: Values) -> ProofCard:
    """Store some of the card's fields, each where it stands. For callers that hold the lock of the idea."""
    for name, value in values.items():
        setattr(card.idea if name in OF_THE_IDEA else card, name, value)
    of_the_idea = [name for name in values if name in OF_THE_IDEA]
    if of_the_idea:
        card.idea.save(update_fields=of_the_idea)
    card.save()
    return card
