"""The parts of an idea's page that rooms of this app bring, in the order of the page."""

from typing import Final

from goda_exempel.sections import Section
from ideas.breakroom import section as breakroom
from ideas.models import Idea

SECTIONS: Final[tuple[Section[Idea], ...]] = (
    Section("breakroom", "side", "ideas/breakroom/section.html", breakroom.context),
)
