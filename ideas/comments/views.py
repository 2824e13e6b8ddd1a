"""The comments of an idea: reading, writing, answering, changing and removing one's own."""

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import Refusal
from goda_exempel.rate_limit import is_allowed
from goda_exempel.registry import Link
from ideas.comments import workflow
from ideas.comments.forms import CommentForm, EditForm
from ideas.comments.models import Comment
from ideas.comments.permissions import is_open, is_own
from ideas.comments.reading import page_number, paginator
from ideas.comments.section import form_for, listed, offers_to_follow
from ideas.comments.workflow import CommentsClosedError
from ideas.models import Idea
from ideas.views_idea import show, visible

MOST: Final = 30  # comments of one person within WITHIN
WITHIN: Final = timedelta(minutes=10)


def find(user: User, number: str, pk: int) -> Comment:
    idea = visible(user, number)
    return get_object_or_404(Comment.objects.select_related("idea", "answers"), idea=idea, pk=pk)


def page_of_comment(comment: Comment) -> HttpResponse:
    """To the place of the comment among all."""
    number = page_number(comment)
    address = reverse("ideas:comments", args=[comment.idea.number])
    return redirect(f"{address}?sida={number}#{comment.anchor}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, number: str) -> HttpResponse:
    """All comments page by page; a POST writes one."""
    user = signed_in(request)
    idea = visible(user, number)
    if request.method == "POST":
        return _write(request, user, idea)
    page = paginator(idea).get_page(request.GET.get("sida"))
    return render(request, "ideas/comments/page.html", _page_context(user, idea, listed(user, idea, page)))


def _page_context(user: User, idea: Idea, section: dict[str, object]) -> dict[str, object]:
    trail = [
        Link(_("Ideas"), reverse("ideas:board"), False),
        Link(str(idea), idea.get_absolute_url(), False),
        Link(_("Comments"), "", False),
    ]
    return {"idea": idea, "trail": trail, "section": {**section, "form": form_for(user, idea)}}


def _write(request: HttpRequest, user: User, idea: Idea) -> HttpResponse:
    form = CommentForm(request.POST, idea=idea, offers_to_follow=offers_to_follow(user, idea))
    if form.is_valid() and not is_allowed(f"comments of {user.pk}", most=MOST, within=WITHIN):
        form.add_error("text", _("You have written many comments in a short time. Wait a few minutes, and send again."))
    if not form.is_valid():
        return _again(request, idea, form)
    try:
        comment = workflow.write(
            idea,
            by=user,
            text=form.cleaned_data["text"],
            answers=form.cleaned_data["answers"],
            form_key=form.cleaned_data["form_key"],
            and_follow=form.cleaned_data.get("and_follow", False),
        )
    except CommentsClosedError as refusal:
        return show(request, idea, refusal=Refusal(str(refusal), (form.cleaned_data["text"],)))
    messages.success(request, _("Your comment is there."))
    return page_of_comment(comment)


def _again(request: HttpRequest, idea: Idea, form: CommentForm) -> HttpResponse:
    """The form with its errors: an answer on the page of the answer, a new comment on that of the idea."""
    answered = form.cleaned_data.get("answers")
    if answered is None:
        return show(request, idea, bound={"comments": form})
    return render(request, "ideas/comments/answer.html", {"idea": idea, "comment": answered, "form": form})


@login_required
@require_safe
def comment(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return page_of_comment(find(signed_in(request), number, pk))


@login_required
@require_safe
def answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The form for an answer, on a page of its own."""
    user = signed_in(request)
    answered = find(user, number, pk)
    if not answered.is_readable or not is_open(answered.idea):
        messages.info(request, _("This comment can not be answered any more."))
        return page_of_comment(answered)
    form = CommentForm(idea=answered.idea, answers=answered, offers_to_follow=offers_to_follow(user, answered.idea))
    context = {"idea": answered.idea, "comment": answered, "form": form}
    return render(request, "ideas/comments/answer.html", context)


def _own(request: HttpRequest, number: str, pk: int) -> Comment:
    user = signed_in(request)
    found = find(user, number, pk)
    if not is_own(user, found):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    own = _own(request, number, pk)
    if request.method != "POST" and not own.is_readable:
        messages.info(request, _("The comment has been removed or hidden meanwhile, so it can not be changed."))
        return page_of_comment(own)
    form = EditForm(request.POST if request.method == "POST" else None, comment=own)
    if not form.is_valid():
        return render(request, "ideas/comments/edit.html", {"idea": own.idea, "comment": own, "form": form})
    try:
        saved = workflow.edit(own, by=signed_in(request), text=form.cleaned_data["text"])
    except CommentsClosedError as refusal:
        return show(request, own.idea, refusal=Refusal(str(refusal), (form.cleaned_data["text"],)))
    messages.success(request, _("Your comment is changed."))
    return page_of_comment(saved)


@login_required
@require_POST
def delete(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    removed = workflow.delete(_own(request, number, pk), by=signed_in(request))
    messages.success(request, _("Your comment is removed."))
    return page_of_comment(removed)
