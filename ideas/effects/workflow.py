"""How effects are written down, changed and removed, and how a follow-up is answered. Each change is kept in words."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.workflow import WrongState
from ideas.conflicts import ChangedMeanwhileError, Values, differs, stamp_of
from ideas.effects.models import Benefit, EffectChange, FollowUp, Measurement
from ideas.effects.permissions import may_write
from ideas.models import Idea
from ideas.proof.workflow import card_of, write_card
from ideas.states import IdeaState

OF_THE_BENEFIT: Final = ("kind", "unit", "words")
OF_THE_FIGURE: Final = ("basis", "low", "high", "method", "counted_by", "period_from", "period_to")
What = EffectChange.What
Figure = tuple[Benefit | None, Any, Values]
"""A new figure for a benefit (None: for one that is not there yet), the key of its form, and its values."""


class GoneError(Exception):
    """Somebody has removed what was to be changed."""


def values_of(benefit: Benefit) -> dict[str, Any]:
    """A benefit with the figure that speaks for it, by field."""
    row = benefit.current
    figure = {name: getattr(row, name) if row is not None else None for name in OF_THE_FIGURE}
    return {**{name: getattr(benefit, name) for name in OF_THE_BENEFIT}, **figure}


def add_benefit(idea: Idea, *, by: User, key: Any, values: Values, follow_up: FollowUp | None = None) -> Benefit:
    """Write down an effect and its first figure. The same ``key`` again gives back what it already made."""
    with transaction.atomic():
        current = _lock(idea, by)
        existing = Benefit.objects.filter(key=key, idea=current).first()
        if existing is not None:
            return existing
        benefit = Benefit.objects.create(idea=current, key=key, **_some(values, OF_THE_BENEFIT))
        row = benefit.measurements.create(follow_up=follow_up, **_some(values, OF_THE_FIGURE))
        _note(current, by, What.ADDED, _line(benefit, row))
    return benefit


def measure(benefit: Benefit, *, by: User, key: Any, values: Values, follow_up: FollowUp | None = None) -> Measurement:
    """Add a figure to an effect; those before it stay."""
    with transaction.atomic():
        current = _lock(benefit.idea, by)
        kept = _kept(current, benefit)
        existing = Measurement.objects.filter(key=key, benefit=kept).first()
        if existing is not None:
            return existing
        row = kept.measurements.create(key=key, follow_up=follow_up, **_some(values, OF_THE_FIGURE))
        _note(current, by, What.MEASURED, _line(kept, row))
    return row


def change_benefit(benefit: Benefit, *, by: User, stamp: str, values: Values) -> Benefit:
    """Correct an effect and the figure that speaks for it.

    Raises ChangedMeanwhileError where somebody else has saved other values since, GoneError where it is removed.
    """
    with transaction.atomic():
        current = _lock(benefit.idea, by)
        kept = _kept(current, benefit)
        saved = values_of(kept)
        if not differs(saved, values):
            return kept
        if stamp != stamp_of(saved):
            raise ChangedMeanwhileError(kept)
        before = _line(kept, kept.current)
        row = _write(kept, values)
        _note(current, by, What.CHANGED, f"{before}\n→ {_line(kept, row)}")
    return kept


def remove_benefit(benefit: Benefit, *, by: User) -> None:
    """Take away an effect with all its figures; what they were stays in the history."""
    with transaction.atomic():
        current = _lock(benefit.idea, by)
        kept = _kept(current, benefit)
        lines = [_line(kept, row) for row in kept.measurements.all()]
        kept.delete()
        _note(current, by, What.REMOVED, "\n".join(lines))


def answer(row: FollowUp, *, by: User, values: Values, figures: Iterable[Figure]) -> FollowUp:
    """Answer whether an idea is still in use, with what it gives now.

    Raises WrongState where somebody has answered already, or the idea is not in use.
    """
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=row.idea_id)
        current = FollowUp.objects.select_for_update().get(pk=row.pk)
        if current.answer or idea.state != IdeaState.IN_USE:
            raise WrongState(idea, idea.state)
        current.answer, current.why_ended = values["answer"], values["why_ended"]
        current.answered_at, current.answered_name = timezone.now(), by.name
        current.save(update_fields=["answer", "why_ended", "answered_at", "answered_name"])
        if current.answer == FollowUp.Answer.IN_USE:
            _still_in_use(current, by, values, figures)
        else:
            _note(row.idea, by, What.ENDED, current.why_ended)
    return current


def _still_in_use(row: FollowUp, by: User, values: Values, figures: Iterable[Figure]) -> None:
    facts = _some(values, ("in_use_where", "in_use_count", "in_use_counts"))
    write_card(card_of(row.idea), facts)
    _note(row.idea, by, What.CONFIRMED, ", ".join(str(value) for value in facts.values() if value not in (None, "")))
    for benefit, key, figure in figures:
        if benefit is None:
            add_benefit(row.idea, by=by, key=key, values=figure, follow_up=row)
        else:
            measure(benefit, by=by, key=key, values=figure, follow_up=row)


def _lock(idea: Idea, by: User) -> Idea:
    current = Idea.objects.select_for_update().get(pk=idea.pk)
    if not may_write(by, current):
        raise WrongState(current, current.state)
    return current


def _kept(idea: Idea, benefit: Benefit) -> Benefit:
    kept = Benefit.objects.filter(pk=benefit.pk, idea=idea).prefetch_related("measurements").first()
    if kept is None:
        raise GoneError
    return kept


def _write(benefit: Benefit, values: Values) -> Measurement:
    row = benefit.current
    assert row is not None  # noqa: S101 (a benefit is made with its first figure)
    for names, subject in ((OF_THE_BENEFIT, benefit), (OF_THE_FIGURE, row)):
        for name in names:
            setattr(subject, name, values[name])
        subject.save(update_fields=names)
    row.benefit = benefit
    return row


def _some(values: Values, names: Iterable[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}


def _note(idea: Idea, by: User, what: str, line: str) -> None:
    EffectChange.objects.create(idea=idea, actor=by, actor_name=by.name, what=what, reason=line)


def _line(benefit: Benefit, row: Measurement | None) -> str:
    """An effect in one line, as it was at the time."""
    assert row is not None  # noqa: S101 (a benefit is made with its first figure)
    row.benefit = benefit
    period = _("%(first)s to %(last)s") % {"first": date_format(row.period_from), "last": date_format(row.period_to)}
    parts = [benefit.words, row.amount, row.get_basis_display(), row.method, row.counted_by, period]
    return " · ".join(part for part in parts if part)
