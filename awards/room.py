"""What the jury room shows a person: the phases, what waits, and the candidates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Juror, Nomination, Prize
from awards.permissions import is_juror, is_secretary
from awards.results import disqualified_jurors, results
from awards.scoring import Progress, progress
from awards.states import PrizeState
from goda_exempel.accounts.models import User

S = PrizeState


@dataclass(frozen=True, slots=True)
class Phase:
    """A station of ``includes/timeline.html``."""

    label: str
    date: datetime | None
    state: str


def phases(prize: Prize) -> list[Phase]:
    award = prize.awards.first()
    now = list(S.values).index(prize.state_at(timezone.now()))
    dates = (
        (S.NOMINATING, prize.nominating_from),
        (S.SCORING, prize.scoring_from),
        (S.DELIBERATING, prize.deliberating_from),
        (S.DECIDED, award.decided_at if award else None),
        (S.ANNOUNCED, prize.announced_at),
    )
    return [
        Phase(str(state.label), date, "done" if at < now else "now" if at == now else "ahead")
        for at, (state, date) in enumerate(dates, start=1)
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the person; ``due`` is until when."""

    title: str
    url: str
    due: datetime | None = None


def seat_of(prize: Prize, user: User) -> Juror | None:
    """The seat of somebody who may score."""
    return prize.jurors.filter(user=user).first() if is_juror(user, prize) else None


def waiting_for_juror(prize: Prize, seat: Juror, rows: list[Progress]) -> list[Waiting]:
    if prize.state_at(timezone.now()) != S.SCORING or seat.handed_in_at is not None:
        return []
    unanswered = [row for row in rows if row.declaration is None]
    unscored = [row for row in rows if row.declaration is not None and not row.is_done]
    due = prize.deliberating_from
    waiting = []
    if unanswered:
        text = ngettext(
            "Answer whether you have a conflict of interest, for %(count)s candidate",
            "Answer whether you have a conflict of interest, for %(count)s candidates",
            len(unanswered),
        )
        waiting.append(Waiting(text % {"count": len(unanswered)}, candidate_url(unanswered[0].nomination, prize), due))
    if unscored:
        text = ngettext("Score %(count)s candidate", "Score %(count)s candidates", len(unscored))
        waiting.append(Waiting(text % {"count": len(unscored)}, candidate_url(unscored[0].nomination, prize), due))
    return waiting or [Waiting(_("Hand in your scores"), "#nasta-steg", due)]


def waiting_for_secretary(prize: Prize) -> list[Waiting]:
    state = prize.state_at(timezone.now())
    settings = reverse("awards:settings", args=[prize.year])
    missing = (
        (_("Write the criteria"), settings, prize.criteria.exists()),
        (_("Choose the jury"), settings, prize.jurors.exists()),
        (_("Choose the candidates"), "#kandidater", prize.nominations.exists()),
    )
    left = [Waiting(title, url, prize.scoring_from) for title, url, there in missing if not there]
    if state in (S.PREPARING, S.NOMINATING):
        return left
    if state == S.SCORING and left:
        return [Waiting(_("Postpone scoring: its date has come, but not everything is ready"), "#nasta-steg")]
    title = {
        S.DELIBERATING: _("Open the scores") if prize.is_sealed else _("Record the jury's decision"),
        S.DECIDED: _("Announce the winner"),
    }.get(PrizeState(state))
    return [Waiting(title, "#nasta-steg")] if title else []


def candidate_url(nomination: Nomination, prize: Prize) -> str:
    return reverse("awards:candidate", args=[prize.year, nomination.pk])


def next_candidate(rows: list[Progress], nomination: Nomination) -> Nomination | None:
    """The next one that is not finished, round from the end to the beginning."""
    at = next(index for index, row in enumerate(rows) if row.nomination.pk == nomination.pk)
    ahead = [row.nomination for row in rows[at + 1 :] + rows[:at] if not row.is_done]
    return ahead[0] if ahead else None


def room_of(prize: Prize, user: User) -> dict[str, Any]:
    seat = seat_of(prize, user)
    rows = progress(seat) if seat else []
    secretary = is_secretary(user, prize)
    return {
        "prize": prize,
        "state": prize.state_at(timezone.now()),
        "stations": phases(prize),
        "seat": seat,
        "is_secretary": secretary,
        "rows": rows or [Progress(row, None, 0, 0) for row in Nomination.objects.of_prize(prize)],
        "partial": disqualified_jurors(prize),
        "waiting": waiting_for_juror(prize, seat, rows) if seat else waiting_for_secretary(prize) if secretary else [],
        "jurors": list(prize.jurors.all()),
        "criteria": list(prize.criteria.all()),
        "results": [] if prize.is_sealed else results(prize, user),
        "award": prize.awards.select_related("nomination__story__edition").first(),
        "history": list(prize.history.all()),
    }
