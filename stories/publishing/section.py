"""The archive copies on the desk's page of a story."""

from typing import Any

from goda_exempel.accounts.models import User
from goda_exempel.sections import Context
from stories.models import Story


def context(user: User, story: Story, bound: Any) -> Context | None:
    rows = story.snapshots.select_related("edition").defer("html", "metadata").order_by("-at", "-pk")
    return {"snapshots": rows} if rows else None
