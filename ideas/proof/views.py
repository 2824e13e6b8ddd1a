from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goda_exempel.accounts.models import signed_in
from goda_exempel.moves import Refusal
from goda_exempel.workflow import WrongState
from ideas.conflicts import ChangedMeanwhileError, differences
from ideas.models import Idea
from ideas.proof.forms import ProofForm
from ideas.proof.models import ProofCard
from ideas.proof.permissions import knows, may_prove
from ideas.proof.workflow import card_of, save_card, values_of
from ideas.views_idea import show


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    idea = get_object_or_404(Idea.objects.visible_to(user).with_people(), number=number)
    if not knows(user, idea):
        raise PermissionDenied
    card = card_of(idea)
    card.idea = idea
    if request.method != "POST":
        return (
            _page(request, card, ProofForm(card=card))
            if may_prove(user, idea)
            else show(request, idea, refusal=_no(idea))
        )
    form = ProofForm(request.POST, card=card)
    if not form.is_valid():
        return _page(request, card, form)
    try:
        save_card(idea, by=user, stamp=form.cleaned_data["stamp"], values=form.values)
    except ChangedMeanwhileError as conflict:
        return _conflict(request, conflict.current, form)
    except WrongState:
        idea.refresh_from_db()
        texts = tuple(value for value in form.values.values() if isinstance(value, str) and value)
        return show(request, idea, refusal=Refusal(_no(idea).sentence, texts))
    messages.success(request, _("The proof card is saved."))
    return redirect(idea)


def _page(request: HttpRequest, card: ProofCard, form: ProofForm) -> HttpResponse:
    return render(request, "ideas/proof/edit.html", {"idea": card.idea, "form": form})


def _no(idea: Idea) -> Refusal:
    return Refusal(
        _("The proof card can not be filled in now: the state is “%(state)s”.") % {"state": idea.state_label}
    )


def _conflict(request: HttpRequest, card: ProofCard, form: ProofForm) -> HttpResponse:
    again = ProofForm(card=card, initial=form.values)
    context = {
        "idea": card.idea,
        "form": again,
        "differences": differences(again, values_of(card), form.values),
        "changed": card.changed,
    }
    return render(request, "ideas/proof/edit.html", context, status=409)
