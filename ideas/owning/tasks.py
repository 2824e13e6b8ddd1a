"""A manager who was asked to own an idea and has not answered is reminded, once."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.working_days import working_days_between
from ideas.models import Idea
from ideas.owning.models import LineOwnership
from ideas.states import IdeaState
from ideas.telling import tell_about


def remind_asked(now: datetime) -> None:
    """Safe to run twice, and by two clocks at once: each question is locked and looked at again."""
    for pk in _unanswered(now):
        with transaction.atomic():
            row = LineOwnership.objects.select_for_update(of=("self",)).filter(pk=pk, **_WAITING).first()
            if row is not None:
                _remind(row, now)


_WAITING = {
    "answer": LineOwnership.Answer.ASKED,
    "reminded_at": None,
    "idea__state__in": (IdeaState.IN_REVIEW, IdeaState.IN_TRIAL),
}


def _unanswered(now: datetime) -> list[int]:
    """Of the questions that wait, those asked more than the set number of working days ago."""
    today = timezone.localdate(now)
    rows = LineOwnership.objects.filter(**_WAITING).values_list("pk", "asked_at")
    return [pk for pk, at in rows if working_days_between(timezone.localdate(at), today) > settings.OWNER_DAYS]


def _remind(row: LineOwnership, now: datetime) -> None:
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    idea: Idea = row.idea
    tell_about(
        idea,
        [row.person],
        letter="ideas/owner_reminder",
        kind=NoticeKind.TASK,
        context={"asked_at": row.asked_at},
        url=reverse("ideas:owning", args=[idea.number]),
    )
