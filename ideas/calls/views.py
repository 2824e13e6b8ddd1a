"""Calls for ideas: what is open, one call and what came in, and the pages of those who make them."""

import hashlib
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import MoveForm, Refusal, make_move, panels
from goda_exempel.pictures import TYPES
from goda_exempel.registry import Link
from goda_exempel.workflow import WrongState
from ideas.access import employee, page_of
from ideas.calls.conflicts import differences
from ideas.calls.forms import MOVE_FORMS, CallForm, NewCallForm, ResultForm
from ideas.calls.models import Call
from ideas.calls.permissions import may_delete, may_edit, may_make
from ideas.calls.pictures import rendition, shown
from ideas.calls.reading import came_in, counts, in_words, summaries
from ideas.calls.workflow import ENGINE, CallConflictError, begin, change, delete
from ideas.states import IdeaState


def _visible(user: User, slug: str) -> Call:
    return get_object_or_404(Call.objects.visible_to(user).select_related("picture", "answerer", "maker"), slug=slug)


@login_required
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    user, today = employee(request), timezone.localdate()
    seen = Call.objects.visible_to(user).select_related("picture")
    open_calls = list(seen.open(today))
    page = page_of(request, seen.closed(today))
    found = summaries([*open_calls, *page.object_list], user)
    context = {
        "open": [(call, shown(call), found.get(call.pk, in_words(0, 0))) for call in open_calls],
        "drafts": seen.drafted(today),
        "closed": [(call, found.get(call.pk, in_words(0, 0))) for call in page.object_list],
        "page": page,
        "may_make": may_make(user),
    }
    return render(request, "ideas/calls/list.html", context)


def show(
    request: HttpRequest, call: Call, form: MoveForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    user = signed_in(request)
    ideas = came_in(call, user)
    by_state = counts(ideas)
    in_use = sum(row.number for row in by_state if row.state == IdeaState.IN_USE)
    context = {
        "call": call,
        "trail": [
            Link(_("Ideas"), reverse("ideas:board"), False),
            Link(_("Calls for ideas"), reverse("ideas:calls"), False),
            Link(str(call), "", False),
        ],
        "picture": shown(call),
        "units": call.units.all(),
        "summary": in_words(sum(row.number for row in by_state), in_use),
        "counts": by_state,
        "page": page_of(request, ideas.select_related("unit")),
        "panels": panels(ENGINE, user, call, MOVE_FORMS, bound=form),
        "closing": call.history.last() if call.is_closed else None,
        "refusal": refusal,
        "may_edit": may_edit(user, call),
        "may_delete": may_delete(user, call),
    }
    return render(request, "ideas/calls/call.html", context, status=409 if refusal else 200)


@login_required
@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, _visible(employee(request), slug))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = employee(request)
    if not may_make(user):
        raise PermissionDenied
    if request.method != "POST":
        return _form_page(request, NewCallForm(by=user, initial={"form_key": uuid4()}))
    form = NewCallForm(request.POST, request.FILES, by=user)
    if not form.is_valid():
        return _form_page(request, form)
    made = begin(by=user, form_key=form.cleaned_data["form_key"], values=form.values, units=form.units)
    messages.success(request, _("The call is open.") if made.is_open else _("The call is saved. It opens by its date."))
    return redirect(made)


def _form_page(request: HttpRequest, form: Any, call: Call | None = None, **more: Any) -> HttpResponse:
    context = {"form": form, "call": call, **more}
    return render(request, "ideas/calls/form.html", context, status=409 if more else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole call until it closes; then the thanks and the answer."""
    user = employee(request)
    subject = _visible(user, slug)
    if not may_edit(user, subject):
        raise PermissionDenied
    if request.method != "POST":
        return _form_page(request, _form(user, subject), subject)
    form = _form(user, subject, request.POST, request.FILES)
    if ("result" in request.POST and not subject.is_closed) or ("result" not in request.POST and subject.is_closed):
        return show(request, subject, refusal=_changed_meanwhile(subject, request))
    if not form.is_valid():
        return _form_page(request, form, subject)
    return _save(request, user, subject, form)


def _form(user: User, subject: Call, *data: Any) -> Any:
    return ResultForm(*data[:1], instance=subject) if subject.is_closed else CallForm(*data, instance=subject, by=user)


def _changed_meanwhile(subject: Call, request: HttpRequest) -> Refusal:
    written = tuple(text for name in ("title", "text", "result") if (text := request.POST.get(name, "").strip()))
    return Refusal(str(WrongState(subject, subject.state_at(timezone.now()))), written)


def _save(request: HttpRequest, user: User, subject: Call, form: Any) -> HttpResponse:
    """Save, or show the page again with everything the person wrote and what happened meanwhile."""
    units = form.units if isinstance(form, CallForm) else None
    try:
        saved = change(subject, by=user, stamp=form.cleaned_data["stamp"], values=form.values, units=units)
    except CallConflictError as conflict:
        return _conflict(request, user, conflict.current, form)
    except WrongState:
        subject = _visible(user, subject.slug)
        return show(request, subject, refusal=_changed_meanwhile(subject, request))
    messages.success(request, _("The call is saved."))
    return redirect(saved)


def _conflict(request: HttpRequest, user: User, current: Call, form: Any) -> HttpResponse:
    """What the person wrote, beside what is saved now; saving again means to replace that."""
    form.data = form.data.copy()
    form.data["stamp"] = _form(user, current).initial["stamp"]
    return _form_page(request, form, current, differences=differences(current, form.values))


@login_required
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    user = employee(request)
    subject = _visible(user, slug)
    try:
        delete(subject, by=user)
    except WrongState as refusal:
        return show(request, _visible(user, slug), refusal=Refusal(str(refusal)))
    messages.success(request, _("The draft “%(call)s” is deleted.") % {"call": subject})
    return redirect("ideas:calls")


@login_required
@require_POST
def move(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    return make_move(request, ENGINE, _visible(employee(request), slug), name, forms=MOVE_FORMS, page=show)


@login_required
@require_safe
def picture(request: HttpRequest, slug: str, width: int, ext: str) -> HttpResponse:
    """The picture of a call, for whoever may see the call."""
    subject = _visible(employee(request), slug)
    data = rendition(subject.picture, width, ext) if subject.picture is not None else None
    if subject.picture is None or data is None:
        raise Http404
    response = HttpResponse(data, content_type=TYPES[ext])
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{hashlib.sha256(f"{subject.picture.key}-{width}.{ext}".encode()).hexdigest()[:32]}"'
    conditional = get_conditional_response(request, etag=response["ETag"], response=response)
    return conditional if isinstance(conditional, HttpResponse) else response
