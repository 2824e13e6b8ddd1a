"""Comments as a person sees them, page by page: the same number of queries however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format

from goda_exempel.accounts.models import User
from ideas.comments.models import Comment, shown_name
from ideas.comments.permissions import is_open, is_own, may_moderate
from ideas.models import Idea

PER_PAGE: Final = 50
ORPHANS: Final = 10  # so few more fit on the last page


@dataclass(frozen=True, slots=True)
class Row:
    """A comment with what this person may do with it. ``to`` is whom it answers; ``edited`` when, in words."""

    comment: Comment
    name: str
    to: str
    edited: str
    may_answer: bool
    may_change: bool
    may_remove: bool
    may_moderate: bool
    is_read: bool
    has_earlier: bool


def paginator(idea: Idea) -> Paginator[Comment]:
    return Paginator(Comment.objects.filter(idea=idea).in_threads(), PER_PAGE, orphans=ORPHANS)


def last_page(idea: Idea) -> Page[Comment]:
    pages = paginator(idea)
    return pages.page(pages.num_pages)


def rows(page: Iterable[Comment], *, user: User, idea: Idea) -> list[Row]:
    moderates, can_write = may_moderate(user, idea), is_open(idea)
    for comment in (page := list(page)):
        for known in filter(None, (comment, comment.answers)):
            known.idea = idea  # so that what is asked of the idea is asked once
    return [_row(comment, user, moderates=moderates, can_write=can_write) for comment in page]


def _row(comment: Comment, user: User, *, moderates: bool, can_write: bool) -> Row:
    answered = comment.answers
    return Row(
        comment=comment,
        name=shown_name(comment),
        to=shown_name(answered) if answered is not None else "",
        edited=_when(comment.edited_at) if comment.edited_at else "",
        may_answer=can_write and comment.is_readable,
        may_change=can_write and comment.is_readable and is_own(user, comment),
        may_remove=comment.is_readable and is_own(user, comment),
        may_moderate=moderates and comment.deleted_at is None,
        is_read=comment.is_readable,
        has_earlier=moderates and bool(comment.edited_at or comment.deleted_at or comment.hidden_at),
    )


def _when(at: datetime) -> str:
    """The time alone where it is today's."""
    local = timezone.localtime(at)
    return date_format(local, "TIME_FORMAT" if local.date() == timezone.localdate() else "DATETIME_FORMAT")


def page_number(comment: Comment) -> int:
    """On which page the comment stands."""
    before = Comment.objects.filter(idea=comment.idea_id).alias(root=Coalesce("thread", "pk"))
    place = before.filter(Q(root__lt=comment.root_id) | Q(root=comment.root_id, pk__lt=comment.pk)).count()
    return min(place // PER_PAGE + 1, paginator(comment.idea).num_pages)
