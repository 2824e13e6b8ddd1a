"""Reading a story as its reviewer: the text with what has been said of it, and saying something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.moves import Refusal
from goda_exempel.rate_limit import is_allowed
from goda_exempel.workflow import MoveRefused
from stories.access import Door, through
from stories.models import Story
from stories.permissions import may_edit
from stories.review import workflow
from stories.review.forms import CommentForm, ReplyForm
from stories.review.models import ReviewComment
from stories.review.reading import Thread, fields_of, threads
from stories.review.workflow import PassageGoneError

MOST: Final = 60  # comments and answers of one person within WITHIN
WITHIN: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Row:
    """What has been said, and the form for one more answer."""

    thread: Thread
    form: ReplyForm


@through(Door.DESK)
@require_safe
def review(request: HttpRequest, story: Story) -> HttpResponse:
    return _page(request, story)


def _page(
    request: HttpRequest,
    story: Story,
    *,
    form: CommentForm | None = None,
    reply_form: ReplyForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The text on the left, the comments on the right. ``form`` and ``reply_form`` came back with errors."""
    rows = [Row(thread, _form_of(thread.comment, reply_form)) for thread in threads(story)]
    is_open = may_edit(signed_in(request), story)
    context = {
        "story": story,
        "fields": fields_of(story, [row.thread.comment for row in rows if row.thread.comment.is_open]),
        "open_rows": [row for row in rows if row.thread.comment.is_open],
        "done_rows": [row for row in rows if not row.thread.comment.is_open],
        "form": (form or CommentForm(story=story, chosen=request.GET.get("stycke", ""))) if is_open else None,
        "is_open": is_open,
        "refusal": refusal,
    }
    return render(request, "stories/review/page.html", context, status=409 if refusal else 200)


def _form_of(comment: ReviewComment, bound: ReplyForm | None) -> ReplyForm:
    return bound if bound is not None and bound.comment == comment.pk else ReplyForm(comment=comment.pk)


def _may_send(request: HttpRequest, form: CommentForm | ReplyForm) -> bool:
    """Whether the form may be sent; where somebody sends too many, the form says so."""
    if not form.is_valid():
        return False
    if is_allowed(f"review comments of {signed_in(request).pk}", most=MOST, within=WITHIN):
        return True
    form.add_error("text", _("You have written many comments in a short time. Wait a few minutes, and send again."))
    return False


@through(Door.DESK)
@require_POST
def comment(request: HttpRequest, story: Story) -> HttpResponse:
    form = CommentForm(request.POST, story=story)
    if not _may_send(request, form):
        return _page(request, story, form=form, refusal=_closed(request, story))
    values = {name: form.cleaned_data[name] for name in ("field", "text", "form_key")}
    try:
        row = workflow.comment(story, by=signed_in(request), passage=form.passage, **values)
    except PassageGoneError as gone:
        form.add_error("quote", str(gone))
        return _page(request, story, form=form)
    except MoveRefused as refusal:
        return _refused(request, story, refusal)
    messages.success(request, _("Your comment is there."))
    return redirect(row.get_absolute_url())


@through(Door.DESK)
@require_POST
def reply(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    row = get_object_or_404(ReviewComment, story=story, pk=number)
    form = ReplyForm(request.POST, comment=row.pk)
    if not _may_send(request, form):
        return _page(request, story, reply_form=form, refusal=_closed(request, story))
    values = {name: form.cleaned_data[name] for name in ("text", "form_key")}
    try:
        workflow.reply(row, by=signed_in(request), **values)
    except MoveRefused as refusal:
        return _refused(request, story, refusal)
    messages.success(request, _("Your answer is there."))
    return redirect(row.get_absolute_url())


def _closed(request: HttpRequest, story: Story) -> Refusal | None:
    """Nothing can be written any more: said even where what was written had errors."""
    if may_edit(signed_in(request), story):
        return None
    return Refusal(workflow.closed_sentence(story), _written(request))


def _written(request: HttpRequest) -> tuple[str, ...]:
    return tuple(filter(None, (request.POST.get("text", "").strip(),)))


def _refused(request: HttpRequest, story: Story, refusal: MoveRefused) -> HttpResponse:
    story.refresh_from_db()
    return _page(request, story, refusal=Refusal(str(refusal), _written(request)))


@through(Door.DESK)
@require_POST
def resolve(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    return _settle(request, story, number, workflow.resolve, _("The comment is dealt with."))


@through(Door.DESK)
@require_POST
def reopen(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    return _settle(request, story, number, workflow.reopen, _("The comment is open again."))


def _settle(request: HttpRequest, story: Story, number: int, act: Callable[..., Any], done: str) -> HttpResponse:
    row = get_object_or_404(ReviewComment, story=story, pk=number)
    try:
        row = act(row, by=signed_in(request))
    except MoveRefused as refusal:
        return _refused(request, story, refusal)
    messages.success(request, done)
    return redirect(row.get_absolute_url())
