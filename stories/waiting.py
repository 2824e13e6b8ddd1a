"""Everything that waits at the desk, for whom and until when: what its first page begins with."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import chain
from typing import Any, Final

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.proof.querysets import with_proof
from ideas.states import IdeaState
from stories.debts.reading import waits as debts
from stories.faces.reading import waits as faces
from stories.facts.reading import waits as facts
from stories.importing.reading import queue
from stories.models import FactCheck, Story
from stories.months.coming import waits as months
from stories.review.reading import waits as comments
from stories.schedule import first_working_day
from stories.states import StoryState
from stories.waits import Wait, is_past

Source = Callable[[User, datetime], list[Wait]]


def waiting_for(user: User, now: datetime) -> tuple[list[Wait], list[Wait]]:
    """What waits for this person, and what waits for others: what is late first, then by day."""
    rows = sorted(chain.from_iterable(source(user, now) for source in SOURCES), key=_order)
    return [row for row in rows if row.is_mine], [row for row in rows if not row.is_mine]


def _order(row: Wait) -> tuple[bool, date, int]:
    return not row.is_late, row.due or date.max, row.story.pk if row.story else 0


def stories(user: User, now: datetime) -> list[Wait]:
    """The stories in work, each by the day it should be out.

    What came along from an older site and is not taken up yet is left to the page of the imports.
    """
    mine = set(Story.objects.waiting_for(user).values_list("pk", flat=True))
    rows = Story.objects.in_work().exclude(pk__in=queue().values("story"))
    rows = rows.select_related("writer").prefetch_related("fact_checks")
    return [_of_story(story, now, is_mine=story.pk in mine) for story in rows.order_by("month", "pk")]


def _of_story(story: Story, now: datetime, *, is_mine: bool) -> Wait:
    due = first_working_day(story.month)
    is_late = is_past(due, now) and not story.is_published(now)
    return Wait(story, _what(story), due, story.get_absolute_url(), is_mine, is_late)


def _what(story: Story) -> str:
    if story.state == StoryState.IN_REVIEW:
        return _("To be read and approved by an editor")
    if story.state == StoryState.FACT_CHECK:
        return _what_facts(list(story.fact_checks.all()), story.fingerprint)
    if story.writer is None:
        return _("The text is to be written")
    return _("The text is being written by %(name)s") % {"name": story.writer.name}


def _what_facts(checks: list[FactCheck], digest: str) -> str:
    declined = [check.person_name for check in checks if check.answer == FactCheck.Answer.DECLINED]
    if declined:
        return _("%(names)s said no to the story") % {"names": ", ".join(declined)}
    disputed = [check.person_name for check in checks if check.answer == FactCheck.Answer.DISPUTED]
    if disputed:
        return _("A change is asked for by %(names)s") % {"names": ", ".join(disputed)}
    waiting = [check.person_name for check in checks if not check.holds_for(digest) and check.waived_at is None]
    if waiting:
        return _("The facts are to be confirmed by %(names)s") % {"names": ", ".join(waiting)}
    return _("The facts are confirmed. Send it to the reviewer")


# Each says, in a number of queries that does not grow, what waits for this person, and what for others.
SOURCES: Final[tuple[Source, ...]] = (stories, debts, facts, comments, months, faces)


def candidates() -> QuerySet[Idea]:
    """Ideas in use that no story is about and that are open to all who work here.

    First those whose proof card is the most complete (``proof_parts``), of those the ones whose unit was written about
    the longest ago or never (``last_written``, the month of its latest story), then those in use the longest.
    """
    about_unit = Story.objects.that_count().filter(unit=OuterRef("unit")).order_by("-month")
    ideas: Any = Idea.objects.filter(state=IdeaState.IN_USE, stories__isnull=True, confidential=False, held=False)
    rows: QuerySet[Idea] = (
        with_proof(ideas)
        .annotate(last_written=Subquery(about_unit.values("month")[:1]))
        .order_by("-proof_parts", F("last_written").asc(nulls_first=True), "in_use_since", "pk")
    )
    return rows


def facts_to_check(user: User) -> QuerySet[FactCheck]:
    """The fact checks this person is asked for now, and has not answered."""
    return FactCheck.objects.filter(
        person=user, answer=FactCheck.Answer.ASKED, story__state=StoryState.FACT_CHECK
    ).select_related("story")
