"""A coach links two ideas that are the same, and undoes it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import Refusal
from ideas.duplicates.forms import LinkForm
from ideas.duplicates.models import DuplicateLink
from ideas.duplicates.permissions import may_link
from ideas.duplicates.workflow import NotLinkableError, link, undo
from ideas.models import Idea
from ideas.views_idea import show


def _to_link(user: User, number: str) -> Idea:
    """The idea: 404 where the person may not know of it, 403 for everybody but coaches of others' ideas."""
    idea = get_object_or_404(Idea.objects.visible_to(user).with_people(), number=number)
    if not may_link(user, idea):
        raise PermissionDenied
    return idea


@login_required
@require_POST
def add(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    idea = _to_link(user, number)
    form = LinkForm(request.POST, idea=idea, by=user)
    if not form.is_valid():
        return show(request, idea, bound={"duplicates": form})
    try:
        made = link(idea, form.cleaned_data["other"], by=user)
    except NotLinkableError as refusal:
        return show(request, idea, refusal=Refusal(str(refusal)))
    other = made.other if made.idea_id == idea.pk else made.idea
    messages.success(request, _("Linked with %(number)s. All concerned are told.") % {"number": other.number})
    return redirect(idea)


@login_required
@require_POST
def remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    idea = _to_link(user, number)
    visible = Idea.objects.visible_to(user)
    links = DuplicateLink.objects.of([idea.pk]).filter(idea__in=visible, other__in=visible)
    made = get_object_or_404(links.select_related("idea", "other"), pk=pk)
    if undo(made, by=user):
        messages.success(request, _("The link is undone. All concerned are told."))
    else:
        made.refresh_from_db()
        messages.info(request, _("%(name)s had already undone the link.") % {"name": made.undone_by_name})
    return redirect(idea)
