"""The secretary's preparations: a year's prize, its candidates, its criteria and its jury."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.forms_prize import CriterionForm, CriterionFormSet, NewPrizeForm, PrizeForm
from awards.models import Criterion, Nomination, Prize
from awards.permissions import is_secretary
from awards.querysets import DECIDED
from awards.views_jury import show_room, visible_prize
from awards.workflow import nominate_the_year, remove_candidate, seat_jury
from goda_exempel import roles
from goda_exempel.accounts.models import signed_in
from goda_exempel.moves import Refusal
from goda_exempel.workflow import MoveRefused, WrongState

Criteria = BaseInlineFormSet[Criterion, Prize, CriterionForm]


@login_required
def new(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not user.has_role(roles.JURY_SECRETARY):
        raise PermissionDenied
    form = NewPrizeForm(request.POST or None, initial={"year": timezone.localdate().year, "secretary": user})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            prize = form.save()
            seat_jury(prize, form.cleaned_data["jurors"])
        messages.success(request, _("The prize is made. Now write its criteria."))
        return redirect("awards:settings", prize.year)
    return render(request, "awards/new.html", {"form": form})


@login_required
def edit(request: HttpRequest, year: int) -> HttpResponse:
    """The settings. What the phase has fixed is not in the form; whoever saw an earlier phase is told."""
    with transaction.atomic():
        prize = _own_prize(request, year, lock=request.method == "POST")
        if prize.state in DECIDED:
            return show_room(request, prize, refusal=Refusal(_("The prize is decided, so its settings are fixed.")))
        form = PrizeForm(request.POST or None, instance=prize)
        criteria = CriterionFormSet(request.POST or None, instance=prize) if prize.is_open_for_changes else None
        if request.method != "POST":
            return _show_settings(request, prize, form, criteria)
        return _save(request, prize, form, criteria)


def _save(request: HttpRequest, prize: Prize, form: PrizeForm, criteria: Criteria | None) -> HttpResponse:
    seen = request.POST.get("seen", "")
    state = prize.state_at(timezone.now())
    if seen and seen != state:
        return show_room(request, prize, refusal=Refusal(str(WrongState(prize, state))))
    if not form.is_valid() or not (criteria is None or criteria.is_valid()):
        return _show_settings(request, prize, form, criteria)
    try:
        with transaction.atomic():
            if "jurors" in form.cleaned_data:
                seat_jury(prize, form.cleaned_data["jurors"])
            form.save()
            if criteria is not None:
                criteria.save()
    except MoveRefused as refused:
        form.add_error("jurors", str(refused))
        return _show_settings(request, prize, form, criteria)
    messages.success(request, _("The settings are saved."))
    return redirect(prize)


def _show_settings(request: HttpRequest, prize: Prize, form: PrizeForm, criteria: Criteria | None) -> HttpResponse:
    return render(request, "awards/settings.html", {"prize": prize, "form": form, "criteria": criteria})


@login_required
@require_POST
def nominate(request: HttpRequest, year: int) -> HttpResponse:
    prize = _own_prize(request, year)
    try:
        count = nominate_the_year(prize)
    except MoveRefused as refused:
        return show_room(request, prize, refusal=Refusal(str(refused)))
    if count:
        text = ngettext("%(count)s story is a new candidate.", "%(count)s stories are new candidates.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("Every published story of the year is a candidate already."))
    return redirect(prize)


@login_required
@require_POST
def remove(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    prize = _own_prize(request, year)
    nomination = get_object_or_404(Nomination.objects.of_prize(prize), pk=pk)
    try:
        remove_candidate(nomination)
    except MoveRefused as refused:
        return show_room(request, prize, refusal=Refusal(str(refused)))
    messages.success(request, _("“%(title)s” is no longer a candidate.") % {"title": nomination.shown.title})
    return redirect(prize)


def _own_prize(request: HttpRequest, year: int, *, lock: bool = False) -> Prize:
    prize = visible_prize(request, year)
    if not is_secretary(signed_in(request), prize):
        raise PermissionDenied
    return Prize.objects.select_for_update().get(pk=prize.pk) if lock else prize
