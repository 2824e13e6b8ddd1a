"""Working notes: written, changed and removed on the idea's own page."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import Refusal
from goda_exempel.workflow import MoveRefused
from ideas.models import Idea
from ideas.notes.forms import NoteForm
from ideas.notes.models import Note
from ideas.notes.permissions import may_read_notes
from ideas.notes.workflow import remove, rewrite, write
from ideas.views_idea import show


@login_required
@require_POST
def add_note(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    idea = _idea_to_note(user, number)
    form = NoteForm(request.POST, auto_id="id_note_%s")
    if not form.is_valid():
        return show(request, idea, bound={"notes": form})
    text = form.cleaned_data["text"]
    return _act(request, idea, lambda: write(idea, text, by=user), _("The note is saved."), text)


@login_required
@require_POST
def edit_note(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    idea = _idea_to_note(user, number)
    note = get_object_or_404(Note, idea=idea, pk=pk)
    form = NoteForm(request.POST, auto_id=f"id_note_{pk}_%s")
    if not form.is_valid():
        return show(request, idea, bound={"notes": (note, form)})
    text = form.cleaned_data["text"]
    return _act(request, idea, lambda: rewrite(note, text, by=user), _("The note is changed."), text)


@login_required
@require_POST
def remove_note(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    idea = _idea_to_note(user, number)
    note = Note.objects.filter(idea=idea, pk=pk).first()
    if note is None:
        return redirect(f"{idea.get_absolute_url()}#anteckningar")
    return _act(request, idea, lambda: remove(note, by=user), _("The note is removed."))


def _visible(user: User, number: str) -> Idea:
    return get_object_or_404(Idea.objects.visible_to(user).with_people(), number=number)


def _idea_to_note(user: User, number: str) -> Idea:
    idea = _visible(user, number)
    if not may_read_notes(user, idea):
        raise PermissionDenied
    return idea


def _act(request: HttpRequest, idea: Idea, work: Callable[[], object], said: str, text: str = "") -> HttpResponse:
    try:
        work()
    except MoveRefused as refusal:
        current = _visible(signed_in(request), idea.number)
        return show(request, current, refusal=Refusal(str(refusal), (text,) if text else ()))
    messages.success(request, said)
    query = request.GET.urlencode()
    return redirect(f"{idea.get_absolute_url()}{'?' if query else ''}{query}#anteckningar")
