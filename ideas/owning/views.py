"""What a manager sees: the question whether to own an idea, what owning it takes, and the ideas of own units."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goda_exempel import roles
from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import MoveForm, Panel, Refusal, make_move, panels
from ideas.access import page_of
from ideas.models import Idea
from ideas.move_forms import MOVE_FORMS
from ideas.owning.forms import ResourcesForm, UnitsFilter
from ideas.owning.workflow import state_resources
from ideas.permissions import has_answered_as_owner, is_asked_line_owner, is_line_owner
from ideas.states import IDEA_WORKFLOW
from ideas.views_idea import show
from ideas.workflow import ENGINE

ANSWERS = ("accept_ownership", "decline_ownership")


def _visible(user: User, number: str) -> Idea:
    return get_object_or_404(Idea.objects.visible_to(user).with_people(), number=number)


@login_required
@require_safe
def owning(request: HttpRequest, number: str) -> HttpResponse:
    """The page that the letter leads to. Who has answered already, or is no longer asked, is told so."""
    user = signed_in(request)
    idea = _visible(user, number)
    if is_asked_line_owner(user, idea) or is_line_owner(user, idea):
        return _owning_page(request, idea)
    if has_answered_as_owner(user, idea):
        return show(request, idea, refusal=_answered(idea))
    raise PermissionDenied


def _owning_page(
    request: HttpRequest,
    idea: Idea,
    form: MoveForm | None = None,
    refusal: Refusal | None = None,
    *,
    resources: ResourcesForm | None = None,
) -> HttpResponse:
    user = signed_in(request)
    if idea.owner is None or idea.owner.person_id != user.pk:
        return show(request, idea, refusal=refusal or _answered(idea))
    context = {
        "idea": idea,
        "refusal": refusal,
        "panels": _answers(user, idea, form),
        "resources": resources or ResourcesForm(instance=idea.owner),
        "asked_by": idea.history.filter(move="ask_owner").last(),
    }
    return render(request, "ideas/owning/owning.html", context, status=409 if refusal else 200)


def _answers(user: User, idea: Idea, form: MoveForm | None) -> list[Panel]:
    """The two buttons, which lead back to this page where something is missing."""
    found = [panel for panel in panels(ENGINE, user, idea, MOVE_FORMS, bound=form) if panel.move.name in ANSWERS]
    return [
        replace(panel, url=reverse("ideas:owning_answer", args=[idea.number, panel.move.name]), open=True)
        if panel.move.name == "accept_ownership"
        else replace(panel, url=reverse("ideas:owning_answer", args=[idea.number, panel.move.name]))
        for panel in found
    ]


def _answered(idea: Idea) -> Refusal:
    return Refusal(_("You have already answered whether you own the idea, or the question was taken back."))


@login_required
@require_POST
def owning_answer(request: HttpRequest, number: str, name: str) -> HttpResponse:
    user = signed_in(request)
    idea = _visible(user, number)
    if name not in ANSWERS:
        raise Http404
    try:
        answer = make_move(request, ENGINE, idea, name, forms=MOVE_FORMS, page=_owning_page)
    except PermissionDenied:
        current = _visible(user, number)
        if not has_answered_as_owner(user, current):
            raise
        return show(request, current, refusal=_answered(current))
    return answer if answer.status_code != 302 or _still_visible(user, idea) else redirect("ideas:units")


def _still_visible(user: User, idea: Idea) -> bool:
    """Whoever says no to an idea that may contain what is secret does not see it any more."""
    return Idea.objects.visible_to(user).filter(pk=idea.pk).exists()


@login_required
@require_POST
def resources(request: HttpRequest, number: str) -> HttpResponse:
    """What the idea takes, said anew by the manager who owns it."""
    user = signed_in(request)
    idea = _visible(user, number)
    if idea.owner is None or not is_line_owner(user, idea):
        raise PermissionDenied
    form = ResourcesForm(request.POST, instance=idea.owner)
    if not form.is_valid():
        return _owning_page(request, _visible(user, number), resources=form)
    state_resources(idea, by=user, said=form.cleaned_data)
    messages.success(request, _("The resources are saved."))
    return redirect(idea)


@login_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    manager = signed_in(request)
    if not manager.has_role(roles.MANAGER):
        raise PermissionDenied
    form = UnitsFilter(request.GET)
    ideas = Idea.objects.visible_to(manager).filter(unit__in=manager.unit_ids)
    chosen = ideas.filter(state=form.state) if form.state else ideas
    context = {
        "waiting": Idea.objects.waiting_for_owner(manager).with_people(),
        "owned": Idea.objects.owned_by(manager).with_people(),
        "states": _by_state(ideas),
        "all_count": ideas.count(),
        "chosen_state": form.state,
        "query": f"tillstand={form.state}" if form.state else "",
        "page": page_of(request, chosen.select_related("unit")),
    }
    return render(request, "ideas/units.html", context)


def _by_state(ideas: QuerySet[Idea]) -> list[tuple[str, str, int]]:
    """State, its label and how many, in the order of the states; those that are empty are left out."""
    counts = dict(ideas.order_by().values_list("state").annotate(Count("pk")))
    return [
        (state, IDEA_WORKFLOW.label(state), counts[state]) for state in IDEA_WORKFLOW.states.values if state in counts
    ]
