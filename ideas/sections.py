"""The parts of an idea's page that rooms of this app bring, in the order of the page."""

from typing import Final

from goda_exempel.sections import Section
from ideas.breakroom import section as breakroom
from ideas.calls import section as calls
from ideas.effects import section as effects
from ideas.files import section as files
from ideas.models import Idea
from ideas.proof import section as proof

SECTIONS: Final[tuple[Section[Idea], ...]] = (
    Section("call", "side", "ideas/calls/section.html", calls.context),
    Section("breakroom", "side", "ideas/breakroom/section.html", breakroom.context),
    Section("proof", "main", "ideas/proof/card.html", proof.context),
    Section("effects", "main", "ideas/effects/section.html", effects.context),
    Section("files", "main", "ideas/files/section.html", files.context),
)
