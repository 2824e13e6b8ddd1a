"""Pictures and a PDF with some of the ideas, so that their pages show what a file looks like."""

import hashlib
from datetime import datetime
from typing import Final

import typst

from goda_exempel.demonstration import pictures
from goda_exempel.demonstration.loading.people import Cast
from goda_exempel.demonstration.pictures import PALETTES
from goda_exempel.pictures import encode
from ideas.files.judging import DOCUMENT, SHOWN, Taken, taken_picture
from ideas.files.models import IdeaFile
from ideas.files.workflow import keep
from ideas.models import Idea
from ideas.states import IdeaState

SIZE: Final = (960, 640)
STATES: Final = (IdeaState.IN_USE, IdeaState.IN_TRIAL, IdeaState.IN_REVIEW, IdeaState.SUBMITTED)
SHEET: Final = """
#set text(lang: "sv", size: 14pt)
#set document(title: "Checklista")
= Checklista (demonstration)
Ett påhittat blad som visar hur en PDF ser ut bland en idés filer.
+ Prata med dem det gäller.
+ Prova i två veckor, på ett ställe.
+ Skriv upp vad som blev bättre, och hur det räknades.
"""


def load(cast: Cast, now: datetime) -> None:
    sheet = bytes(typst.compile(SHEET.encode()))
    newest = [Idea.objects.filter(state=state).exclude(submitter=None).first() for state in STATES]
    for idea in filter(None, newest):
        before = _put(idea, _drawn(f"before {idea.number}", "Som det var.jpg"))
        before.description = pictures.alt_text(f"before {idea.number}", None)
        before.save(update_fields=["description"])
        _put(idea, _drawn(f"after {idea.number}", "Så blev det.jpg"))
        _put(idea, Taken(IdeaFile.Kind.DOCUMENT, "Checklista.pdf", _digest(sheet), {DOCUMENT: sheet}))


def _put(idea: Idea, taken: Taken) -> IdeaFile:
    """With the idea since the day it was begun."""
    row = keep(idea, taken, by=idea.submitter)
    row.created = idea.created
    row.save(update_fields=["created"])
    return row


def _drawn(seed: str, name: str) -> Taken:
    palette = sorted(PALETTES)[sum(seed.encode()) % len(PALETTES)]
    encoded = encode(pictures.draw(seed, palette, None, SIZE), endings=(SHOWN,))
    return taken_picture(encoded, name, _digest(encoded.original))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
