"""Writing: the form, its saving by itself, and who else has it open."""

import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from goda_exempel.accounts.models import signed_in
from goda_exempel.workflow import WrongState
from stories.access import Door, through
from stories.forms import ContentForm
from stories.models import Story
from stories.permissions import may_edit
from stories.pictures.workflow import look_for_faces
from stories.workflow import OutdatedError, change
from stories.writing.aside import aside_of, drop, fields_of, throw_away
from stories.writing.conflict import CHOICE, decided, saved_fields
from stories.writing.pages import conflict_page, edit_page
from stories.writing.presence import arrive, leave, presence_line
from stories.writing.workflow import save_by_itself


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@through(Door.DESK)
def edit(request: HttpRequest, story: Story) -> HttpResponse:
    user = signed_in(request)
    if request.method == "POST":
        return _save(request, story, _form(request, story))
    if not may_edit(user, story):
        return redirect("stories:work", pk=story.pk)
    arrive(story, user, timezone.now())
    if "undanlagt" in request.GET and (aside := aside_of(story, user)) is not None:
        return _go_on(request, story, fields_of(aside))
    return edit_page(request, story, ContentForm(instance=story, by=user), aside=aside_of(story, user))


def _form(request: HttpRequest, story: Story) -> ContentForm:
    """What came in; after a conflict, with the texts that were chosen instead of what stands in the form."""
    user, data = signed_in(request), request.POST.copy()
    if any(name.startswith(CHOICE) for name in data) and data.get("version") == story.version:
        _set(data, decided(data, saved_fields(story, ContentForm(instance=story, by=user))))
    return ContentForm(data, request.FILES, instance=copy.copy(story), by=user)


def _set(data: QueryDict, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        data[name] = text


def _go_on(request: HttpRequest, story: Story, fields: dict[str, str]) -> HttpResponse:
    """With what was put aside. Where the story was saved meanwhile, both are shown."""
    user = signed_in(request)
    saved = saved_fields(story, ContentForm(instance=story, by=user))
    form = ContentForm({**saved, **fields}, instance=copy.copy(story), by=user)
    if form.is_valid() and form.cleaned_data["version"] != story.version:
        return conflict_page(request, story, form)
    return edit_page(request, story, form)


def _save(request: HttpRequest, story: Story, form: ContentForm) -> HttpResponse:
    """Save, or show the page again with everything the person wrote and what happened meanwhile."""
    if not form.is_valid():
        return edit_page(request, story, form)
    user = signed_in(request)
    try:
        change(story, form.values, by=user, seen=form.cleaned_data["version"])
    except OutdatedError as outdated:
        return conflict_page(request, outdated.theirs, form)
    except WrongState as refusal:
        return edit_page(request, story, form, refusal=str(refusal))
    except ValidationError as error:
        form.add_error(None, error)
        return edit_page(request, story, form)
    look_for_faces(form.picture, nobody=form.cleaned_data["without_faces"], by=user)
    drop(story, user, page=form.cleaned_data["page"], version=form.cleaned_data["version"])
    leave(story, user)
    messages.success(request, _("Saved."))
    return redirect("stories:work", pk=story.pk)


@never_cache
@require_POST
@through(Door.DESK)
def autosave(request: HttpRequest, story: Story) -> JsonResponse:
    """What the page sends while somebody writes; the answer is the line beside the button."""
    user = signed_in(request)
    form = ContentForm(request.POST, instance=copy.copy(story), by=user)
    outcome = save_by_itself(story, form, by=user)
    address = reverse("stories:edit", args=[story.pk])
    told = {"words": outcome.words, "edit": address}
    if outcome.version:
        told["version"] = outcome.version
    if outcome.has_conflict:
        told |= {"url": f"{address}?undanlagt=1", "link": _("Compare the two texts")}
    return JsonResponse(told, status=outcome.status)


@never_cache
@require_POST
@through(Door.DESK)
def presence(request: HttpRequest, story: Story) -> JsonResponse:
    """The page says that it is open, or that it is left; the answer says who else has it open."""
    user, now = signed_in(request), timezone.now()
    if "left" in request.POST:
        leave(story, user)
    elif may_edit(user, story):
        arrive(story, user, now)
    return JsonResponse({"words": presence_line(story, user, now)})


@require_POST
@through(Door.DESK)
def discard(request: HttpRequest, story: Story) -> HttpResponse:
    """Throw away what was put aside."""
    throw_away(story, signed_in(request))
    messages.success(request, _("What was put aside is thrown away."))
    return redirect("stories:edit", pk=story.pk)
