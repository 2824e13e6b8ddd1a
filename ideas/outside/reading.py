"""What is read from outside: the ideas an account may see, in the order they changed, in pages that hold together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core import signing
from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from goda_exempel.accounts.models import User
from ideas.models import Idea, IdeaHistory
from ideas.querysets import IdeaQuerySet

SALT: Final = "ideas.outside.cursor"


class BadCursorError(Exception):
    """The cursor is not one that this interface has given."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last idea of a page. What comes in or changes meanwhile is sorted after it, so no page is shifted."""

    changed_at: datetime
    pk: int

    def __str__(self) -> str:
        return signing.dumps([self.changed_at.isoformat(), self.pk], salt=SALT)

    @classmethod
    def read(cls, text: str) -> "Cursor":
        try:
            at, pk = signing.loads(text, salt=SALT)
        except signing.BadSignature:
            raise BadCursorError from None
        return cls(datetime.fromisoformat(at), pk)


def ideas_of(account: User) -> IdeaQuerySet:
    """Those the account may see, with when each last changed: its texts, or a move."""
    moved = IdeaHistory.objects.filter(subject=OuterRef("pk")).order_by().values("subject").annotate(at=Max("at"))
    seen = Idea.objects.visible_to(account).annotate(changed_at=Greatest("changed", Subquery(moved.values("at"))))
    return seen.select_related("unit").prefetch_related("contributors").order_by("changed_at", "pk")


def page_of(
    account: User,
    *,
    state: str | None = None,
    changed_since: datetime | None = None,
    after: Cursor | None = None,
    limit: int,
) -> tuple[list[Idea], Cursor | None]:
    """One page, and where the next one begins, if there is one."""
    ideas = ideas_of(account)
    if state:
        ideas = ideas.filter(state=state)
    if changed_since:
        ideas = ideas.filter(Q(changed_at__gte=changed_since))
    if after:
        ideas = ideas.filter(Q(changed_at__gt=after.changed_at) | Q(changed_at=after.changed_at, pk__gt=after.pk))
    rows = list(ideas[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    return rows[:limit], Cursor(last.changed_at, last.pk) if last else None  # type: ignore[attr-defined]
