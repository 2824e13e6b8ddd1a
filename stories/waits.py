"""What waits for somebody at the desk: one thing to do, by when, and where. The sources are in ``waiting.py``."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from stories.models import Story


@dataclass(frozen=True, slots=True)
class Wait:
    """``story`` is None where a month waits that has none; ``title`` then says what it is about."""

    story: Story | None
    what: str
    due: date | None
    url: str
    is_mine: bool
    is_late: bool
    title: str = ""

    @property
    def heading(self) -> str:
        return self.title or str(self.story)


def is_past(due: date | None, now: datetime) -> bool:
    return due is not None and due < timezone.localtime(now).date()
