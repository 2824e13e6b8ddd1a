"""Stories for tests, made straight in the state a test needs."""

import hashlib
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from PIL import Image

from goda_exempel.accounts.models import User
from goda_exempel.markup import to_html
from ideas.models import Idea
from ideas.states import IdeaState
from stories.models import Edition, FactCheck, Picture, Story, StoryAddress
from stories.pictures import store_image
from stories.states import StoryState
from stories.workflow import ENGINE
from tests.factories import make_idea, make_unit, make_user

_numbers = count(1)

PROOF = {
    "new_where": "municipality",
    "new_evidence": "Ingen annan i kommunen gör så.",
    "useful_for": "citizens",
    "useful_evidence": "Sextio barn äter mer grönt.",
    "in_use_since": date(2026, 1, 12),
    "in_use_where": "Köket på Ekskolan",
}


def make_picture(**fields: Any) -> Picture:
    """A picture's row, without its files."""
    key = hashlib.sha256(f"picture {next(_numbers)}".encode()).hexdigest()
    return Picture.objects.create(**{"key": key, "width": 2400, "height": 1600, **fields})


def make_stored_picture(colour: str = "teal", size: tuple[int, int] = (1200, 800)) -> Picture:
    """A picture with its files, as an upload leaves it."""
    return store_image(Image.new("RGB", size, colour))


def make_idea_in_use(**given: Any) -> Idea:
    """An idea put in use, without its history and its letters."""
    idea = make_idea(moves=(), **given)
    now = timezone.now()
    used = {"submitted_at": now, "reply_due": now.date(), "in_use_since": now.date(), "in_use_where": "Biblioteket"}
    Idea.objects.filter(pk=idea.pk).update(state=IdeaState.IN_USE, **used)
    idea.refresh_from_db()
    return idea


def make_story(
    state: str = StoryState.DRAFT,
    *,
    ideas: list[Idea] | None = None,
    publish_at: datetime | None = None,
    approver: User | None = None,
    **fields: Any,
) -> Story:
    """A story that has all an approval needs. From approved on it has an edition; a withdrawn one had it."""
    number = next(_numbers)
    values: dict[str, Any] = {**_content(number), "state": StoryState.DRAFT, **fields}
    formatted = {name: to_html(values[name]) for name in ("body", "fact_box", "how_to") if name in values}
    story = Story.objects.create(**(values | formatted))
    story.ideas.set(ideas if ideas is not None else [make_idea_in_use()])
    StoryAddress.objects.create(story=story, month=story.month, slug=story.slug)
    if state in (StoryState.APPROVED, StoryState.WITHDRAWN):
        _approve(story, publish_at or timezone.now() + timedelta(days=1), approver)
    if state == StoryState.WITHDRAWN:
        story.edition, story.withdrawn_at = None, timezone.now()
    story.state = state
    story.save()
    return story


def _content(number: int) -> dict[str, Any]:
    return {
        "title": f"Soppan som barnen lagar {number}",
        "slug": f"soppan-{number}",
        "month": date(2026, 6, 1),
        "lead": "I köket på Ekskolan lagar barnen själva.",
        "body": "## Så började det\n\nEn onsdag tog grytan slut.",
        "unit": make_unit(),
        "benefit_kind": "quality",
        "picture": make_picture(),
        "picture_alt": "Två barn rör i en gryta.",
        "photographer": "Eva Exempel",
        **PROOF,
    }


def _approve(story: Story, publish_at: datetime, approver: User | None) -> None:
    approver = approver or make_user("editor")
    story.publish_at = publish_at
    story.edition = Edition.objects.create(
        story=story,
        number=1,
        approved_by=approver,
        approved_by_name=approver.name,
        digest=story.fingerprint,
        **{name: getattr(story, name) for name in story.CONTENT_FIELDS},
    )


def make_published_story(publish_at: datetime | None = None, **fields: Any) -> Story:
    """A story readers see, since an hour ago unless told otherwise. Its month follows from the time."""
    at = publish_at or timezone.now() - timedelta(hours=1)
    local = timezone.localtime(at)
    return make_story(StoryState.APPROVED, publish_at=at, **{"month": date(local.year, local.month, 1), **fields})


def make_fact_check(story: Story, person: User, **fields: Any) -> FactCheck:
    return FactCheck.objects.create(**{"story": story, "person": person, "person_name": person.name, **fields})


def reviewed(story: Story, *, by: User) -> Story:
    """From a draft to the reviewer's desk: everybody who is asked confirms the facts."""
    story = ENGINE.perform(story, "ask_facts", by=by)
    story.fact_checks.update(answer=FactCheck.Answer.CONFIRMED, digest=story.fingerprint)
    return ENGINE.perform(story, "ask_review", by=by)
