"""What the story still waits for, on the desk's page of it."""

from typing import Any

from goda_exempel.accounts.models import User
from goda_exempel.sections import Context
from stories.debts.forms import DebtForm, WhoForm
from stories.debts.reading import rows_of
from stories.models import Story
from stories.permissions import may_edit


def context(user: User, story: Story, bound: Any) -> Context | None:
    """``bound`` is a form that came back with errors: of a new debt, or with the key of the one it is about."""
    may = may_edit(user, story)
    rows = rows_of(story)
    if not rows and not may:
        return None
    key, form = bound or (None, None)
    forms = {row.debt.pk: WhoForm(story=story, debt=row.debt) for row in rows} if may else {}
    return {
        "story": story,
        "rows": [(row, form if key == row.debt.pk else forms.get(row.debt.pk), key == row.debt.pk) for row in rows],
        "open": sum(not row.is_met for row in rows),
        "may": may,
        "form": form if bound and key is None else DebtForm(story=story),
        "is_open": bool(bound and key is None),
    }
