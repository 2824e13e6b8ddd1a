"""The desk's list of words to avoid, and from where on advice is given."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stories.access import desk_only
from stories.gate import workflow
from stories.gate.forms import LimitsForm, WordForm
from stories.gate.models import JargonWord


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """All words; a POST adds one."""
    form = WordForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form=form)
    row = workflow.keep_word(JargonWord(), form.cleaned_data)
    messages.success(request, _("“%(word)s” is on the list.") % {"word": row})
    return redirect("stories:words")


def _page(request: HttpRequest, *, form: WordForm | None = None, limits_form: LimitsForm | None = None) -> HttpResponse:
    context = {
        "words": JargonWord.objects.all(),
        "form": form or WordForm(),
        "limits_form": limits_form or LimitsForm(instance=workflow.limits()),
    }
    return render(request, "stories/gate/words.html", context)


@desk_only
@require_POST
def limits(request: HttpRequest) -> HttpResponse:
    form = LimitsForm(request.POST, instance=workflow.limits())
    if not form.is_valid():
        return _page(request, limits_form=form)
    workflow.set_limits(form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("stories:words")


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a word, or what to write instead."""
    row = get_object_or_404(JargonWord, pk=pk)
    form = WordForm(request.POST if request.method == "POST" else None, instance=row)
    if not form.is_valid():
        return render(request, "stories/gate/word.html", {"word": row, "form": form})
    workflow.keep_word(row, form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("stories:words")


@desk_only
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Twice is once."""
    row = JargonWord.objects.filter(pk=pk).first()
    if row is not None:
        workflow.remove_word(row)
        messages.success(request, _("“%(word)s” is removed from the list.") % {"word": row})
    return redirect("stories:words")
