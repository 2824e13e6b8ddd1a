"""What everybody who works here does with ideas: hands in. The board and one's own ideas are in ``ideas/board/``."""

from typing import Final, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goda_exempel.accounts.models import User, signed_in
from ideas.chain import receipt
from ideas.forms import HandInForm
from ideas.querysets import STAFF_ROLES
from ideas.states import IdeaState
from ideas.views_idea import show_conflict
from ideas.writing import EditConflictError, hand_in, save_draft

PAGE_SIZE: Final = 25
M = TypeVar("M", bound=Model)


def page_of(request: HttpRequest, rows: QuerySet[M], *, count: int | None = None) -> Page[M]:
    """The page ``sida`` asks for; what is no number gives the first, what is too large the last.

    ``count`` is the number of rows where that is known already.
    """
    paginator = Paginator(rows, PAGE_SIZE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("sida"))


def employee(request: HttpRequest) -> User:
    """The person, who must have a role here: an account without one has nothing to do with ideas."""
    user = signed_in(request)
    if not user.has_role(*STAFF_ROLES):
        raise PermissionDenied
    return user


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
