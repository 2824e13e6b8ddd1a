"""One of the ideas tells of people in care, and is closed to others."""

from datetime import datetime
from typing import Final

from goda_exempel.demonstration.loading.people import Cast
from ideas.models import Idea
from ideas.writing import set_confidential

CLOSED: Final = "Musik i duschen"


def load(cast: Cast, now: datetime) -> None:
    for idea in Idea.objects.filter(title=CLOSED):
        set_confidential(idea, to=True)
        Idea.objects.filter(pk=idea.pk).update(changed=idea.changed)
