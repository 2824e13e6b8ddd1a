"""Where the letter leads that asks whether an idea is still in use."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goda_exempel.accounts.models import signed_in
from goda_exempel.moves import Refusal
from goda_exempel.workflow import WrongState
from ideas.effects.forms_follow_up import Answers
from ideas.effects.models import FollowUp
from ideas.effects.permissions import may_answer
from ideas.effects.workflow import answer
from ideas.models import Idea
from ideas.states import IdeaState
from ideas.views_idea import show


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, number: str, months: int) -> HttpResponse:
    user = signed_in(request)
    idea = get_object_or_404(Idea.objects.visible_to(user).with_people(), number=number)
    row = get_object_or_404(FollowUp, idea=idea, months=months)
    row.idea = idea
    if not may_answer(user, row):
        raise PermissionDenied
    answers = Answers(request.POST if request.method == "POST" else None, row=row, by=user)
    if request.method != "POST":
        closed = row.answer or idea.state != IdeaState.IN_USE
        return _closed(request, row) if closed else _page(request, row, answers)
    if not answers.is_valid():
        return _page(request, row, answers)
    try:
        answer(row, by=user, values=answers.form.cleaned_data, figures=answers.filled_in)
    except WrongState:
        row.refresh_from_db()
        return _closed(request, row, answers.form.texts)
    messages.success(request, _("Thank you! Your answer stands on the page of the idea."))
    return redirect(idea)


def _page(request: HttpRequest, row: FollowUp, answers: Answers) -> HttpResponse:
    context = {"idea": row.idea, "row": row, "form": answers.form, "figures": answers.figures}
    return render(request, "ideas/effects/follow_up.html", context)


def _closed(request: HttpRequest, row: FollowUp, texts: tuple[str, ...] = ()) -> HttpResponse:
    idea = Idea.objects.with_people().get(pk=row.idea_id)
    if row.answered_at is None:
        sentence = _("This can not be answered now: the state is “%(state)s”.") % {"state": idea.state_label}
    else:
        at = date_format(localtime(row.answered_at), "DATETIME_FORMAT")
        sentence = _("%(name)s answered this %(at)s.") % {"name": row.answered_name, "at": at}
    return show(request, idea, refusal=Refusal(sentence, texts))
