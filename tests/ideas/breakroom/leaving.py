"""A poster and what people send from it, the way the form does."""

import re
from datetime import timedelta
from typing import Any, Final

from django.test import Client
from django.utils import timezone

from goda_exempel import roles
from goda_exempel.accounts.models import Unit
from ideas.breakroom.models import Entry, Poster
from ideas.breakroom.stamps import Stamp, new_stamp
from ideas.breakroom.workflow import Receipt, leave, poster_of
from ideas.models import Idea
from tests.factories import make_unit, make_user

TEXTS: Final = {"solution": "Krokar i barnens höjd.", "problem": "Jackorna ligger på golvet.", "benefit": "Barnen."}
WORDS: Final = re.compile(r'class="word-code-words">([^<]+)<')


def make_poster(unit: Unit | None = None) -> Poster:
    """With a coach to answer what comes."""
    unit = unit or make_unit("Förskolan")
    make_user(roles.COACH, units=(unit,), name="Karin Coach")
    return poster_of(unit)


def make_stamp(poster: Poster, *, ago: timedelta = timedelta(minutes=1)) -> Stamp:
    return new_stamp(poster.pk, timezone.now() - ago)


def send(poster: Poster, *, stamp: Any = None, client: Any = None, **fields: Any) -> Any:
    """Press the button of the form, with a ``Stamp`` and a ``Client`` of one's own or else without cookies."""
    data = {**TEXTS, "stamp": (stamp or make_stamp(poster)).signed, **fields}
    return (client or Client(enforce_csrf_checks=True)).post(poster.get_absolute_url(), data)


def code_in(response: Any) -> str:
    found = WORDS.search(response.content.decode())
    return found[1] if found else ""


def make_left(poster: Poster | None = None, *, name: str = "", **fields: Any) -> Receipt:
    """An idea left without an account, and its code."""
    poster = poster or make_poster()
    told = {"confidential": False, "texts": TEXTS, **fields}
    return leave(poster, secret=make_stamp(poster).secret, name=name, **told)


def entry_of(idea: Idea) -> Entry:
    return Entry.objects.get(idea=idea)
