"""One candidate: the juror's answer about conflicts of interest, and the points."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards.forms import DeclarationForm, ScoreForm
from awards.minutes import sheets
from awards.models import Juror, Nomination, Prize
from awards.permissions import is_partial
from awards.room import candidate_url, next_candidate, seat_of
from awards.scoring import LATE, declare, progress, save_scores
from awards.states import PrizeState
from awards.views_jury import visible_prize
from goda_exempel.accounts.models import signed_in
from goda_exempel.moves import Refusal
from goda_exempel.workflow import MoveRefused


@login_required
@require_safe
def candidate(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    prize, nomination = _fetch(request, year, pk)
    return _show(request, prize, nomination)


@login_required
@require_POST
def answer(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    prize, nomination = _fetch(request, year, pk)
    seat = _own_seat(request, prize)
    form = DeclarationForm(request.POST)
    if not form.is_valid():
        return _show(request, prize, nomination, declaration_form=form)
    try:
        row = declare(seat, nomination, **form.cleaned_data)
    except MoveRefused as refused:
        refusal = Refusal(str(refused), tuple(filter(None, [form.cleaned_data["reason"]])))
        return _show(request, prize, nomination, refusal=refusal)
    if row.is_disqualified:
        messages.success(request, _("You are disqualified for this candidate and take no part in judging it."))
    else:
        messages.success(request, _("Your answer is saved. Now you can score."))
    return redirect("awards:candidate", year, pk)


@login_required
@require_POST
def score(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    prize, nomination = _fetch(request, year, pk)
    seat = _own_seat(request, prize)
    form = ScoreForm(request.POST, criteria=list(prize.criteria.all()), scores=[])
    if not form.is_valid():
        return _show(request, prize, nomination, score_form=form)
    try:
        save_scores(seat, nomination, form.points)
    except MoveRefused as refused:
        return _show(request, prize, nomination, refusal=Refusal(str(refused)))
    messages.success(request, _("Your points are saved. You can change them until you hand in."))
    ahead = next_candidate(progress(seat), nomination)
    return redirect(candidate_url(ahead, prize) if ahead else prize.get_absolute_url())


def _fetch(request: HttpRequest, year: int, pk: int) -> tuple[Prize, Nomination]:
    prize = visible_prize(request, year)
    return prize, get_object_or_404(Nomination.objects.of_prize(prize), pk=pk)


def _own_seat(request: HttpRequest, prize: Prize) -> Juror:
    seat = seat_of(prize, signed_in(request))
    if seat is None:
        raise PermissionDenied
    return seat


def _show(
    request: HttpRequest,
    prize: Prize,
    nomination: Nomination,
    *,
    declaration_form: DeclarationForm | None = None,
    score_form: ScoreForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    user = signed_in(request)
    seat = seat_of(prize, user)
    rows = progress(seat) if seat else []
    own = next((row for row in rows if row.nomination.pk == nomination.pk), None)
    criteria = list(prize.criteria.all())
    given = list(seat.scores.filter(nomination=nomination)) if seat else []
    state = prize.state_at(timezone.now())
    may_score = seat is not None and state == PrizeState.SCORING and seat.handed_in_at is None
    context = {
        "prize": prize,
        "nomination": nomination,
        "story": nomination.shown,
        "address": nomination.story.public_url,
        "is_published": nomination.story.is_published(),
        "seat": seat,
        "own": own,
        "is_partial": is_partial(user, nomination),
        "may_score": may_score,
        "may_declare": seat is not None and (may_score or state in LATE),
        "declaration_form": declaration_form or DeclarationForm(declaration=own.declaration if own else None),
        "score_form": score_form or ScoreForm(criteria=criteria, scores=given),
        "criteria": criteria,
        "next": next_candidate(rows, nomination) if may_score else None,
        "sheet": next((s for s in sheets(prize, user, criteria) if s.nomination.pk == nomination.pk), None),
        "refusal": refusal,
    }
    return render(request, "awards/candidate.html", context, status=409 if refusal else 200)
