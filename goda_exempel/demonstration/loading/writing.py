"""A draft that has been worked on, so that it has versions to compare."""

from datetime import datetime

from goda_exempel.demonstration.loading.people import Cast
from stories.models import Story
from stories.states import StoryState
from stories.workflow import change


def load(cast: Cast, now: datetime) -> None:
    """Its writer sharpened the lead."""
    story = Story.objects.filter(state=StoryState.DRAFT, writer=cast.people["lisa"]).order_by("pk").first()
    if story is not None:
        lead = story.lead.replace("Barnen äter soppa i förskolan men inte hemma.", "Hemma åt barnen ingen soppa.")
        change(story, {"lead": lead}, by=cast.people["lisa"], seen=story.version)
