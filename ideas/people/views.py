"""Crediting people of an idea, and their own word about being named."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from goda_exempel.accounts.models import User, signed_in
from ideas.models import Contributor, Idea
from ideas.people import naming
from ideas.people.forms import ContributorForm, NamingForm
from ideas.people.workflow import credit, take_away
from ideas.permissions import may_credit
from ideas.views_idea import show, visible


def _creditable(user: User, number: str) -> Idea:
    idea = visible(user, number)
    if not may_credit(user, idea):
        raise PermissionDenied
    return idea


@login_required
@require_POST
def add(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    idea = _creditable(user, number)
    form = ContributorForm(request.POST, idea=idea, by=user)
    if not form.is_valid():
        return show(request, idea, bound={"people": form})
    row = credit(idea, by=user, **form.person)
    if row.is_named:
        messages.success(request, _("%(name)s is named as a contributor.") % {"name": row.name})
    else:
        messages.info(request, _("This person does not want to be named with the idea, so no name was added."))
    return redirect(idea)


@login_required
@require_POST
def remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    idea = _creditable(user, number)
    row = take_away(idea, pk)
    if row is not None:
        messages.success(request, _("%(name)s is no longer named as a contributor.") % {"name": row.name})
    return redirect(idea if Idea.objects.visible_to(user).filter(pk=idea.pk).exists() else "ideas:mine")


@login_required
@require_POST
def answer_naming(request: HttpRequest, number: str) -> HttpResponse:
    """The word of a contributor with an account, on the idea's own page."""
    user = signed_in(request)
    idea = visible(user, number)
    row = get_object_or_404(Contributor, idea=idea, user=user)
    form = NamingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose yes or no."))
    elif naming.answer(row, form.cleaned_data["naming"]):
        messages.success(request, _said(form.cleaned_data["naming"]))
    return redirect(idea)


def _said(answer: str) -> str:
    if answer == Contributor.Naming.NO:
        return _("You are no longer named with the idea.")
    return _("You are named as a contributor.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def naming_link(request: HttpRequest, token: str) -> HttpResponse:
    """The word of a contributor without an account, by the link in the letter. Opening the page changes nothing."""
    row = naming.read(token)
    if row is None:
        raise Http404
    form = NamingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        naming.answer(row, form.cleaned_data["naming"])
        return redirect("ideas:naming_link", token=token)
    answer = render(request, "ideas/people/naming.html", {"row": row, "idea": row.idea, "form": form})
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
