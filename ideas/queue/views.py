"""The idea coach's queue with its filters, and the ideas that nobody is responsible for."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goda_exempel import roles
from goda_exempel.accounts.models import User, signed_in
from ideas.access import page_of
from ideas.models import Idea
from ideas.queue.bulk import GIVE, GIVE_LABEL, moves_for
from ideas.queue.forms import CLOSED, QueueFilter, SaveFilterForm
from ideas.queue.lists import listed, tabs
from ideas.queue.saved import keep, saved_of


def with_one_of(request: HttpRequest, *names: str) -> User:
    user = signed_in(request)
    if not user.has_role(*names):
        raise PermissionDenied
    return user


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    coach = with_one_of(request, roles.COACH)
    return _queue_page(request, coach, QueueFilter(request.GET))


def _queue_page(
    request: HttpRequest, coach: User, form: QueueFilter, save_form: SaveFilterForm | None = None
) -> HttpResponse:
    query = urlencode(form.as_query)
    context = {
        "form": form,
        "tab": form.tab,
        "tabs": tabs(form, coach),
        "page": page_of(request, listed(form, coach).with_people()),
        "closed": list(Idea.objects.closed_to(coach)) if form.tab == CLOSED else [],
        "query": query,
        "walk_query": f"?{urlencode({'ko': query})}",
        "saved": saved_of(coach),
        "save_form": save_form or SaveFilterForm(initial={"query": query}, auto_id="id_filter_%s"),
        "moves": moves_for(coach),
    }
    return render(request, "ideas/queue/queue.html", context)


@login_required
@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    coach = with_one_of(request, roles.COACH)
    form = SaveFilterForm(request.POST, auto_id="id_filter_%s")
    kept = keep(coach, form) if form.is_valid() else None
    if kept is None:
        return _queue_page(request, coach, QueueFilter(request.GET), form)
    messages.success(request, _("The filter is saved. You find it above the list."))
    return redirect(kept)


@login_required
@require_POST
def remove_filter(request: HttpRequest, pk: int) -> HttpResponse:
    coach = with_one_of(request, roles.COACH)
    if saved_of(coach).filter(pk=pk).delete()[0]:
        messages.success(request, _("The filter is removed."))
    return redirect("ideas:queue")


@login_required
@require_safe
def orphaned(request: HttpRequest) -> HttpResponse:
    user = with_one_of(request, roles.COACH, roles.COORDINATOR, roles.ADMINISTRATOR)
    ideas = Idea.objects.visible_to(user).orphaned().with_people()
    return render(
        request, "ideas/queue/orphaned.html", {"page": page_of(request, ideas), "moves": [(GIVE, GIVE_LABEL)]}
    )
