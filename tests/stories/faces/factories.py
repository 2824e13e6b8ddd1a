"""People who can be recognised or are named, for tests."""

from typing import Any

from django.utils import timezone

from goda_exempel.accounts.models import User
from stories.faces.models import Portrayed
from stories.faces.workflow import withdraw
from stories.models import Story
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_stored_picture

NAME = "Gunhild Björkmarker"


def make_person(story: Story, **fields: Any) -> Portrayed:
    """With consent, in the story's main picture unless told otherwise."""
    today = timezone.localdate()
    given = {
        "picture": story.picture, "name": NAME, "basis": "consent", "covers": "both", "informed_on": today,
        "since": today, "scope": "Webben",
    }  # fmt: skip
    row = Portrayed.objects.create(story=story, **{**given, **fields})
    row.refresh_from_db()
    return row


def make_story_about_her(**fields: Any) -> Story:
    """Published, with her name in every text, and her face in the picture."""
    texts = {
        "title": f"{NAME} odlar vid grytan",
        "lead": f"Varje onsdag kommer {NAME} till köket.",
        "body": f"## Grytan\n\nDet var {NAME}s idé. Nu säger Gunhild att alla får vara med.",
        "fact_box": f"Kontakt: {NAME}.",
        "how_to": "Fråga Björkmarker.",
        "pull_quote": "Soppan är min",
        "pull_quote_by": NAME,
        "byline": "Lisa Skrivare",
        "picture_alt": f"{NAME} rör i en gryta.",
        "picture_caption": f"{NAME} i köket.",
        "photographer": NAME,
    }
    return make_published_story(**{"picture": make_stored_picture(), **texts, **fields})


def taken_out(row: Portrayed, what: str = "both", by: User | None = None) -> Portrayed:
    return withdraw(row, what=what, reason="Hon ringde i dag.", by=by or make_user("communicator"))
