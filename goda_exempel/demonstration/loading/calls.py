"""Calls for ideas: open, closed with an answer, closed early, a draft; and a text of the handbook that was changed."""

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.text import slugify

from goda_exempel.demonstration import pictures
from goda_exempel.demonstration.loading.people import Cast
from goda_exempel.demonstration.rendering import Order, render
from ideas.calls.models import Call, CallHistory, CallPicture
from ideas.calls.pictures import keep
from ideas.calls.states import CallState
from ideas.calls.workflow import asked
from ideas.guidance.topics import default_words
from ideas.guidance.workflow import reword
from ideas.models import Idea

_FILE: Final = Path(__file__).parents[1] / "data" / "calls.toml"
_SIZE: Final = (1200, 800)
_ADDED: Final = "\n\nHos oss finns ett litet block i fikarummet: skriv en rad varje fredag."


def load(cast: Cast, now: datetime) -> None:
    for row in tomllib.loads(_FILE.read_text("utf-8"))["call"]:
        call = _call(row, cast, now)
        call.units.set(cast.units[slug] for slug in row.get("units", ()))
        Idea.objects.filter(title__in=row["ideas"]).update(call=call)
        if row["opens"] <= 0:
            call.told.set(asked(call))  # long ago, before anybody reads the demonstration
        if "reason" in row:
            _close(call, row, now)
    words = default_words("try_small")
    reword("try_small", replace(words, text_sv=words.text_sv + _ADDED), by=cast.people["karin"], seen=0)


def _call(row: dict[str, Any], cast: Cast, now: datetime) -> Call:
    maker, today = cast.people[row["by"]], timezone.localdate(now)
    begun = now + timedelta(days=min(row["opens"], 0) - 3)
    return Call.objects.create(
        slug=slugify(row["title"]),
        title=row["title"],
        text=row["text"].strip(),
        result=row.get("result", "").strip(),
        opens=today + timedelta(days=row["opens"]),
        closes=today + timedelta(days=row["closes"]),
        everybody="units" not in row,
        answerer=cast.people["karin"],
        maker=maker,
        maker_name=maker.name,
        picture=_picture(row),
        picture_alt=pictures.alt_text(row["seed"], row["motif"]) if "motif" in row else "",
        created=begun,
        changed=begun,
    )


def _picture(row: dict[str, Any]) -> CallPicture | None:
    if "motif" not in row:
        return None
    return keep(render(Order(row["seed"], row["palette"], row["motif"], _SIZE)), None)


def _close(call: Call, row: dict[str, Any], now: datetime) -> None:
    maker = call.maker
    Call.objects.filter(pk=call.pk).update(state=CallState.CLOSED)
    CallHistory.objects.create(
        subject=call,
        at=now + timedelta(days=row["opens"] + row["closed_after"]),
        actor=maker,
        move="close",
        from_state=CallState.OPEN,
        to_state=CallState.CLOSED,
        reason=row["reason"],
    )
