"""The handbook, and the pages where coaches write it."""

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.registry import Link
from ideas.access import employee
from ideas.guidance.forms import GuidanceForm, RestoreForm
from ideas.guidance.models import Guidance
from ideas.guidance.permissions import may_edit_guidance
from ideas.guidance.reading import all_shown, in_language
from ideas.guidance.topics import BY_SLUG, Topic, default_words
from ideas.guidance.workflow import WordingConflictError, newest, restore, reword


@login_required
@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    user = employee(request)
    return render(
        request, "ideas/guidance/handbook.html", {"texts": all_shown().values(), "may_edit": may_edit_guidance(user)}
    )


def _topic(request: HttpRequest, slug: str) -> Topic:
    user = employee(request)
    if slug not in BY_SLUG:
        raise Http404
    if not may_edit_guidance(user):
        raise PermissionDenied
    return BY_SLUG[slug]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    topic = _topic(request, slug)
    if request.method != "POST":
        return _page(request, topic)
    form = GuidanceForm(request.POST)
    if not form.is_valid():
        return _page(request, topic, form)
    try:
        reword(topic.key, form.words, by=employee(request), seen=form.cleaned_data["seen"])
    except WordingConflictError as conflict:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["seen"] = newest(topic.key)[0]  # type: ignore[index]
        return _page(request, topic, form, conflict)
    messages.success(request, _("The text is saved."))
    return redirect(_place(topic))


def _place(topic: Topic) -> str:
    return f"{reverse('ideas:handbook')}#{topic.slug}"


def _page(
    request: HttpRequest,
    topic: Topic,
    form: GuidanceForm | None = None,
    conflict: WordingConflictError | None = None,
) -> HttpResponse:
    number, words = newest(topic.key)
    context = {
        "topic": topic,
        "trail": [
            Link(_("Ideas"), reverse("ideas:board"), False),
            Link(_("Handbook"), reverse("ideas:handbook"), False),
            Link(words.title_sv, "", False),
        ],
        "title": words.title_sv,
        "form": form or GuidanceForm(initial={**asdict(words), "seen": number}),
        "number": number,
        "conflict": conflict,
        "wordings": [(row, in_language(topic, row.words)) for row in Guidance.objects.of(topic.key)],
        "default": in_language(topic, default_words(topic.key)),
        "is_default": words == default_words(topic.key),
    }
    return render(request, "ideas/guidance/edit.html", context, status=409 if conflict else 200)


@login_required
@require_POST
def use_again(request: HttpRequest, slug: str) -> HttpResponse:
    topic = _topic(request, slug)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        found = restore(topic.key, by=employee(request), **form.cleaned_data)
    except WordingConflictError as conflict:
        return _page(request, topic, None, conflict)
    if not found:
        raise Http404
    messages.success(request, _("The earlier wording is in use again."))
    return redirect(_place(topic))
