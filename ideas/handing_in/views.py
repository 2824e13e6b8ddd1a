"""Handing in: three questions, a page to check the answers on, and a receipt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.workflow import MoveRefused
from ideas.access import employee
from ideas.calls.workflow import leave_closed_call
from ideas.chain import receipt as receipt_sentence
from ideas.forms import HandInForm, SecrecyForm, SubmitForm
from ideas.handing_in.answers import answers
from ideas.models import Idea
from ideas.permissions import is_author, is_submitter, may_close
from ideas.similar.nearest import nearest, texts_of
from ideas.states import IdeaState
from ideas.views_idea import show_conflict, visible
from ideas.workflow import ENGINE
from ideas.writing import EditConflictError, hand_in, save_draft, set_confidential, stamp_of

DRAFTS_SHOWN = 5


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = employee(request)
    if request.method != "POST":
        return _first_page(request, HandInForm(by=user, through=request.GET.get("upprop", "")))
    as_draft = "as_draft" in request.POST
    form = HandInForm(request.POST, by=user, as_draft=as_draft)
    if not form.is_valid():
        return _first_page(request, form)
    try:
        idea = save_draft(by=user, unit=form.unit, form_key=form.cleaned_data["form_key"], texts=form.values)
    except EditConflictError as conflict:
        return show_conflict(request, conflict.current, form.texts)
    if idea.state != IdeaState.DRAFT or not as_draft:
        return redirect("ideas:check", number=idea.number)
    messages.success(request, _("The draft is saved."))
    return redirect("ideas:edit", number=idea.number)


def _first_page(request: HttpRequest, form: HandInForm) -> HttpResponse:
    drafts = Idea.objects.filter(submitter=form.by, state=IdeaState.DRAFT).order_by("-changed", "-pk")
    context = {"form": form, "drafts": drafts[:DRAFTS_SHOWN], "call": form.call, "too_late": form.too_late}
    return render(request, "ideas/new.html", context)


@login_required
@require_safe
def check(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    idea = visible(user, number)
    if not is_submitter(user, idea):
        raise PermissionDenied
    return _check_page(request, idea) if idea.state == IdeaState.DRAFT else _past_draft(idea)


def _check_page(request: HttpRequest, idea: Idea, refusal: str = "") -> HttpResponse:
    context = {
        "idea": idea,
        "answers": answers(idea, signed_in(request)),
        "missing": ENGINE.missing(idea, ENGINE.workflow["submit"]),
        "form": SubmitForm(initial={"changed": stamp_of(idea)}),
        "refusal": refusal,
        "similar": nearest(texts_of(idea), by=signed_in(request), exclude=idea),
    }
    return render(request, "ideas/handing_in/check.html", context, status=409 if refusal else 200)


def _past_draft(idea: Idea) -> HttpResponse:
    """Where an idea is to be seen that can't be handed in any more."""
    return redirect("ideas:receipt", number=idea.number) if idea.submitted_at else redirect(idea)


@login_required
@require_POST
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """Pressing twice hands in once: the second press is led to the same receipt."""
    user = signed_in(request)
    idea = visible(user, number)
    if not is_submitter(user, idea):
        raise PermissionDenied
    if sentence := leave_closed_call(idea, by=user):
        return _check_page(request, idea, sentence)
    form = SubmitForm(request.POST)
    try:
        hand_in(idea, by=user, stamp=form.cleaned_data["changed"] if form.is_valid() else "")
    except EditConflictError as conflict:
        sentence = _("The draft was changed in another window after you opened this page. Check the answers once more.")
        return _check_page(request, conflict.current, sentence)
    except MoveRefused as refusal:
        idea.refresh_from_db()
        return _check_page(request, idea, str(refusal)) if idea.state == IdeaState.DRAFT else _past_draft(idea)
    return redirect("ideas:receipt", number=number)


@login_required
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    idea = visible(user, number)
    if not is_author(user, idea):
        raise PermissionDenied
    if idea.submitted_at is None:
        return redirect("ideas:check", number=number) if idea.state == IdeaState.DRAFT else redirect(idea)
    context = {"idea": idea, "sentence": receipt_sentence(idea), "is_submitter": is_submitter(user, idea)}
    return render(request, "ideas/handing_in/receipt.html", context)


@login_required
@require_POST
def secrecy(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    idea = visible(user, number)
    if not may_close(user, idea):
        raise PermissionDenied
    form = SecrecyForm(request.POST)
    closed = form.is_valid() and form.cleaned_data["confidential"]
    set_confidential(idea, to=closed)
    words = _("Only the people of the idea see it now.") if closed else _("All who work here can see the idea now.")
    messages.success(request, words)
    return redirect(idea if Idea.objects.visible_to(user).filter(pk=idea.pk).exists() else "ideas:board")
