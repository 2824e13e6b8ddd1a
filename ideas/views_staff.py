"""What everybody who works here does with ideas: looks at the board, hands in, and follows their own."""

from typing import Final, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goda_exempel.accounts.models import User, signed_in
from ideas.chain import receipt
from ideas.forms import BoardFilter, HandInForm
from ideas.models import Idea
from ideas.querysets import STAFF_ROLES
from ideas.states import IdeaState
from ideas.views_idea import show_conflict
from ideas.writing import EditConflictError, hand_in, save_draft

PAGE_SIZE: Final = 25
M = TypeVar("M", bound=Model)


def page_of(request: HttpRequest, rows: QuerySet[M]) -> Page[M]:
    """The page ``sida`` asks for; what is no number gives the first, what is too large the last."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("sida"))


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = employee(request)
    if request.method != "POST":
        return _new_page(request, HandInForm(by=user, through=request.GET.get("upprop", "")))
    as_draft = "as_draft" in request.POST
    form = HandInForm(request.POST, by=user, as_draft=as_draft)
    if not form.is_valid():
        return _new_page(request, form)
    save = save_draft if as_draft else hand_in
    try:
        idea = save(by=user, unit=form.unit, form_key=form.cleaned_data["form_key"], texts=form.texts)
    except EditConflictError as conflict:
        return show_conflict(request, conflict.current, form.texts)
    messages.success(request, _("The draft is saved.") if idea.state == IdeaState.DRAFT else receipt(idea))
    return redirect(idea)


def _new_page(request: HttpRequest, form: HandInForm) -> HttpResponse:
    return render(request, "ideas/new.html", {"form": form, "call": form.call, "too_late": form.too_late})
