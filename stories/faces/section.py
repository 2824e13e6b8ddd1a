"""Pictures and people on the desk's page of a story."""

from typing import Any

from goda_exempel.accounts.models import User
from goda_exempel.sections import Context
from stories.faces.reading import people_of, readings_of
from stories.models import Story
from stories.permissions import may_open_locked
from stories.pictures.needs import needs_and_rest


def context(user: User, story: Story, bound: Any) -> Context:
    readings = readings_of(story) if may_open_locked(user) else []
    needs, to_do = needs_and_rest(story)
    return {"people": people_of(story), "needs": needs, "to_do": to_do, "readings": readings}
