"""Stories with the ideas they tell about, their editions, fact checks and history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.demonstration.content import IdeaText, StoryText
from goda_exempel.demonstration.loading import ideas
from goda_exempel.demonstration.loading.people import Cast
from goda_exempel.demonstration.loading.steps import in_office_hours
from goda_exempel.demonstration.loading.story_fields import fields_of
from ideas.models import Idea
from ideas.states import IdeaState
from stories.models import Edition, FactCheck, Picture, Story, StoryAddress, StoryHistory
from stories.states import STORY_WORKFLOW, StoryState

# What has happened to a story in each state: the move, and how many days before its day it was made.
WAY = (("ask_facts", 16.0), ("confirm_facts", 13.2), ("ask_review", 11.9), ("approve", 8.1))
STEPS = {StoryState.DRAFT: 0, StoryState.FACT_CHECK: 1, StoryState.IN_REVIEW: 3, StoryState.APPROVED: 4}
IDEA_LEAD = timedelta(days=95)


@dataclass(frozen=True, slots=True)
class Made:
    """A stored story with what it was made of. ``day`` is when it is published, or is meant to be."""

    text: StoryText
    story: Story
    day: datetime
    idea: Idea


def load(
    stored: Iterable[tuple[StoryText, Idea]], pictures: dict[str, Picture], cast: Cast, now: datetime
) -> list[Made]:
    """Store each text as the story of its idea."""
    made = [_made(text, idea, pictures[text.seed], cast, now) for text, idea in stored]
    Story.objects.bulk_create(row.story for row in made)
    Story.ideas.through.objects.bulk_create(
        Story.ideas.through(story_id=row.story.pk, idea_id=row.idea.pk) for row in made
    )
    StoryAddress.objects.bulk_create(
        StoryAddress(story=row.story, month=row.story.month, slug=row.story.slug) for row in made
    )
    _publish([row for row in made if row.text.state == StoryState.APPROVED], cast, now)
    _store_way(made, cast, now)
    return made


def _day(text: StoryText, now: datetime) -> datetime:
    """A weekday morning in the story's month that follows from its slug; this month's is already out."""
    first = timezone.make_aware(datetime.combine(text.month, time(8, 0)))
    day = first + timedelta(days=6 + sum(text.slug.encode()) % 14)
    day += timedelta(days=max(0, 7 - day.isoweekday()) if day.isoweekday() > 5 else 0)
    local = timezone.localtime(now)
    if (day.year, day.month) == (local.year, local.month) and day > now:
        return max(first, now - timedelta(days=1)) if now > first else now - timedelta(minutes=5)
    return day


def plan_idea(text: StoryText, cast: Cast, now: datetime) -> ideas.Planned:
    """The idea behind the story: in use before it was written down, as most good examples are."""
    author = cast.author_in(cast.units[text.unit])
    owner = cast.manager_of(cast.units[text.unit])
    return ideas.plan(
        IdeaText(
            title=text.title, state=IdeaState.IN_USE, by=_short(author), unit=text.unit, days=0,
            problem=text.paragraphs[0], solution="\n\n".join(text.paragraphs[1:3]), benefit=text.useful,
            benefit_kind=text.benefit, summary=text.lead, owner=_short(owner), where=text.where,
            contributors=text.contributors,
        ),
        cast, now, begun=min(_day(text, now), now) - IDEA_LEAD, since=text.since,
    )  # fmt: skip


def _short(user: User) -> str:
    return user.email.partition("@")[0]


def _made(text: StoryText, idea: Idea, picture: Picture, cast: Cast, now: datetime) -> Made:
    """A draft; what is approved gets its edition and its date once it has a key."""
    day = _day(text, now)
    begun = in_office_hours(min(day, now) - timedelta(days=20), now, minute=5)
    story = Story(
        month=text.month, slug=text.slug, writer=cast.people["lisa"], last_editor=cast.people["lisa"],
        created=begun, changed=begun + timedelta(days=3), is_demonstration=True,
        **fields_of(text, picture, cast.units[text.unit], cast.people["lisa"].name),
    )  # fmt: skip
    return Made(text, story, day, idea)


def _publish(made: list[Made], cast: Cast, now: datetime) -> None:
    editor = cast.people["erik"]
    editions = Edition.objects.bulk_create(
        Edition(
            story=row.story, number=1, approved_by=editor, approved_by_name=editor.name,
            approved_at=_moved_at(row, "approve", now), digest=row.story.fingerprint, **row.story.content,
        )
        for row in made
    )  # fmt: skip
    for row, edition in zip(made, editions, strict=True):
        row.story.edition, row.story.publish_at = edition, row.day
        row.story.state = StoryState.APPROVED
    Story.objects.bulk_update([row.story for row in made], ["edition", "publish_at", "state"])


def _store_way(made: list[Made], cast: Cast, now: datetime) -> None:
    StoryHistory.objects.bulk_create(part for row in made for part in _history(row, cast, now))
    asked = [row for row in made if STEPS[StoryState(row.text.state)] > 0]
    FactCheck.objects.bulk_create(_fact_check(row, now) for row in asked)
    waiting = [row for row in asked if row.text.state != StoryState.APPROVED]
    for row in waiting:
        row.story.state = row.text.state
    Story.objects.bulk_update([row.story for row in waiting], ["state"])


def _history(row: Made, cast: Cast, now: datetime) -> Iterator[StoryHistory]:
    actors = {"confirm_facts": row.idea.submitter, "approve": cast.people["erik"]}
    state = str(StoryState.DRAFT)
    for move, _days in WAY[: STEPS[StoryState(row.text.state)]]:
        target = STORY_WORKFLOW[move].target or state
        actor = actors.get(move) or cast.people["lisa"]
        yield StoryHistory(
            subject=row.story, at=_moved_at(row, move, now), actor=actor, actor_name=actor.name, move=move,
            from_state=state, to_state=target,
        )  # fmt: skip
        state = target


def _moved_at(row: Made, move: str, now: datetime) -> datetime:
    """Before its day, when people are at work; where that day is still to come, as many days before today."""
    at = min(row.day, now) - timedelta(days=dict(WAY)[move])
    return in_office_hours(at, now, minute=10 + len(row.text.slug) % 40)


def _fact_check(row: Made, now: datetime) -> FactCheck:
    person = row.idea.submitter
    check = FactCheck(
        story=row.story, person=person, person_name=row.idea.submitter_name, asked_at=_moved_at(row, "ask_facts", now)
    )
    if row.text.state != StoryState.FACT_CHECK:
        check.answer, check.digest = FactCheck.Answer.CONFIRMED, row.story.fingerprint
        check.answered_at = _moved_at(row, "confirm_facts", now)
    return check
