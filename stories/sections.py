"""The parts of the desk's page of a story that rooms of this app bring, in the order of the page."""

from typing import Final

from goda_exempel.sections import Section
from stories.faces import section as faces
from stories.models import Story
from stories.publishing import section as publishing

SECTIONS: Final[tuple[Section[Story], ...]] = (
    Section("faces", "main", "stories/faces/section.html", faces.context),
    Section("publishing", "after", "stories/publishing/section.html", publishing.context),
)
