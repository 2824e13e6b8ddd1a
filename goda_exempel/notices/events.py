"""One thing that happens is one letter to each person, for however many reasons the person is told of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from goda_exempel.notices.kinds import rank
from goda_exempel.notices.models import Notice

_told: Final[ContextVar[dict[tuple[int, str], int] | None]] = ContextVar("told in this event", default=None)


@contextmanager
def one_event() -> Iterator[None]:
    """All that is told inside, of the same address, is one event. Inside another event it is part of that one."""
    if _told.get() is not None:
        yield
        return
    token = _told.set({})
    try:
        yield
    finally:
        _told.reset(token)


def is_news(notice: Notice) -> bool:
    """Whether to store this notice: not where the same event has told as much. What concerned less makes room."""
    told = _told.get()
    key = told.get((notice.person_id, notice.url)) if told is not None else None
    earlier = Notice.objects.filter(pk=key).first() if key is not None else None
    if earlier is None:
        return True
    if rank(earlier.kind) <= rank(notice.kind):
        return False
    earlier.delete()
    return True


def remember(notice: Notice) -> None:
    told = _told.get()
    if told is not None:
        told[notice.person_id, notice.url] = notice.pk
