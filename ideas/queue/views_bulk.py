"""Several ideas at once: what is asked is filled in, checked on a page of its own, done, and reported."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from goda_exempel import roles
from goda_exempel.accounts.models import User, signed_in
from ideas.models import Idea
from ideas.queue import bulk
from ideas.queue.forms import BulkForm, GiveForm
from ideas.queue.models import BulkRow, BulkRun
from ideas.queue.views import with_one_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the chosen ideas; ``hindrance`` says why the move can not be made with it, or is empty."""

    idea: Idea
    stamp: int
    hindrance: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_move(request: HttpRequest) -> HttpResponse:
    user = with_one_of(request, roles.COACH, roles.COORDINATOR, roles.ADMINISTRATOR)
    form = BulkForm(request.POST if request.method == "POST" else request.GET, moves=bulk.moves_for(user))
    if not form.is_valid():
        return render(request, "ideas/queue/bulk.html", {"bulk": form, "back": _back(user)})
    if request.method != "POST":
        return _ask(request, user, form)
    return _go_on(request, user, form)


def _ask(request: HttpRequest, user: User, form: BulkForm, asked: forms.BaseForm | None = None) -> HttpResponse:
    """The page where what the move needs is filled in once for all of them."""
    rows = _candidates(form, user)
    first = next((row.idea for row in rows if not row.hindrance), None)
    context = {
        "bulk": form,
        "rows": rows,
        "asked": (asked or _asked(form, user, first, None)) if first is not None else None,
        **_about(user, form),
    }
    return render(request, "ideas/queue/bulk.html", context)


def _go_on(request: HttpRequest, user: User, form: BulkForm) -> HttpResponse:
    """With what was filled in: to the page to check, or from there to the run."""
    name, rows = form.cleaned_data["move"], _candidates(form, user)
    first = next((row.idea for row in rows if not row.hindrance), None)
    key = form.cleaned_data["key"]
    if key and BulkRun.objects.filter(key=key, person=user).exists():
        return redirect("ideas:bulk_report", key=key)
    asked = _asked(form, user, first, request.POST) if first is not None else None
    if asked is None or not asked.is_valid():
        return _ask(request, user, form, asked)
    data = _data(asked)
    if form.cleaned_data["confirmed"] and key:
        stamps = {row.idea: row.stamp for row in rows}
        return redirect(bulk.run(key, name, by=user, stamps=stamps, data=data))
    rows = [_with_faults(row, name, user, data) for row in rows]
    context = {
        "bulk": form,
        "rows": rows,
        "said": [(field.label, _in_words(asked.cleaned_data[field.name])) for field in asked.visible_fields()],
        "hidden": data,
        "key": key or uuid4(),
        **_about(user, form),
    }
    return render(request, "ideas/queue/bulk_check.html", context)


def _candidates(form: BulkForm, user: User) -> list[Candidate]:
    """The chosen ideas that the person may see. A stamp that was sent along stands, else it is that of now."""
    chosen, name = form.cleaned_data["chosen"], form.cleaned_data["move"]
    return [
        Candidate(idea, chosen[idea.number] or bulk.last_row(idea), bulk.hindrance(name, idea, user))
        for idea in bulk.find(chosen, user)
    ]


def _with_faults(row: Candidate, name: str, user: User, data: dict[str, Any]) -> Candidate:
    """What is right for one idea may be wrong for another: a manager of another unit, a coach who is its author."""
    if row.hindrance:
        return row
    return Candidate(row.idea, row.stamp, bulk.faults(bulk.form_of(name, row.idea, user, data)))


def _asked(form: BulkForm, user: User, idea: Idea, data: MultiValueDict[str, str] | None) -> forms.BaseForm:
    """The form that is filled in once: the move's own, as it is for the first idea that can be moved."""
    name = form.cleaned_data["move"]
    if name == bulk.GIVE:
        return GiveForm(data)
    return bulk.form_of(name, idea, user, None if data is None else data.dict())


def _data(asked: forms.BaseForm) -> dict[str, Any]:
    """What was written, to be sent along and to be read again for each idea."""
    return {field.name: asked.data.get(field.name, "") for field in asked.visible_fields()}


def _in_words(value: Any) -> str:
    return date_format(value) if isinstance(value, date) else str(value)


def _about(user: User, form: BulkForm) -> dict[str, Any]:
    name = form.cleaned_data["move"]
    return {"move_label": bulk.label_of(name), "back": _back(user)}


def _back(user: User) -> str:
    return "ideas:queue" if user.has_role(roles.COACH) else "ideas:orphaned"


@login_required
@require_safe
def bulk_report(request: HttpRequest, key: str) -> HttpResponse:
    """What was done and what was not, and why; for the person who did it, as often as the page is opened."""
    user = signed_in(request)
    run = get_object_or_404(BulkRun, key=key, person=user)
    rows = list(run.rows.select_related("idea"))
    seen = set(Idea.objects.visible_to(user).filter(pk__in=[row.idea_id for row in rows]).values_list("pk", flat=True))
    outcomes = [
        (outcome, [(row, row.idea_id in seen) for row in rows if row.outcome == outcome.value])
        for outcome in BulkRow.Outcome
    ]
    context = {
        "run": run,
        "outcomes": {outcome.name.lower(): found for outcome, found in outcomes},
        "move_label": bulk.label_of(run.move),
        "back": _back(user),
    }
    return render(request, "ideas/queue/report.html", context)
