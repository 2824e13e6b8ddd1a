"""Changing what the desk is advised of."""

from collections.abc import Mapping
from typing import Any

from stories.gate.models import AdviceLimits, JargonWord


def limits() -> AdviceLimits:
    return AdviceLimits.objects.first() or AdviceLimits()


def set_limits(values: Mapping[str, Any]) -> AdviceLimits:
    row, _is_new = AdviceLimits.objects.update_or_create(pk=1, defaults=dict(values))
    return row


def keep_word(word: JargonWord, values: Mapping[str, Any]) -> JargonWord:
    """A new word, or a changed one."""
    for name, value in values.items():
        setattr(word, name, value)
    if word._state.adding:
        word.save()
    else:
        word.save(update_fields=list(values))
    return word


def remove_word(word: JargonWord) -> None:
    word.delete()
