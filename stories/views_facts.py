"""For the people of an idea: is what the story says about it right?"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.moves import MoveForm, Refusal, panels
from stories.access import Door, through
from stories.forms_moves import FORMS
from stories.models import Story
from stories.permissions import is_fact_checker, is_on_the_desk
from stories.reading import page_of
from stories.waiting import facts_to_check
from stories.workflow import ENGINE


@require_safe
@through(Door.TEXT)
def facts(request: HttpRequest, story: Story) -> HttpResponse:
    if not is_fact_checker(signed_in(request), story):
        return redirect("stories:work", pk=story.pk)
    return facts_page(request, story, None, None)


def facts_page(request: HttpRequest, story: Story, form: MoveForm | None, refusal: Refusal | None) -> HttpResponse:
    """The text as readers will see it, and the two answers."""
    user = signed_in(request)
    check = story.fact_checks.get(person=user)
    context = {
        "story": story,
        "story_page": page_of(story, story),
        "check": check,
        "holds": check.holds_for(story.fingerprint),
        "is_on_the_desk": is_on_the_desk(user),
        "panels": panels(ENGINE, user, story, FORMS, bound=form),
        "refusal": refusal,
    }
    return render(request, "stories/desk_facts.html", context, status=409 if refusal else 200)


@require_safe
@login_required
def list_of_facts(request: HttpRequest) -> HttpResponse:
    """The stories this person is asked to check."""
    return render(request, "stories/desk_facts_list.html", {"checks": facts_to_check(signed_in(request))})
