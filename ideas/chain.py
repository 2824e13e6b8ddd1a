"""Where on the chain an idea is, and in one sentence what it waits for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goda_exempel.registry import Link
from ideas.models import Idea
from ideas.states import IdeaState

AT_REST: Final = (IdeaState.PARKED, IdeaState.DECLINED, IdeaState.WITHDRAWN)


@dataclass(slots=True)
class Station:
    """One station: passed on ``date``, the one in force (``now``), or not reached yet (``ahead``)."""

    label: str
    date: date | None
    state: str = "ahead"
    url: str = ""
    note: str = ""


def stations(idea: Idea, links: Iterable[Link]) -> list[Station]:
    """From the idea to the story. A trial that never was is left out."""
    owner = idea.owner
    way = [
        Station(_("The idea is handed in"), _day(idea.submitted_at)),
        Station(_("Reply"), _day(idea.replied_at), note=_promise(idea)),
        Station(
            _("On trial"), idea.trial_since, note=owner.person_name if owner is not None and owner.is_accepted else ""
        ),
        Station(_("In use"), idea.in_use_since, note=idea.in_use_where),
        *_story_stations(links),
    ]
    if idea.in_use_since and not idea.trial_since:
        way = [station for station in way if station.label != _("On trial")]
    return _marked(way, moving=idea.state not in AT_REST)


def _story_stations(links: Iterable[Link]) -> list[Station]:
    return [
        Station(link.label, None, state="done" if link.is_public else "", url=link.url, note=link.state)
        for link in links
    ] or [Station(_("Story"), None)]


def _marked(way: list[Station], *, moving: bool) -> list[Station]:
    """Say which are done and which is the one in force: the first that is not done, of an idea that moves."""
    for station in way:
        if station.date is not None:
            station.state = "done"
    ahead = [station for station in way if station.state != "done"]
    for station in ahead:
        station.state = "ahead"
    if ahead and moving:
        ahead[0].state = "now"
    return way


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _promise(idea: Idea) -> str:
    if idea.reply_due is None:
        return ""
    return _("promised by %(day)s") % {"day": date_format(idea.reply_due)}


def next_step(idea: Idea) -> str:
    """What happens next and by whom, in a sentence or two."""
    state = IdeaState(idea.state)
    return str(_ALWAYS_THE_SAME[state]) if state in _ALWAYS_THE_SAME else _SENTENCES[state](idea)


def receipt(idea: Idea) -> str:
    """What the person who has just handed in an idea is told."""
    return _("Thank you! Your idea has the number %(number)s. %(promise)s") % {
        "number": idea.number,
        "promise": _reply_sentence(idea),
    }


def _reply_sentence(idea: Idea) -> str:
    if idea.reply_due is None:
        return ""
    words = {"name": idea.coach.name if idea.coach else _("An idea coach"), "day": date_format(idea.reply_due)}
    if idea.is_late:
        return _("%(name)s was to answer by %(day)s. The answer is late.") % words
    return _("%(name)s answers no later than %(day)s.") % words


def _in_review(idea: Idea) -> str:
    owner = idea.owner
    if owner is None:
        return _reply_sentence(idea) if idea.replied_at is None else _("The idea coach looks for somebody to own it.")
    words = {"name": owner.person_name}
    if owner.is_accepted:
        return _("%(name)s owns the idea. Now it can be tried or put in use.") % words
    return _("%(name)s has been asked to own the idea.") % words


def _in_trial(idea: Idea) -> str:
    day = _shown(idea.trial_since)
    return _("On trial since %(day)s. When used for real, the line owner or the idea coach marks it as in use.") % {
        "day": day
    }


def _in_use(idea: Idea) -> str:
    return _("In use since %(day)s: %(where)s.") % {"day": _shown(idea.in_use_since), "where": idea.in_use_where}


def _shown(on: date | None) -> str:
    return date_format(on) if on else ""


def _parked(idea: Idea) -> str:
    return _("The idea waits until %(day)s.") % {"day": _shown(idea.parked_until)}


_SENTENCES: Final[dict[IdeaState, Callable[[Idea], str]]] = {
    IdeaState.SUBMITTED: _reply_sentence,
    IdeaState.IN_REVIEW: _in_review,
    IdeaState.IN_TRIAL: _in_trial,
    IdeaState.IN_USE: _in_use,
    IdeaState.PARKED: _parked,
}
_ALWAYS_THE_SAME: Final = {
    IdeaState.DRAFT: gettext_lazy("Only the people behind the idea see the draft. Hand it in when it is ready."),
    IdeaState.NEEDS_INFO: gettext_lazy("The idea coach has a question. The people behind the idea answer it."),
    IdeaState.DECLINED: gettext_lazy("The answer was no. The idea can be taken up again if something changes."),
    IdeaState.WITHDRAWN: gettext_lazy("The idea is withdrawn. It stays here to be read."),
}
