"""One idea: its page, its moves and its texts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import MoveForm, Panel, Refusal, make_move, panels
from goda_exempel.registry import Link, links_of
from goda_exempel.sections import sections_of
from goda_exempel.workflow import WrongState
from ideas.chain import next_step, stations
from ideas.forms import EditForm
from ideas.models import Idea
from ideas.move_forms import MOVE_FORMS
from ideas.permissions import (
    has_answered_as_owner,
    is_asked_line_owner,
    is_author,
    is_coach,
    is_draft_of,
    is_line_owner,
    may_edit,
    may_see_unpublished,
)
from ideas.queue.walk import Walk, walk_of
from ideas.responsible import is_orphaned, responsible
from ideas.sections import SECTIONS
from ideas.states import IdeaState
from ideas.workflow import ENGINE
from ideas.writing import EditConflictError, change, differences

# The moves that decide who has the idea stand beside the people, not among those that take it further.
MOVES_OF_PEOPLE: Final = ("reassign", "hand_over", "recall_owner")


def visible(user: User, number: str) -> Idea:
    return get_object_or_404(Idea.objects.visible_to(user).with_people(), number=number)


def show(
    request: HttpRequest,
    idea: Idea,
    form: MoveForm | None = None,
    refusal: Refusal | None = None,
    *,
    bound: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The idea's page; again with a form that has errors, or with why a move was refused (409).

    ``bound`` holds, by the name of a section, what that section's room shows again.
    """
    user = signed_in(request)
    links = _links(user, idea)
    walk = walk_of(request, user, idea)
    moves = [_within(walk, panel) for panel in panels(ENGINE, user, idea, MOVE_FORMS, bound=form)]
    moves.sort(key=lambda panel: bool(panel.blocked))  # what can be done first, what has to wait after it
    context = {
        "idea": idea,
        "trail": [Link(_("Ideas"), reverse("ideas:board"), False), Link(idea.number, "", False)],
        "stations": stations(idea, links),
        "links": links,
        "next_step": next_step(idea),
        "panels": [panel for panel in moves if panel.move.name not in MOVES_OF_PEOPLE],
        "people_panels": [panel for panel in moves if panel.move.name in MOVES_OF_PEOPLE and not panel.blocked],
        "responsible": responsible(idea),
        "is_orphaned": is_orphaned(idea),
        "works_here": is_coach(user, idea) or is_line_owner(user, idea),
        "is_asked": is_asked_line_owner(user, idea),
        "walk": walk,
        "walk_query": walk.query if walk else "",
        "question": _open_question(idea),
        "history": idea.history.all(),
        "may_edit": may_edit(user, idea),
        "refusal": refusal,
        "sections": sections_of(SECTIONS, user, idea, bound or {}),
    }
    return render(request, "ideas/idea.html", context, status=409 if refusal else 200)


def _within(walk: Walk | None, panel: Panel) -> Panel:
    """The same panel, whose button leads on in the walk through the queue."""
    return replace(panel, url=f"{panel.url}{walk.query}") if walk else panel


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
    if sentence := _done_already(user, subject, name):
        return show(request, subject, refusal=Refusal(sentence))
    walk = walk_of(request, user, subject)
    try:
        answer = make_move(request, ENGINE, subject, name, forms=MOVE_FORMS, page=show)
    except PermissionDenied:  # perhaps because of the same person's other press, a moment ago
        current = visible(user, number)
        if not (sentence := _done_already(user, current, name)):
            raise
        return show(request, current, refusal=Refusal(sentence))
    if answer.status_code != 302:
        return answer
    if not Idea.objects.visible_to(user).filter(pk=subject.pk).exists():
        return redirect("ideas:mine")  # who hands over what may contain secrets does not see it any more
    return walk.after(request, subject) if walk else answer


def _done_already(user: User, idea: Idea, name: str) -> str:
    """Where a manager's press has taken away the role that the button needs, the second one is told so."""
    if not has_answered_as_owner(user, idea):
        return ""
    if name in ("accept_ownership", "decline_ownership"):
        return _("You have already answered whether you own the idea.")
    if name == "hand_over" and not is_line_owner(user, idea) and not is_coach(user, idea):
        return _("You have already handed over the idea.")
    return ""


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
