"""An effect is written down, counted anew, corrected and removed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import Refusal
from goda_exempel.workflow import WrongState
from ideas.conflicts import ChangedMeanwhileError, differences
from ideas.effects.forms import BenefitForm, FigureForm, MeasurementForm
from ideas.effects.models import Benefit
from ideas.effects.permissions import knows, may_write
from ideas.effects.workflow import GoneError, add_benefit, change_benefit, measure, remove_benefit, values_of
from ideas.models import Idea
from ideas.views_idea import show


def _known(request: HttpRequest, number: str) -> tuple[User, Idea]:
    """The person and an idea whose effects the person writes down, or would if its state let anybody."""
    user = signed_in(request)
    idea = get_object_or_404(Idea.objects.visible_to(user).with_people(), number=number)
    if not knows(user, idea):
        raise PermissionDenied
    return user, idea


def _benefit(idea: Idea, pk: int) -> Benefit | None:
    row = idea.benefits.filter(pk=pk).prefetch_related("measurements").first()
    if row is not None:
        row.idea = idea
    return row


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    user, idea = _known(request, number)
    form = BenefitForm(_sent(request), by=user)
    save = lambda: add_benefit(idea, by=user, key=form.cleaned_data["key"], values=form.values)  # noqa: E731
    return _write(request, user, idea, form, save)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def count_anew(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user, idea = _known(request, number)
    benefit = _benefit(idea, pk)
    if benefit is None:
        return _gone(request, idea)
    form = MeasurementForm(_sent(request), benefit=benefit, by=user)
    save = lambda: measure(benefit, by=user, key=form.cleaned_data["key"], values=form.values)  # noqa: E731
    return _write(request, user, idea, form, save, benefit)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user, idea = _known(request, number)
    benefit = _benefit(idea, pk)
    if benefit is None:
        return _gone(request, idea)
    form = BenefitForm(_sent(request), by=user, benefit=benefit)
    save = lambda: change_benefit(benefit, by=user, stamp=form.cleaned_data["stamp"], values=form.values)  # noqa: E731
    try:
        return _write(request, user, idea, form, save, benefit)
    except ChangedMeanwhileError as conflict:
        return _conflict(request, user, conflict.current, form)


@login_required
@require_POST
def remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user, idea = _known(request, number)
    benefit = _benefit(idea, pk)
    if benefit is None:  # pressed twice, or somebody was first
        return redirect(idea)
    try:
        remove_benefit(benefit, by=user)
    except GoneError:
        return redirect(idea)
    except WrongState:
        return show(request, idea, refusal=_no(idea))
    messages.success(request, _("The effect is removed. What it said stays in the history."))
    return redirect(idea)


def _write(
    request: HttpRequest,
    user: User,
    idea: Idea,
    form: FigureForm,
    save: Callable[[], Any],
    benefit: Benefit | None = None,
) -> HttpResponse:
    """Show the form, or save what is in it; where that can not be done (any more), say why and show the texts."""
    if not form.is_bound and not may_write(user, idea):
        return show(request, idea, refusal=_no(idea))
    if not form.is_bound or not form.is_valid():
        return _page(request, idea, form, benefit=benefit)
    try:
        save()
    except WrongState:
        idea.refresh_from_db()
        return show(request, idea, refusal=Refusal(_no(idea).sentence, _texts(form)))
    except GoneError:
        return _gone(request, idea, _texts(form))
    messages.success(request, _("The effect is saved."))
    return redirect(idea)


def _page(request: HttpRequest, idea: Idea, form: FigureForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "ideas/effects/edit.html", {"idea": idea, "form": form, **more}, status=status)


def _conflict(request: HttpRequest, user: User, benefit: Benefit, form: FigureForm) -> HttpResponse:
    again = BenefitForm(by=user, benefit=benefit, initial=form.values)
    rows = differences(again, values_of(benefit), form.values)
    return _page(request, benefit.idea, again, status=409, benefit=benefit, differences=rows)


def _texts(form: FigureForm) -> tuple[str, ...]:
    return tuple(text for name in ("words", "method") if (text := form.cleaned_data.get(name)))


def _no(idea: Idea) -> Refusal:
    return Refusal(_("Effects can not be written down now: the state is “%(state)s”.") % {"state": idea.state_label})


def _gone(request: HttpRequest, idea: Idea, texts: tuple[str, ...] = ()) -> HttpResponse:
    written = texts or tuple(text for name in ("words", "method") if (text := request.POST.get(name, "").strip()))
    return show(request, idea, refusal=Refusal(_("The effect has been removed. The history says by whom."), written))
