"""The parts of an idea's page that rooms of this app bring, in the order of the page."""

from typing import Final

from goda_exempel.sections import Section
from ideas.awaited import section as awaited
from ideas.breakroom import section as breakroom
from ideas.calls import section as calls
from ideas.comments import section as comments
from ideas.duplicates import section as duplicates
from ideas.effects import section as effects
from ideas.files import section as files
from ideas.handing_in import section as secrecy
from ideas.models import Idea
from ideas.notes import section as notes
from ideas.people import section as people
from ideas.promise import section as promise
from ideas.proof import section as proof
from ideas.similar import section as similar
from ideas.support import section as support

SECTIONS: Final[tuple[Section[Idea], ...]] = (
    Section("secrecy", "side", "ideas/handing_in/secrecy.html", secrecy.context),
    Section("call", "side", "ideas/calls/section.html", calls.context),
    Section("breakroom", "side", "ideas/breakroom/section.html", breakroom.context),
    Section("promise", "side", "ideas/promise/section.html", promise.context),
    Section("people", "side", "ideas/people/section.html", people.context),
    Section("support", "side", "ideas/support/section.html", support.context),
    Section("duplicates", "side", "ideas/duplicates/section.html", duplicates.context),
    Section("similar", "side", "ideas/similar/section.html", similar.context),
    Section("notes", "side", "ideas/notes/section.html", notes.context),
    Section("awaited", "main", "ideas/awaited/section.html", awaited.context),
    Section("proof", "main", "ideas/proof/card.html", proof.context),
    Section("effects", "main", "ideas/effects/section.html", effects.context),
    Section("files", "main", "ideas/files/section.html", files.context),
    Section("comments", "after", "ideas/comments/section.html", comments.context),
)
