"""Effects, written down the way the portal does it."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from ideas.effects.models import Benefit
from ideas.effects.workflow import add_benefit
from ideas.models import Idea

VALUES = {
    "kind": "hours",
    "unit": "",
    "words": "Kortare kö",
    "basis": "estimated",
    "low": Decimal(100),
    "high": Decimal(120),
    "method": "Två veckor mättes.",
    "counted_by": "Stina",
    "period_from": date(2026, 1, 1),
    "period_to": date(2026, 6, 30),
}


def make_benefit(idea: Idea, **values: Any) -> Benefit:
    """Of an idea that somebody has taken. ``low`` alone is an exact figure."""
    if "low" in values:
        values.setdefault("high", values["low"])
    by = idea.submitter
    assert by is not None
    return add_benefit(idea, by=by, key=uuid4(), values={**VALUES, **values})
