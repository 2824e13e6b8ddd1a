"""The nearest ideas as a part of a page, asked for while somebody writes."""

from datetime import timedelta
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goda_exempel.rate_limit import is_allowed
from ideas.access import employee
from ideas.models import Idea
from ideas.similar.forms import SHORTEST, SimilarForm
from ideas.similar.nearest import nearest

MOST_A_MINUTE: Final = 90


@login_required
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """Nothing yet where hardly anything is written; 429 for whoever asks faster than anybody writes."""
    user = employee(request)
    if not is_allowed(f"similar:{user.pk}", most=MOST_A_MINUTE, within=timedelta(minutes=1)):
        return HttpResponse(status=429)
    form = SimilarForm(request.POST)
    texts = form.texts
    if sum(map(len, texts.values())) < SHORTEST:
        return render(request, "ideas/similar/box.html")
    draft = Idea.objects.of(user).filter(number=form.number_of_draft).first()
    return render(request, "ideas/similar/box.html", {"similar": nearest(texts, by=user, exclude=draft), "asked": True})
