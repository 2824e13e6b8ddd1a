"""One story at work: its page, its preview, and its moves."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import MoveForm, Panel, Refusal, make_move, panels, perform_with
from goda_exempel.sections import sections_of
from ideas.models import Idea
from stories.access import Door, through
from stories.facts.effects import SaidAlready
from stories.forms_moves import FORMS
from stories.gate.reasons import reasons
from stories.models import Story
from stories.permissions import is_on_the_desk, is_reviewer, may_edit
from stories.reading import page_of
from stories.sections import SECTIONS
from stories.states import StoryState
from stories.views_facts import facts_page
from stories.workflow import ENGINE
from stories.writing.presence import presence_line

HIDDEN_WHILE_BLOCKED: Final = ("correct", "fill_month", "undo", "withdraw")


@require_safe
@through(Door.TEXT)
def work(request: HttpRequest, story: Story) -> HttpResponse:
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
        "presence": presence_line(story, user, timezone.now()),
        "sections": sections_of(SECTIONS, user, story, bound or {}),
    }
    return render(request, "stories/desk_work.html", context, status=409 if refusal else 200)


def _panels(story: Story, user: User, bound: MoveForm | None) -> list[Panel]:
    """The buttons. Nobody wonders why what was never approved, or put on the shelf, can not be taken from there."""
    rows = panels(ENGINE, user, story, FORMS, bound=bound)
    return [row for row in rows if not (row.move.name in HIDDEN_WHILE_BLOCKED and row.blocked)]


@require_POST
@through(Door.TEXT)
def move(request: HttpRequest, story: Story, name: str) -> HttpResponse:
    return make_move(request, ENGINE, story, name, forms=FORMS, page=work_page, perform=_perform)


def _perform(story: Story, form: MoveForm) -> Story:
    """The same answer about the facts given again is done already."""
    try:
        moved: Story = perform_with(ENGINE)(story, form)
    except SaidAlready:
        return story
    return moved


@require_safe
@through(Door.TEXT)
def preview(request: HttpRequest, story: Story) -> HttpResponse:
    """Exactly what readers will see."""
    return render(request, "stories/desk_preview.html", {"story": story, "story_page": page_of(story, story)})
