"""The versions of a story: the list, one as readers would see it, any two compared, and going back."""

from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.workflow import WrongState
from stories.access import Door, through
from stories.models import Story
from stories.permissions import may_edit
from stories.reading import page_of
from stories.revisions.fields import differences
from stories.revisions.models import Revision
from stories.revisions.reading import as_story
from stories.revisions.workflow import restore
from stories.workflow import OutdatedError

PAGE: Final = 25


@never_cache
@require_safe
@through(Door.DESK)
def revisions(request: HttpRequest, story: Story) -> HttpResponse:
    rows = story.revisions.select_related("restored_from").defer("content", "restored_from__content")
    page = Paginator(rows, PAGE).get_page(request.GET.get("sida"))
    return render(request, "stories/revisions/list.html", {"story": story, "page": page})


@never_cache
@require_safe
@through(Door.DESK)
def revision(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    return _one_page(request, story, number)


def _one_page(request: HttpRequest, story: Story, number: int, refusal: str = "") -> HttpResponse:
    """As readers would see it. Another picture than the one of now is named instead of shown."""
    row = _revision(story, number)
    then = as_story(row, story)
    page = page_of(story, then)
    context = {
        "story": story,
        "revision": row,
        "story_page": page if then.picture_id == story.picture_id else replace(page, picture=None),
        "other_picture": then.picture if then.picture_id != story.picture_id else None,
        "may_restore": may_edit(signed_in(request), story) and row.digest != story.fingerprint,
        "is_now": row.digest == story.fingerprint,
        "refusal": refusal,
    }
    return render(request, "stories/revisions/one.html", context, status=409 if refusal else 200)


def _revision(story: Story, number: int) -> Revision:
    return get_object_or_404(Revision, story=story, number=number)


@never_cache
@require_safe
@through(Door.DESK)
def comparison(request: HttpRequest, story: Story) -> HttpResponse:
    """Any two, the older first; without a choice the newest with the one before it."""
    asked = [_number(request.GET.get(name, "")) for name in ("fran", "till")]
    numbers = [number for number in asked if number is not None]
    if len(numbers) < len(asked):
        numbers = list(story.revisions.values_list("number", flat=True)[:2])
    if not numbers:
        raise Http404
    old, new = _revision(story, min(numbers)), _revision(story, max(numbers))
    found = differences(as_story(old, story, placed=True), as_story(new, story, placed=True))
    context = {"story": story, "old": old, "new": new, "differences": found}
    return render(request, "stories/revisions/compare.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


@never_cache
@require_POST
@through(Door.DESK)
def restoring(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    user, row = signed_in(request), _revision(story, number)
    try:
        restore(story, row, by=user, seen=request.POST.get("version", ""))
    except OutdatedError as outdated:
        words = _("The text was saved by %(name)s after you opened the page. Look again before you restore.")
        editor = outdated.theirs.last_editor
        return _one_page(request, outdated.theirs, number, words % {"name": editor.name if editor else "–"})
    except (WrongState, ValidationError) as refusal:
        return _one_page(request, story, number, str(refusal))
    messages.success(request, _("Version %(number)d is restored, as a new version.") % {"number": number})
    return redirect("stories:work", pk=story.pk)
