"""Two ideas that turned out to be the same, as a coach has linked them."""

from datetime import datetime, timedelta

from goda_exempel.demonstration.loading.people import Cast
from ideas.duplicates.models import DuplicateLink
from ideas.models import Idea
from ideas.similar.nearest import KIND, nearest, texts_of


def load(cast: Cast, now: datetime) -> None:
    """The two newest ideas that resemble each other most, and one pair that was linked by mistake."""
    karin, pairs = cast.people["karin"], _pairs(cast)
    if pairs:
        idea, other = pairs[0]
        DuplicateLink.objects.create(
            idea=idea, other=other, linked_by=karin, linked_by_name=karin.name, linked_at=now - timedelta(days=2)
        )
    for idea, other in pairs[1:2]:
        DuplicateLink.objects.create(
            idea=idea,
            other=other,
            linked_by=karin,
            linked_by_name=karin.name,
            undone_by=karin,
            undone_by_name=karin.name,
            undone_at=now - timedelta(days=3),
            linked_at=now - timedelta(days=4),
        )


def _pairs(cast: Cast) -> list[tuple[Idea, Idea]]:
    """Open ideas of others than the coach, each with the nearest other, no idea twice."""
    karin, used, pairs = cast.people["karin"], set[int](), list[tuple[Idea, Idea]]()
    open_ideas = Idea.objects.waiting_for_coach().filter(confidential=False, held=False).by_others(karin)
    for idea in open_ideas:
        others = [match.pk for match in nearest(texts_of(idea), by=karin, exclude=idea) if match.kind == KIND]
        other = Idea.objects.by_others(karin).filter(pk__in=others).exclude(pk__in=used).first()
        if other is not None and idea.pk not in used:
            used |= {idea.pk, other.pk}
            pairs.append((idea, other))
    return pairs
