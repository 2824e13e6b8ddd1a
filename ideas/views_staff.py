"""What everybody who works here does with ideas: looks at the board, hands in, and follows their own."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goda_exempel.accounts.models import User, signed_in
from ideas.forms import BoardFilter
from ideas.models import Idea
from ideas.querysets import STAFF_ROLES
from ideas.states import IdeaState

PAGE_SIZE: Final = 25


def page_of(request: HttpRequest, ideas: QuerySet[Idea]) -> Page[Idea]:
    """The page ``sida`` asks for; what is no number gives the first, what is too large the last."""
    return Paginator(ideas, PAGE_SIZE).get_page(request.GET.get("sida"))


def employee(request: HttpRequest) -> User:
    """The person, who must have a role here: an account without one has nothing to do with ideas."""
    user = signed_in(request)
    if not user.has_role(*STAFF_ROLES):
        raise PermissionDenied
    return user


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    form = BoardFilter(request.GET)
    ideas = Idea.objects.visible_to(employee(request)).select_related("unit").filtered(**form.chosen)
    query = request.GET.copy()
    query.pop("sida", None)
    context = {"form": form, "page": page_of(request, ideas), "query": query.urlencode(), "chosen": form.chosen}
    return render(request, "ideas/board.html", context)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    ideas = Idea.objects.of(signed_in(request)).select_related("unit", "coach")
    asked = ideas.filter(state=IdeaState.NEEDS_INFO)
    return render(request, "ideas/mine.html", {"page": page_of(request, ideas), "asked": asked})
