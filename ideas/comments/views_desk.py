"""What idea coaches do with comments: read earlier wordings, hide with a reason, show again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import signed_in
from ideas.comments import workflow
from ideas.comments.forms import HideForm
from ideas.comments.models import Comment
from ideas.comments.permissions import may_moderate
from ideas.comments.views import find, page_of_comment


def _moderated(request: HttpRequest, number: str, pk: int) -> Comment:
    user = signed_in(request)
    comment = find(user, number, pk)
    if not may_moderate(user, comment.idea):
        raise PermissionDenied
    return comment


@login_required
@require_safe
def earlier(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    comment = _moderated(request, number, pk)
    context = {"idea": comment.idea, "comment": comment, "events": comment.events.select_related(None)}
    return render(request, "ideas/comments/earlier.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    comment = _moderated(request, number, pk)
    form = HideForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "ideas/comments/hide.html", {"idea": comment.idea, "comment": comment, "form": form})
    if comment.hidden_at is None:
        messages.success(request, _("The comment is hidden, and its author is told why."))
    else:
        messages.info(request, _("Somebody was first: the comment is already hidden."))
    return page_of_comment(workflow.hide(comment, by=signed_in(request), reason=form.cleaned_data["reason"]))


@login_required
@require_POST
def unhide(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    comment = _moderated(request, number, pk)
    shown = workflow.unhide(comment, by=signed_in(request))
    messages.success(request, _("The comment is shown again."))
    return page_of_comment(shown)
