"""An entry → an idea that is handed in, whole or not at all."""

from typing import Any

from django.db import transaction

from goda_exempel.accounts.models import Unit, User
from ideas.importing.headings import SUBMITTER
from ideas.importing.reader import Entry
from ideas.models import Idea
from ideas.workflow import ENGINE, add_contributor, begin

FIELDS = ("title", "summary", "spread", "problem", "solution", "benefit", "development", "contact", "links")


def make_idea(entry: Entry, *, by: User, unit: Unit) -> Idea:
    """Begin the idea, name who the entry says is behind it, and hand it in: in one transaction."""
    with transaction.atomic():
        texts: dict[str, Any] = {name: entry.text(name) for name in FIELDS}
        idea = begin(by=by, unit=unit, **texts)
        if name := entry.text(SUBMITTER):
            add_contributor(idea, name=name)
        return ENGINE.perform(idea, "submit", by=by)
