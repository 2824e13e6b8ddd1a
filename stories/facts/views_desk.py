"""What the desk does about those who are asked: ask somebody more, send a link again, end one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goda_exempel.moves import Refusal
from stories.access import Door, through
from stories.facts.forms import PersonForm
from stories.facts.models import FactCheck
from stories.facts.workflow import add_person, revoke, send_again
from stories.models import Story
from stories.states import StoryState
from stories.views_work import work_page


def _back(story: Story) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('stories:work', args=[story.pk])}#faktakoll")


def _late(request: HttpRequest, story: Story, *texts: str) -> HttpResponse:
    sentence = _("Nobody is asked about the facts now: the state is “%(state)s”.") % {"state": story.state_label}
    return work_page(request, story, None, Refusal(sentence, texts))


@require_POST
@through(Door.DESK)
def add(request: HttpRequest, story: Story) -> HttpResponse:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return work_page(request, story, None, None, bound={"facts": form})
    name, email = form.cleaned_data["person_name"], form.cleaned_data["email"]
    if story.state not in (StoryState.DRAFT, StoryState.FACT_CHECK):
        return _late(request, story, name, email)
    check = add_person(story, name=name, email=email)
    messages.success(request, _("%(name)s is among those who are asked.") % {"name": check.person_name})
    return _back(story)


@require_POST
@through(Door.DESK)
def send(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    check = get_object_or_404(FactCheck, story=story, pk=number)
    if story.state != StoryState.FACT_CHECK:
        return _late(request, story)
    if send_again(check, timezone.now()):
        messages.success(request, _("%(name)s is asked once more.") % {"name": check.person_name})
    else:
        sentence = _("%(name)s has no address to write to. Hand over the link below yourself.")
        messages.info(request, sentence % {"name": check.person_name})
    return _back(story)


@require_POST
@through(Door.DESK)
def end(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    check = get_object_or_404(FactCheck, story=story, pk=number)
    if revoke(check):
        messages.success(request, _("The link to %(name)s no longer works.") % {"name": check.person_name})
    else:
        messages.info(request, _("The link to %(name)s was ended already.") % {"name": check.person_name})
    return _back(story)
