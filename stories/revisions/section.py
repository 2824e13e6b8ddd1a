"""The latest versions, on the desk's page of a story."""

from typing import Any, Final

from goda_exempel.accounts.models import User
from stories.models import Story

SHOWN: Final = 3


def context(user: User, story: Story, bound: Any) -> dict[str, Any] | None:
    rows = list(story.revisions.select_related("restored_from").defer("content", "restored_from__content")[: SHOWN + 1])
    return {"revisions": rows[:SHOWN], "has_more": len(rows) > SHOWN} if rows else None
