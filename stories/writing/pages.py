"""The two pages of writing: the form, and the form with what another person saved meanwhile."""

import copy

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from goda_exempel.accounts.models import signed_in
from stories.forms import ContentForm
from stories.gate.advice import advice_of
from stories.models import Story
from stories.revisions.keeping import revision_at
from stories.revisions.reading import as_story
from stories.writing.aside import drop, new_page, put_aside
from stories.writing.conflict import brought_together, clashes
from stories.writing.models import PutAside
from stories.writing.presence import presence_line


def edit_page(
    request: HttpRequest, story: Story, form: ContentForm, *, refusal: str = "", aside: PutAside | None = None
) -> HttpResponse:
    context = {
        "story": story,
        "form": form,
        "version": form["version"].value(),
        "page": form["page"].value() or new_page(),
        "refusal": refusal,
        "aside": aside,
        "advice": advice_of(story),
        "presence": presence_line(story, signed_in(request), timezone.now()),
        "pictures": _pictures(story),
        "saves_itself": not refusal,
    }
    return render(request, "stories/writing/edit.html", context, status=409 if refusal else 200)


def conflict_page(request: HttpRequest, theirs: Story, form: ContentForm) -> HttpResponse:
    """Mine, theirs and the difference. What I wrote is put aside too, should the window close."""
    user, seen = signed_in(request), form.cleaned_data["version"]
    page = form.cleaned_data["page"] or new_page()
    is_kept = put_aside(theirs, user, version=seen, fields={**form.sent, "page": page})
    if is_kept and page != form.cleaned_data["page"]:
        drop(theirs, user, page="", version=seen)
    base = revision_at(theirs, seen)
    rows = clashes(as_story(base, theirs, placed=True) if base else None, theirs, form)
    sent = {**brought_together(rows, theirs, form), "page": page}
    together = ContentForm(sent, instance=copy.copy(theirs), by=user)
    context = {
        "story": theirs,
        "form": together,
        "version": theirs.version,
        "page": page,
        "clashes": rows,
        "has_base": base is not None,
        "pictures": _pictures(theirs),
        "presence": presence_line(theirs, user, timezone.now()),
    }
    return render(request, "stories/writing/edit.html", context, status=409)


def _pictures(story: Story) -> str:
    """Where pictures for the text are sent, where the portal takes any."""
    try:
        return reverse("stories:picture_new", args=[story.pk])
    except NoReverseMatch:
        return ""
