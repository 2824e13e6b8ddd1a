"""The comments on the desk's page of a story: those that are open, and the way to all of them."""

from typing import Any

from goda_exempel.accounts.models import User
from goda_exempel.sections import Context
from stories.models import Story
from stories.permissions import may_edit
from stories.review.reading import threads


def context(user: User, story: Story, bound: Any) -> Context | None:
    """Also what was approved in an emergency: whoever opens the page sees who, when and why."""
    rows, count = threads(story, only_open=True), story.review_comments.count()
    alone = list(story.history.filter(move="approve_alone").order_by("-at", "-pk"))
    is_open = may_edit(user, story)
    if not (count or alone or is_open):
        return None
    return {"threads": rows, "count": count, "is_open": is_open, "alone": alone}
