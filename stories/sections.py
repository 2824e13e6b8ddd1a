"""The parts of the desk's page of a story that rooms of this app bring, in the order of the page."""

from typing import Final

from goda_exempel.sections import Section
from stories.debts import section as debts
from stories.faces import section as faces
from stories.facts import section as facts
from stories.gate import section as gate
from stories.importing import section as importing
from stories.models import Story
from stories.publishing import section as publishing
from stories.review import section as review
from stories.revisions import section as revisions

SECTIONS: Final[tuple[Section[Story], ...]] = (
    Section("faces", "main", "stories/faces/section.html", faces.context),
    Section("review", "main", "stories/review/section.html", review.context),
    Section("advice", "main", "stories/gate/section.html", gate.context),
    Section("importing", "main", "stories/importing/section.html", importing.context),
    Section("revisions", "after", "stories/revisions/section.html", revisions.context),
    Section("debts", "main", "stories/debts/section.html", debts.context),
    Section("facts", "main", "stories/facts/section.html", facts.context),
    Section("publishing", "after", "stories/publishing/section.html", publishing.context),
)
