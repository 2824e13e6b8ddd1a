"""The archive copies on the desk's page of a story."""

from typing import Any

from goda_exempel.accounts.models import User
from goda_exempel.sections import Context
from stories.faces.hidden import hidden
from stories.models import Story
from stories.permissions import may_open_locked
from stories.publishing.snapshots import is_locked


def context(user: User, story: Story, bound: Any) -> Context | None:
    rows = list(
        story.snapshots.select_related("edition")
        .defer("html", "metadata")
        .prefetch_related("pictures")
        .order_by("-at", "-pk")
    )
    known = hidden()
    locked = {row.pk for row in rows if is_locked(row, known)}
    return {"snapshots": rows, "locked": locked, "may_open": may_open_locked(user)} if rows else None
