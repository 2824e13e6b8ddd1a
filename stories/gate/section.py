"""Advice on the text, on the desk's page of a story."""

from typing import Any

from goda_exempel.accounts.models import User
from goda_exempel.sections import Context
from stories.gate.advice import advice_of
from stories.models import Story
from stories.permissions import may_edit


def context(user: User, story: Story, bound: Any) -> Context | None:
    """While the text can be changed: afterwards nobody can take the advice."""
    return {"advice": advice_of(story)} if may_edit(user, story) else None
