"""A manager's page: what happens with the ideas of own units, and what to say at the next meeting."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goda_exempel import roles
from goda_exempel.accounts.models import User, signed_in
from ideas.access import page_of
from ideas.calls.models import Call
from ideas.manager.praise import to_praise
from ideas.manager.reading import SHOWN, awaiting, ideas_of_units, in_use, promises
from ideas.models import Idea


def _manager(request: HttpRequest) -> User:
    user = signed_in(request)
    if not user.has_role(roles.MANAGER):
        raise PermissionDenied
    return user


@login_required
@require_safe
def manager(request: HttpRequest) -> HttpResponse:
    user = _manager(request)
    ideas = ideas_of_units(user)
    context = {
        "units": user.units.all(),
        "waiting": Idea.objects.waiting_for_owner(user).with_people(),
        "promises": promises(ideas),
        "awaiting": awaiting(ideas)[:SHOWN],
        "in_use": in_use(ideas)[:SHOWN],
        "in_use_count": in_use(ideas).count(),
        "calls": Call.objects.visible_to(user).open(timezone.localdate()).asking_units_of(user),
        "praise": to_praise(ideas, timezone.now()),
        "page": page_of(request, ideas.select_related("unit")),
    }
    return render(request, "ideas/manager/page.html", context)


@login_required
@require_safe
def praise(request: HttpRequest) -> HttpResponse:
    """For the meeting: the sentences alone, to be printed."""
    user = _manager(request)
    return render(
        request,
        "ideas/manager/praise.html",
        {"groups": to_praise(ideas_of_units(user), timezone.now()), "units": user.units.all()},
    )
