"""Stories whose people are asked whether they are right, and what somebody with a link does."""

from typing import Any

from django.test import Client
from django.utils import timezone

from ideas.models import Contributor
from stories.facts.links import sign
from stories.facts.models import FactCheck
from stories.models import Story
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.stories.factories import make_idea_in_use, make_stored_picture, make_story

OUTSIDER = {"name": "Anna Berg", "affiliation": "Lärarhögskolan", "email": "anna@skola.example"}


def make_asked(state: str = "fact_check", *, outsider: dict[str, str] = OUTSIDER, **fields: Any) -> FactCheck:
    """Somebody without an account who shares the idea of a story and was asked through the button."""
    writer = make_user("communicator", name="Lisa Redaktör")
    submitter = make_user(name="Ida Idégivare")
    idea = make_idea_in_use(submitter=submitter)
    Contributor.objects.create(idea=idea, **outsider)
    story = make_story(ideas=[idea], writer=writer, last_editor=writer, **{"picture": make_stored_picture(), **fields})
    ENGINE.perform(story, "ask_facts", by=writer)
    story.fact_checks.filter(person=submitter).update(answer="confirmed", digest=story.fingerprint)
    if state != "fact_check":
        Story.objects.filter(pk=story.pk).update(state=state)
    return FactCheck.objects.select_related("story__writer").get(without_account=True)


def path(check: FactCheck, *more: str) -> str:
    return f"/faktakoll/{sign(check)}/{''.join(f'{part}/' for part in more)}"


def say(client: Client, check: FactCheck, what: str, **words: str) -> Any:
    """Press one of the three buttons, on a page with the text as it is now unless another is named."""
    digest = words.pop("digest", Story.objects.get(pk=check.story_id).fingerprint)
    return client.post(path(check, what), {"digest": digest, **words})


def current(check: FactCheck) -> FactCheck:
    return FactCheck.objects.select_related("story").get(pk=check.pk)


def ended(check: FactCheck) -> FactCheck:
    FactCheck.objects.filter(pk=check.pk).update(revoked_at=timezone.now())
    return current(check)
