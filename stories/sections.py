"""The parts of the desk's page of a story that rooms of this app bring, in the order of the page."""

from typing import Final

from goda_exempel.sections import Section
from stories.models import Story

SECTIONS: Final[tuple[Section[Story], ...]] = ()
