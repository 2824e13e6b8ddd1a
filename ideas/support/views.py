"""«Good idea» and following: an address for each button, so that pressing twice is pressing once."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import Refusal
from ideas.models import Idea
from ideas.support import workflow
from ideas.support.permissions import is_supportable, may_support
from ideas.support.section import context
from ideas.views_idea import show, visible


def _for_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whose log-in has ended meanwhile is led to log in again, instead of getting that page into a corner of this."""

    @wraps(view)
    def pressing(request: HttpRequest, number: str) -> HttpResponse:
        if request.headers.get("HX-Request") and not request.user.is_authenticated:
            after = urlencode({"next": reverse("ideas:idea", args=[number])})
            return HttpResponse(status=204, headers={"HX-Redirect": f"{settings.LOGIN_URL}?{after}"})
        return view(request, number)

    return pressing


@_for_scripts
@login_required
@require_POST
def support(request: HttpRequest, number: str) -> HttpResponse:
    return _press(request, number, workflow.support)


@_for_scripts
@login_required
@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    return _press(request, number, workflow.take_back, closed_too=True)


@_for_scripts
@login_required
@require_POST
def follow(request: HttpRequest, number: str) -> HttpResponse:
    return _press(request, number, workflow.follow)


@_for_scripts
@login_required
@require_POST
def unfollow(request: HttpRequest, number: str) -> HttpResponse:
    return _press(request, number, workflow.unfollow, closed_too=True)


def _press(
    request: HttpRequest, number: str, do: Callable[[Idea, User], None], *, closed_too: bool = False
) -> HttpResponse:
    """Do it; then the part of the page to a script that swaps it in, to everybody else the page."""
    user = signed_in(request)
    idea = visible(user, number)
    if not may_support(user, idea):
        raise PermissionDenied
    is_script = bool(request.headers.get("HX-Request"))
    if not closed_too and not is_supportable(idea):
        if is_script:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return show(request, idea, refusal=Refusal(_("The idea is withdrawn, so it can no longer be followed.")))
    do(idea, user)
    if is_script:
        return render(request, "ideas/support/section.html", {"section": context(user, idea)})
    return redirect(f"{idea.get_absolute_url()}#stod")
