"""What waits on the desk's first page, for whom and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.states import IdeaState
from stories.importing.reading import queue
from stories.models import FactCheck, Story
from stories.schedule import first_working_day
from stories.states import StoryState


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story that stands still, what it waits for, and the day by which it should be out."""

    story: Story
    what: str
    due: date
    is_late: bool


def waiting_for(user: User, now: datetime) -> tuple[list[Waiting], list[Waiting]]:
    """The stories in work: those that wait for this person, and those that wait for others. Earliest month first.

    What came along from an older site and is not taken up yet is left to the page of the imports.
    """
    mine = set(Story.objects.waiting_for(user).values_list("pk", flat=True))
    stories = Story.objects.in_work().exclude(pk__in=queue().values("story")).select_related("writer")
    stories = stories.prefetch_related("fact_checks")
    rows = [(story.pk in mine, _row(story, now)) for story in stories.order_by("month", "pk")]
    return [row for own, row in rows if own], [row for own, row in rows if not own]


def _row(story: Story, now: datetime) -> Waiting:
    due = first_working_day(story.month)
    is_late = due < timezone.localtime(now).date() and not story.is_published(now)
    return Waiting(story, _what(story), due, is_late)


def _what(story: Story) -> str:
    if story.state == StoryState.IN_REVIEW:
        return _("To be read and approved by an editor")
    if story.state == StoryState.FACT_CHECK:
        return _what_facts(list(story.fact_checks.all()), story.fingerprint)
    if story.writer is None:
        return _("The text is to be written")
    return _("The text is being written by %(name)s") % {"name": story.writer.name}


def _what_facts(checks: list[FactCheck], digest: str) -> str:
    disputed = [check.person_name for check in checks if check.answer == FactCheck.Answer.DISPUTED]
    if disputed:
        return _("A change is asked for by %(names)s") % {"names": ", ".join(disputed)}
    waiting = [check.person_name for check in checks if not check.holds_for(digest)]
    if waiting:
        return _("The facts are to be confirmed by %(names)s") % {"names": ", ".join(waiting)}
    return _("The facts are confirmed. Send it to the reviewer")


def candidates() -> QuerySet[Idea]:
    """Ideas in use that no story is about and that are open to all who work here, the latest first."""
    is_open = {"confidential": False, "held": False}
    return Idea.objects.filter(state=IdeaState.IN_USE, stories__isnull=True, **is_open).order_by("-in_use_since", "-pk")


def facts_to_check(user: User) -> QuerySet[FactCheck]:
    """The fact checks this person is asked for now, and has not answered."""
    return FactCheck.objects.filter(
        person=user, answer=FactCheck.Answer.ASKED, story__state=StoryState.FACT_CHECK
    ).select_related("story")
