"""One idea: its page, its moves, its texts and its people."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import MoveForm, Refusal, make_move, panels
from goda_exempel.registry import Link, links_of
from goda_exempel.workflow import WrongState
from ideas.chain import next_step, stations
from ideas.forms import ContributorForm, EditForm
from ideas.models import Contributor, Idea
from ideas.move_forms import MOVE_FORMS
from ideas.permissions import (
    has_answered_as_owner,
    is_author,
    is_draft_of,
    may_credit,
    may_edit,
    may_see_unpublished,
)
from ideas.sections import sections_of
from ideas.states import IdeaState
from ideas.workflow import ENGINE
from ideas.writing import EditConflictError, change, credit, differences


def visible(user: User, number: str) -> Idea:
    return get_object_or_404(Idea.objects.visible_to(user).with_people(), number=number)


def show(
    request: HttpRequest,
    idea: Idea,
    form: MoveForm | None = None,
    refusal: Refusal | None = None,
    *,
    contributor_form: ContributorForm | None = None,
    bound: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The idea's page; again with a form that has errors, or with why a move was refused (409).

    ``bound`` holds, by the name of a section, what that section's room shows again.
    """
    user = signed_in(request)
    links = _links(user, idea)
    context = {
        "idea": idea,
        "trail": [Link(_("Ideas"), reverse("ideas:board"), False), Link(idea.number, "", False)],
        "stations": stations(idea, links),
        "links": links,
        "next_step": next_step(idea),
        "panels": panels(ENGINE, user, idea, MOVE_FORMS, bound=form),
        "question": _open_question(idea),
        "contributors": idea.contributors.all(),
        "contributor_form": contributor_form or ContributorForm(idea=idea),
        "history": idea.history.all(),
        "may_edit": may_edit(user, idea),
        "may_credit": may_credit(user, idea),
        "refusal": refusal,
        "sections": sections_of(user, idea, bound or {}),
    }
    return render(request, "ideas/idea.html", context, status=409 if refusal else 200)


def _links(user: User, idea: Idea) -> list[Link]:
    everything = may_see_unpublished(user, idea)
    return [link for link in links_of(idea) if link.is_public or everything]


def _open_question(idea: Idea) -> Any:
    """The history row with the question that waits for an answer, or None."""
    if idea.state != IdeaState.NEEDS_INFO:
        return None
    return idea.history.filter(move="ask").last()


@login_required
@require_safe
def idea(request: HttpRequest, number: str) -> HttpResponse:
    return show(request, visible(signed_in(request), number))


@login_required
@require_POST
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    user = signed_in(request)
    subject = visible(user, number)
    if name in ("accept_ownership", "decline_ownership") and has_answered_as_owner(user, subject):
        return show(request, subject, refusal=Refusal(_("You have already answered whether you own the idea.")))
    return make_move(request, ENGINE, subject, name, forms=MOVE_FORMS, page=show)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    subject = visible(user, number)
    if not is_author(user, subject):
        raise PermissionDenied
    if request.method != "POST":
        return _form_page(request, subject) if may_edit(user, subject) else _closed(request, subject)
    to_check = "check" in request.POST and is_draft_of(user, subject)
    form = EditForm(request.POST, instance=subject, **({"as_draft": False} if to_check else {}))
    if not form.is_valid():
        return _form_page(request, subject, form)
    try:
        saved = change(subject, by=user, **form.version, texts=form.values)
    except EditConflictError as conflict:
        return show_conflict(request, conflict.current, form.texts)
    except WrongState as refusal:
        texts = tuple(filter(None, form.written))
        return show(request, visible(user, number), refusal=Refusal(str(refusal), texts))
    return _saved(request, saved, to_check=to_check)


def _saved(request: HttpRequest, idea: Idea, *, to_check: bool) -> HttpResponse:
    """On to where the answers are checked; back to a draft that is still being written; or to the idea."""
    if to_check:
        return redirect("ideas:check", number=idea.number)
    if idea.state == IdeaState.DRAFT:
        messages.success(request, _("The draft is saved."))
        return redirect("ideas:edit", number=idea.number)
    messages.success(request, _("The idea is saved."))
    return redirect(idea)


def _form_page(request: HttpRequest, idea: Idea, form: EditForm | None = None) -> HttpResponse:
    return render(request, "ideas/edit.html", _form_context(request, idea, form or EditForm(instance=idea)))


def _form_context(request: HttpRequest, idea: Idea, form: EditForm) -> dict[str, Any]:
    return {
        "idea": idea,
        "form": form,
        "is_draft": idea.state == IdeaState.DRAFT,
        "may_hand_in": is_draft_of(signed_in(request), idea),
    }


def _closed(request: HttpRequest, idea: Idea) -> HttpResponse:
    sentence = _("The texts can no longer be changed: the state is “%(state)s”.") % {"state": idea.state_label}
    return show(request, idea, refusal=Refusal(sentence))


def show_conflict(request: HttpRequest, current: Idea, texts: Mapping[str, Any]) -> HttpResponse:
    """The form with the person's own texts, beside what is saved now; saving again means to replace that."""
    form = EditForm(instance=current, initial=dict(texts))
    context = {**_form_context(request, current, form), "differences": differences(current, texts)}
    return render(request, "ideas/edit.html", context, status=409)


@login_required
@require_POST
def add_contributor(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    subject = visible(user, number)
    if not may_credit(user, subject):
        raise PermissionDenied
    form = ContributorForm(request.POST, idea=subject)
    if not form.is_valid():
        return show(request, subject, contributor_form=form)
    row = credit(subject, by=user, **form.cleaned_data)
    messages.success(request, _("%(name)s is named as a contributor.") % {"name": row.name})
    return redirect(subject)


@login_required
@require_POST
def remove_contributor(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    subject = visible(user, number)
    if not may_credit(user, subject):
        raise PermissionDenied
    row = Contributor.objects.filter(idea=subject, pk=pk).first()
    if row is not None:
        row.delete()
        messages.success(request, _("%(name)s is no longer named as a contributor.") % {"name": row.name})
    return redirect(subject if Idea.objects.visible_to(user).filter(pk=subject.pk).exists() else "ideas:mine")
