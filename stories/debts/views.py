"""The desk adds to what a story waits for, gives it to somebody else or another day, and settles it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goda_exempel.accounts.models import signed_in
from goda_exempel.moves import Refusal
from goda_exempel.workflow import WrongState
from stories.access import Door, through
from stories.debts import workflow
from stories.debts.forms import DebtForm, WhoForm
from stories.debts.models import Debt
from stories.models import Story
from stories.permissions import may_edit
from stories.views_work import work_page


def _back(story: Story) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('stories:work', args=[story.pk])}#vantar-pa")


def _closed(request: HttpRequest, story: Story) -> HttpResponse | None:
    """The page again with a sentence, where the story is no longer being written."""
    if may_edit(signed_in(request), story):
        return None
    texts = tuple(text for name in ("what", "person_name") if (text := request.POST.get(name, "")))
    return work_page(request, story, None, Refusal(str(WrongState(story, story.state)), texts))


@require_POST
@through(Door.DESK)
def add(request: HttpRequest, story: Story) -> HttpResponse:
    if (closed := _closed(request, story)) is not None:
        return closed
    form = DebtForm(request.POST, story=story)
    if not form.is_valid():
        return work_page(request, story, None, None, bound={"debts": (None, form)})
    workflow.add(story, form.values)
    messages.success(request, _("It stands among what the story waits for."))
    return _back(story)


@require_POST
@through(Door.DESK)
def change(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    debt = get_object_or_404(Debt, story=story, pk=number)
    if (closed := _closed(request, story)) is not None:
        return closed
    form = WhoForm(request.POST, story=story, debt=debt)
    if not form.is_valid():
        return work_page(request, story, None, None, bound={"debts": (debt.pk, form)})
    workflow.change(debt, form.values)
    messages.success(request, _("Saved."))
    return _back(story)


@require_POST
@through(Door.DESK)
def settle(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    debt = get_object_or_404(Debt, story=story, pk=number)
    if (closed := _closed(request, story)) is not None:
        return closed
    if workflow.settle(debt, by=signed_in(request)):
        messages.success(request, _("Settled: %(what)s.") % {"what": debt.label})
    else:
        messages.info(request, _("It was settled already."))
    return _back(story)


@require_POST
@through(Door.DESK)
def reopen(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    debt = get_object_or_404(Debt, story=story, pk=number)
    if (closed := _closed(request, story)) is not None:
        return closed
    workflow.reopen(debt)
    messages.success(request, _("The story waits for it again: %(what)s.") % {"what": debt.label})
    return _back(story)
