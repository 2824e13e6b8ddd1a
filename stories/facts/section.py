"""Who is asked whether a story is right, on the desk's page of it."""

from typing import Any

from goda_exempel.accounts.models import User
from goda_exempel.sections import Context
from stories.facts.forms import PersonForm
from stories.facts.people import check_of, people_to_ask
from stories.facts.reading import rows_of
from stories.models import Story
from stories.states import StoryState


def context(user: User, story: Story, bound: Any) -> Context | None:
    may_ask = story.state in (StoryState.DRAFT, StoryState.FACT_CHECK)
    rows = rows_of(story)
    coming = [person for person in people_to_ask(story) if check_of(story, person).pk is None] if may_ask else []
    if not rows and not coming and not may_ask:
        return None
    return {
        "story": story,
        "rows": rows,
        "coming": coming,
        "may_ask": may_ask,
        "is_asking": story.state == StoryState.FACT_CHECK,
        "form": bound or PersonForm(),
        "is_open": bound is not None,
    }
