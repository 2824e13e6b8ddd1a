"""What waits for those who answer: the idea coach's queue, and what a manager is asked to own."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goda_exempel import roles
from goda_exempel.accounts.models import User, signed_in
from ideas.models import Idea
from ideas.views_staff import page_of


def _with_role(request: HttpRequest, role: str) -> User:
    user = signed_in(request)
    if not user.has_role(role):
        raise PermissionDenied
    return user


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    coach = _with_role(request, roles.COACH)
    everything = Idea.objects.visible_to(coach).waiting_for_coach().by_others(coach)
    own = Idea.objects.waiting_for_answer_of(coach)
    only_own = "mina" in request.GET
    context = {
        "page": page_of(request, (own if only_own else everything).with_people()),
        "only_own": only_own,
        "own_count": own.count(),
        "all_count": everything.count(),
        "to_resume": Idea.objects.visible_to(coach)
        .time_to_resume(timezone.localdate())
        .by_others(coach)
        .select_related("unit"),
    }
    return render(request, "ideas/queue.html", context)


@login_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    manager = _with_role(request, roles.MANAGER)
    context = {
        "waiting": Idea.objects.waiting_for_owner(manager).with_people(),
        "owned": Idea.objects.owned_by(manager).with_people(),
        "page": page_of(
            request, Idea.objects.visible_to(manager).filter(unit__in=manager.unit_ids).select_related("unit")
        ),
    }
    return render(request, "ideas/units.html", context)
