"""One story at work: its page, its text, its preview, and its moves."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import MoveForm, Panel, Refusal, make_move, panels
from goda_exempel.sections import sections_of
from goda_exempel.workflow import WrongState
from ideas.models import Idea
from stories.access import visible_story
from stories.forms import ContentForm
from stories.forms_moves import FORMS
from stories.gate.advice import advice_of
from stories.gate.reasons import reasons
from stories.models import Story
from stories.permissions import is_on_the_desk, is_reviewer, may_edit
from stories.reading import page_of
from stories.sections import SECTIONS
from stories.states import StoryState
from stories.views_facts import facts_page
from stories.workflow import ENGINE, OutdatedError, change

HIDDEN_WHILE_BLOCKED: Final = ("correct", "fill_month", "undo", "withdraw")


@require_safe
@login_required
def work(request: HttpRequest, pk: int) -> HttpResponse:
    story = visible_story(request, pk)
    if not is_on_the_desk(signed_in(request)):
        return redirect("stories:facts", pk=story.pk)
    return work_page(request, story, None, None)


def work_page(
    request: HttpRequest,
    story: Story,
    form: MoveForm | None,
    refusal: Refusal | None,
    *,
    bound: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The desk's page of a story. ``bound`` holds, by the name of a section, what that section's room shows again."""
    user = signed_in(request)
    if not is_on_the_desk(user):
        return facts_page(request, story, form, refusal)
    context = {
        "story": story,
        "story_page": page_of(story, story),
        "ideas": Idea.objects.visible_to(user).filter(stories=story),
        "panels": _panels(story, user, form),
        "refusal": refusal,
        "may_edit": may_edit(user, story),
        "is_own_text": story.last_editor_id == user.pk,
        "may_approve": is_reviewer(user, story),
        "is_in_review": story.state == StoryState.IN_REVIEW,
        "reasons": reasons(story) if may_edit(user, story) else [],
        "editions": story.editions.only("number", "approved_by_name", "approved_at", "title"),
        "rows": story.history.order_by("-at", "-pk"),
        "sections": sections_of(SECTIONS, user, story, bound or {}),
    }
    return render(request, "stories/desk_work.html", context, status=409 if refusal else 200)


def _panels(story: Story, user: User, bound: MoveForm | None) -> list[Panel]:
    """The buttons. Nobody wonders why what was never approved, or put on the shelf, can not be taken from there."""
    rows = panels(ENGINE, user, story, FORMS, bound=bound)
    return [row for row in rows if not (row.move.name in HIDDEN_WHILE_BLOCKED and row.blocked)]


@require_POST
@login_required
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return make_move(request, ENGINE, visible_story(request, pk), name, forms=FORMS, page=work_page)


@require_safe
@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly what readers will see."""
    story = visible_story(request, pk)
    return render(request, "stories/desk_preview.html", {"story": story, "story_page": page_of(story, story)})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people have changed: what is saved, and what this person wrote."""

    label: str
    theirs: str
    mine: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    story, user = visible_story(request, pk), signed_in(request)
    if not is_on_the_desk(user):
        raise PermissionDenied
    if request.method != "POST":
        form = ContentForm(instance=story, by=user)
        return _edit_page(request, story, form) if may_edit(user, story) else redirect("stories:work", pk=pk)
    form = ContentForm(request.POST, request.FILES, instance=copy.copy(story), by=user)
    if not form.is_valid():
        return _edit_page(request, story, form)
    return _save(request, story, form)


def _save(request: HttpRequest, story: Story, form: ContentForm) -> HttpResponse:
    """Save, or show the page again with everything the person wrote and what happened meanwhile."""
    try:
        change(story, form.values, by=signed_in(request), seen=form.cleaned_data["version"])
    except OutdatedError as outdated:
        return _edit_page(request, outdated.theirs, form, differences=_differences(outdated.theirs, form))
    except WrongState as refusal:
        return _edit_page(request, story, form, refusal=str(refusal))
    except ValidationError as error:
        form.add_error(None, error)
        return _edit_page(request, story, form)
    messages.success(request, _("Saved."))
    return redirect("stories:work", pk=story.pk)


def _differences(theirs: Story, form: ContentForm) -> list[Difference]:
    mine = form.instance
    shown = (*form.Meta.fields, "picture")
    rows = [(name, _shown(theirs, name), _shown(mine, name)) for name in shown]
    return [
        Difference(str(Story._meta.get_field(name).verbose_name), old, new)  # type: ignore[union-attr]
        for name, old, new in rows
        if old != new
    ]


def _shown(story: Story, name: str) -> str:
    display = getattr(story, f"get_{name}_display", None)
    value = display() if display else getattr(story, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def _edit_page(
    request: HttpRequest,
    story: Story,
    form: ContentForm,
    *,
    differences: list[Difference] | None = None,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "story": story,
        "form": form,
        "version": story.version if differences is not None else form["version"].value(),
        "differences": differences,
        "refusal": refusal,
        "advice": advice_of(story),
    }
    status = 409 if refusal or differences is not None else 200
    return render(request, "stories/desk_edit.html", context, status=status)
