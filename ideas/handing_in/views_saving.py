"""What an open form asks of the server every few seconds: to save the draft, and to say so in words."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goda_exempel.accounts.models import signed_in
from goda_exempel.workflow import WrongState
from ideas.access import employee
from ideas.forms import EditForm, HandInForm, IdeaForm
from ideas.models import Idea
from ideas.permissions import is_author
from ideas.states import IdeaState
from ideas.views_idea import visible
from ideas.writing import EditConflictError, change, save_draft


@login_required
@require_POST
def new_draft(request: HttpRequest) -> JsonResponse:
    user = employee(request)
    form = HandInForm(request.POST, by=user, as_draft=True)
    return _answer(
        form,
        lambda: save_draft(by=user, unit=form.unit, form_key=form.cleaned_data["form_key"], texts=form.values),
    )


@login_required
@require_POST
def draft(request: HttpRequest, number: str) -> JsonResponse:
    user = signed_in(request)
    idea = visible(user, number)
    if not is_author(user, idea):
        raise PermissionDenied
    if idea.state != IdeaState.DRAFT:
        return _not_saved(_("Not saved: the idea is already handed in."), 409)
    form = EditForm(request.POST, instance=idea, as_draft=True)
    return _answer(form, lambda: change(idea, by=user, **form.version, texts=form.values))


def _answer(form: IdeaForm, save: Callable[[], Idea]) -> JsonResponse:
    """``words`` for the person; ``edit`` and ``changed`` for the page. 422: the text can't be kept as it is; 409:
    somebody else has saved since."""
    if not form.is_valid():
        return _not_saved(_("Not saved. %(what)s") % {"what": _first_error(form)}, 422)
    try:
        idea = save()
    except (EditConflictError, WrongState):
        return _not_saved(
            _(
                "Not saved: the draft has been saved in another window since you opened this one. Your text is still "
                "here. Press “Save as a draft” to see both."
            ),
            409,
        )
    words = _("Saved %(time)s") % {"time": date_format(timezone.localtime(), "TIME_FORMAT")}
    edit = reverse("ideas:edit", args=[idea.number])
    return JsonResponse({"words": words, "edit": edit, "changed": idea.changed.isoformat()})


def _first_error(form: IdeaForm) -> str:
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label} – {errors[0]}" if label else str(errors[0])


def _not_saved(words: str, status: int) -> JsonResponse:
    return JsonResponse({"words": words}, status=status)
