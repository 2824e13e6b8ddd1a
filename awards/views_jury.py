"""The jury room: what a year's jury sees, and the moves of its phases."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards.forms import MOVE_FORMS
from awards.minutes import minutes_of
from awards.models import Prize
from awards.room import room_of
from awards.workflow import ENGINE, hand_in_scores
from goda_exempel import roles
from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import MoveForm, Panel, Refusal, make_move, panels


def visible_prize(request: HttpRequest, year: int) -> Prize:
    return get_object_or_404(Prize.objects.visible_to(signed_in(request)), year=year)


@login_required
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not user.has_role(roles.JUROR, roles.JURY_SECRETARY):
        raise PermissionDenied
    context = {"prizes": Prize.objects.visible_to(user), "is_secretary": user.has_role(roles.JURY_SECRETARY)}
    return render(request, "awards/rooms.html", context)


@login_required
@require_safe
def room(request: HttpRequest, year: int) -> HttpResponse:
    return show_room(request, visible_prize(request, year))


def show_room(
    request: HttpRequest, prize: Prize, form: MoveForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    user = signed_in(request)
    context = room_of(prize, user)
    context |= {"panels": _panels(prize, user, form, context), "refusal": refusal}
    return render(request, "awards/room.html", context, status=409 if refusal else 200)


def _panels(prize: Prize, user: User, form: MoveForm | None, room: dict[str, Any]) -> list[Panel]:
    """Without what is over for good, and without handing in while the page says what is left before it."""
    away = set() if prize.is_sealed else {"open_scores", "extend_scoring"}
    seat = room["seat"]
    if seat is not None and (seat.handed_in_at is not None or not all(row.is_done for row in room["rows"])):
        away.add("hand_in_scores")
    return [row for row in panels(ENGINE, user, prize, MOVE_FORMS, bound=form) if row.move.name not in away]


@login_required
@require_POST
def move(request: HttpRequest, year: int, name: str) -> HttpResponse:
    prize = visible_prize(request, year)
    perform = _hand_in if name == "hand_in_scores" else None
    return make_move(request, ENGINE, prize, name, forms=MOVE_FORMS, page=show_room, perform=perform)


def _hand_in(prize: Prize, form: MoveForm) -> Any:
    return hand_in_scores(prize, by=form.by, seen=form.cleaned_data.get("seen", ""))


@login_required
@require_safe
def minutes(request: HttpRequest, year: int) -> HttpResponse:
    """The minutes, to print. While the scores are sealed there are none."""
    prize = visible_prize(request, year)
    if prize.is_sealed:
        return show_room(request, prize, refusal=Refusal(_("The minutes can be read once the scores are opened.")))
    return render(request, "awards/minutes.html", minutes_of(prize, signed_in(request)))
