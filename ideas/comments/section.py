"""The comments on the page of an idea: the latest page of them, and the form for a new one."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page

from goda_exempel.accounts.models import User
from ideas.comments.forms import CommentForm
from ideas.comments.models import Comment
from ideas.comments.permissions import is_open
from ideas.comments.reading import last_page, rows
from ideas.models import Idea
from ideas.permissions import is_author
from ideas.support.models import Follow


def context(user: User, idea: Idea, bound: Any = None) -> Mapping[str, Any] | None:
    if idea.submitted_at is None:
        return None
    return {**listed(user, idea, last_page(idea)), "form": form_for(user, idea, bound)}


def listed(user: User, idea: Idea, page: Page[Comment]) -> dict[str, Any]:
    """A page of comments, for the idea's page and for that of its comments alone."""
    return {"idea": idea, "page": page, "rows": rows(page, user=user, idea=idea), "count": page.paginator.count}


def form_for(user: User, idea: Idea, bound: Any = None) -> CommentForm | None:
    """The form for a new comment; None where nobody can write any more."""
    return bound or (CommentForm(idea=idea, offers_to_follow=offers_to_follow(user, idea)) if is_open(idea) else None)


def offers_to_follow(user: User, idea: Idea) -> bool:
    """Own people are told anyway."""
    return not is_author(user, idea) and not Follow.objects.filter(idea=idea, user=user).exists()
