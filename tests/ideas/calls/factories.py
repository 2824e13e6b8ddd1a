"""Calls for ideas, made straight in the state a test needs."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from PIL import Image

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from ideas.calls.models import Call, CallPicture
from ideas.calls.pictures import store_image
from ideas.calls.states import CallState
from ideas.calls.workflow import ENGINE, begin
from tests.factories import make_user

_serial = count(1)

# Days from today: (opens, closes).
PERIODS = {CallState.DRAFTED: (3, 30), CallState.OPEN: (-3, 30), CallState.CLOSED: (-30, -1)}


def make_call(
    state: str = CallState.OPEN,
    *,
    maker: User | None = None,
    answerer: User | None = None,
    units: tuple[Unit, ...] = (),
    **fields: Any,
) -> Call:
    """A call that asks these units, or everybody where none is named."""
    opens, closes = (timezone.localdate() + timedelta(days=days) for days in PERIODS[CallState(state)])
    values = {
        "title": f"Mindre matsvinn {next(_serial)}",
        "text": "Hur kan vi slänga mindre mat?",
        "opens": opens,
        "closes": closes,
        "everybody": not units,
        "answerer": answerer or make_user(roles.COACH, name="Coach Coachsson"),
        **fields,
    }
    if values.get("picture"):
        values.setdefault("picture_alt", "En tallrik med rester.")
    return begin(by=maker or make_user(roles.COORDINATOR), form_key=None, values=values, units=units)


def make_call_picture(colour: str = "teal", size: tuple[int, int] = (1200, 800)) -> CallPicture:
    """A picture with its files, as an upload leaves it."""
    return store_image(Image.new("RGB", size, colour))


def close(call: Call, by: User, reason: str = "Vi har fått nog att göra.") -> Call:
    return ENGINE.perform(call, "close", by=by, reason=reason)
