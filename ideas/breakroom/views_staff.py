"""Logged in: ideas that wait for a coach to look first, and an own idea that was left without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goda_exempel import roles
from goda_exempel.accounts.models import signed_in
from ideas.access import employee, page_of
from ideas.breakroom.forms import CodeForm
from ideas.breakroom.guards import WITHIN, count_wrong_code, may_try_a_code
from ideas.breakroom.models import Entry
from ideas.breakroom.querysets import held_for, stopped_for
from ideas.breakroom.workflow import claim


@login_required
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    coach = signed_in(request)
    if not coach.has_role(roles.COACH):
        raise PermissionDenied
    stopped = "stoppade" in request.GET
    ideas = (stopped_for if stopped else held_for)(coach)
    context = {
        "page": page_of(request, ideas),
        "stopped": stopped,
        "held_count": held_for(coach).count(),
        "stopped_count": stopped_for(coach).count(),
    }
    return render(request, "ideas/breakroom/held.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_idea(request: HttpRequest) -> HttpResponse:
    person = employee(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _claim_page(request, form)
    if not may_try_a_code(request):
        return _claim_page(request, form, too_often=True)
    if not form.is_valid():
        return _claim_page(request, form)
    entry = Entry.objects.opened_by(form.cleaned_data["code"])
    if entry is None:
        count_wrong_code(request)
        form.refuse()
        return _claim_page(request, form)
    idea = claim(entry, by=person)
    messages.success(request, _("The idea is now yours. From now on you are told what happens with it."))
    return redirect(idea)


def _claim_page(request: HttpRequest, form: CodeForm, *, too_often: bool = False) -> HttpResponse:
    context = {"form": form, "too_often": too_often}
    response = render(request, "ideas/breakroom/claim.html", context, status=429 if too_often else 200)
    if too_often:
        response.headers["Retry-After"] = str(int(WITHIN.total_seconds()))
    return response
