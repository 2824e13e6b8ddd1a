"""What people were told of late, in the words the portal uses for it. No letters are sent: these times are past."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from awards import workflow as awards
from awards.models import PrizeHistory
from goda_exempel.history import HistoryRow
from goda_exempel.notices.models import Notice
from goda_exempel.notices.workflow import written
from goda_exempel.workflow import Act, Engine, letters_about
from ideas import workflow as ideas
from ideas.models import IdeaHistory
from stories import workflow as stories
from stories.models import StoryHistory

LATELY = timedelta(days=21)
READ_AFTER = timedelta(days=2)
UNREAD = timedelta(days=6)


def load(now: datetime) -> None:
    kinds: tuple[tuple[Engine[Any], QuerySet[Any]], ...] = (
        (ideas.ENGINE, IdeaHistory.objects.all()),
        (stories.ENGINE, StoryHistory.objects.all()),
        (awards.ENGINE, PrizeHistory.objects.all()),
    )
    with translation.override(settings.LANGUAGE_CODE):
        Notice.objects.bulk_create(
            notice
            for engine, rows in kinds
            for row in rows.filter(at__gt=now - LATELY).select_related("subject", "actor")
            for notice in _notices(engine, row, now)
        )


def _notices(engine: Engine[Any], row: HistoryRow, now: datetime) -> Iterator[Notice]:
    move, subject = engine.workflow[row.move], row.subject
    subject.state = row.to_state  # as it was then
    told = engine.told(subject, move)
    context = {"subject": subject, "row": row, "done": move.done, "act": Act(move, row.actor, row.at, row.reason)}
    for person in sorted(told.keys() - {row.actor}, key=lambda person: person.pk):
        letter = letters_about(subject, move, told[person])
        notice = written(person, letter, context, subject.url_for(person), told[person])
        notice.created = notice.sent_at = row.at
        notice.read_at = row.at + READ_AFTER if row.at < now - UNREAD else None
        yield notice
