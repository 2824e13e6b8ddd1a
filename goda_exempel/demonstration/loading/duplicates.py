"""Two ideas that turned out to be the same, as a coach has linked them, and two that were linked by mistake."""

from datetime import datetime, timedelta
from typing import Any, Final

from goda_exempel.demonstration.loading.people import Cast
from ideas.duplicates.models import DuplicateLink
from ideas.models import Idea

SAME: Final = ("Tyst timme i simhallen", "En lugn timme på badet")
NOT_THE_SAME: Final = ("Skolmat att ta med efter klockan två", "Mobilväg förbi köket")


def load(cast: Cast, now: datetime) -> None:
    _link(cast, SAME, linked_at=now - timedelta(days=2))
    karin, undone_at = cast.people["karin"], now - timedelta(days=3)
    undone = {"undone_by": karin, "undone_by_name": karin.name, "undone_at": undone_at}
    _link(cast, NOT_THE_SAME, linked_at=undone_at - timedelta(hours=2), **undone)


def _link(cast: Cast, titles: tuple[str, str], **fields: Any) -> None:
    idea, other = (Idea.objects.get(title=title) for title in titles)
    karin = cast.people["karin"]
    DuplicateLink.objects.create(idea=idea, other=other, linked_by=karin, linked_by_name=karin.name, **fields)
