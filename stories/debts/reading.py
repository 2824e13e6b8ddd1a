"""What stories wait for, as the desk and the ideas' people see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.registry import Awaited
from ideas.models import Idea
from stories.debts.models import Debt
from stories.debts.rule import is_met
from stories.facts.reading import answer_due
from stories.models import FactCheck, Story
from stories.states import StoryState
from stories.waits import Wait


@dataclass(frozen=True, slots=True)
class Row:
    """A debt as the desk sees it. ``by_itself``: the text has it, nobody had to say so."""

    debt: Debt
    is_met: bool
    by_itself: bool
    is_late: bool


def rows_of(story: Story) -> list[Row]:
    """Open ones first, the earliest day first. In two queries, however many there are."""
    today = timezone.localdate()
    debts = list(story.debts.select_related("contributor", "person"))
    prefetch_related_objects([story], "fact_checks")
    rows = [_row(debt, today) for debt in debts]
    return sorted(rows, key=lambda row: row.is_met)


def _row(debt: Debt, today: date) -> Row:
    met = is_met(debt)
    return Row(debt, met, met and debt.settled_at is None, not met and debt.is_late(today))


def open_debts(stories: QuerySet[Story]) -> list[Debt]:
    """What these stories still wait for, the earliest day first, in two queries."""
    rows = Debt.objects.filter(story__in=stories, settled_at=None)
    rows = rows.select_related("story", "contributor", "person").prefetch_related("story__fact_checks")
    return [debt for debt in rows if not is_met(debt)]


def awaited_about(subjects: QuerySet[Any]) -> Iterable[Awaited]:
    """What stories about these ideas wait for, answers about the facts too; the same number of queries for any."""
    if subjects.model is not Idea:
        return []
    pairs = Story.ideas.through.objects.filter(idea__in=subjects, story__in=Story.objects.in_work())
    ideas_of: dict[int, list[int]] = {}
    for story, idea in pairs.values_list("story_id", "idea_id"):
        ideas_of.setdefault(story, []).append(idea)
    if not ideas_of:
        return []
    today, stories = timezone.localdate(), Story.objects.filter(pk__in=ideas_of)
    lines = [(debt.story_id, *_line(debt)) for debt in open_debts(stories)] + _unanswered(stories)
    return [
        Awaited(idea, person, ours, what, due, due < today)
        for story, person, ours, what, due in sorted(lines, key=lambda line: line[4])
        for idea in ideas_of[story]
    ]


def _line(debt: Debt) -> tuple[int | None, bool, str, date]:
    is_ours = debt.person_id is None and debt.contributor_id is None
    return debt.person_id, is_ours, debt.label, debt.due


def _unanswered(stories: QuerySet[Story]) -> list[tuple[int, int | None, bool, str, date]]:
    """Whose word about the facts is waited for now."""
    checks = FactCheck.objects.filter(story__in=stories, story__state=StoryState.FACT_CHECK, waived_at=None)
    what = _("Read the story, and say whether it is right")
    return [
        (check.story_id, check.person_id, False, what, answer_due(check))
        for check in checks.select_related("story")
        if not check.has_answered(check.story.fingerprint)
    ]


def waits(user: User, now: datetime) -> list[Wait]:
    """What stories in work wait for, each with its day, for the desk's first page: mine are mine, and what I write."""
    today = timezone.localtime(now).date()
    return [
        Wait(
            debt.story,
            f"{capfirst(debt.label)} ({debt.person_name})",
            debt.due,
            f"{debt.story.get_absolute_url()}#vantar-pa",
            is_mine=_is_mine(debt, user),
            is_late=debt.is_late(today),
        )
        for debt in open_debts(Story.objects.in_work())
    ]


def _is_mine(debt: Debt, user: User) -> bool:
    """Mine to bring in, or mine to ask for: from somebody who has no account to be told in."""
    return debt.person_id == user.pk or (debt.person_id is None and debt.story.writer_id == user.pk)
