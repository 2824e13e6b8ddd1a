"""What a person without an account does with the word code. The code travels in forms, never in an address."""

from collections.abc import Callable
from typing import Any, Final

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goda_exempel.workflow import MoveRefused
from ideas.breakroom.forms import AnswerForm, CodeForm, NameForm
from ideas.breakroom.guards import count_wrong_code, may_try_a_code
from ideas.breakroom.models import Entry
from ideas.breakroom.pages import show, without_session
from ideas.breakroom.reading import followed
from ideas.breakroom.workflow import answer, give_name

Opened = Callable[[HttpRequest, Entry], HttpResponse]
TOO_OFTEN: Final = 429


def _behind_code(act: Opened) -> Callable[[HttpRequest], HttpResponse]:
    """A view that asks for the code, and does what it does once the code is right."""

    @without_session
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return show(request, "code", {"form": CodeForm()})
        form = CodeForm(request.POST)
        if not may_try_a_code(request):
            return show(request, "code", {"form": form, "too_often": True}, status=TOO_OFTEN)
        if not form.is_valid():
            return show(request, "code", {"form": form})
        entry = Entry.objects.opened_by(form.cleaned_data["code"])
        if entry is None:
            count_wrong_code(request)
            form.refuse()
            return show(request, "code", {"form": form})
        return act(request, entry)

    return view


@_behind_code
def follow(request: HttpRequest, entry: Entry) -> HttpResponse:
    return _page(request, entry)


@_behind_code
def follow_answer(request: HttpRequest, entry: Entry) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, answer_form=form)
    try:
        answer(entry, text=form.cleaned_data["text"])
    except MoveRefused as refusal:
        return _page(request, entry, refusal=str(refusal), text=form.cleaned_data["text"])
    return _page(request, entry, sentence=_("Your answer is sent."))


@_behind_code
def follow_name(request: HttpRequest, entry: Entry) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, name_form=form)
    try:
        give_name(entry, name=form.cleaned_data["name"])
    except MoveRefused as refusal:
        return _page(request, entry, refusal=str(refusal))
    return _page(request, entry, sentence=_("The idea now carries your name."))


def _page(
    request: HttpRequest,
    entry: Entry,
    *,
    answer_form: Form | None = None,
    name_form: Form | None = None,
    **said: Any,
) -> HttpResponse:
    """The idea as its author sees it; 409 where something was refused."""
    entry.idea.refresh_from_db()
    context = {
        **followed(entry.idea),
        "code": request.POST["code"],
        "answer_form": answer_form or AnswerForm(),
        "name_form": name_form or NameForm(),
        **said,
    }
    return show(request, "follow", context, status=409 if said.get("refusal") else 200)
