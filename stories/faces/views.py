"""The people of a story, for the desk: entered, changed and withdrawn, and the archive copies that are locked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from goda_exempel.accounts.models import signed_in
from stories.access import Door, through
from stories.faces import workflow
from stories.faces.forms import OpenForm, PersonForm, WithdrawForm, form_for
from stories.faces.models import LockedReading, Portrayed
from stories.faces.places import other_entries
from stories.faces.reading import history_of
from stories.models import Story
from stories.pictures.reading import pictures_of
from stories.publishing.models import Snapshot
from stories.publishing.snapshots import packed
from stories.publishing.views import as_download


@require_http_methods(["GET", "HEAD", "POST"])
@through(Door.DESK)
def add(request: HttpRequest, story: Story) -> HttpResponse:
    pictures = pictures_of(story)
    form = form_for(story, request.POST if request.method == "POST" else None, None, pictures)
    form.initial["picture"] = next(
        (row.picture.pk for row in pictures if row.picture.key == request.GET.get("bild")), None
    )
    if not form.is_valid():
        return render(request, "stories/faces/add.html", {"story": story, "form": form})
    row = workflow.enter(story, form.cleaned_data, by=signed_in(request))
    messages.success(request, _("%(name)s is entered.") % {"name": row.name})
    return redirect("stories:person", pk=story.pk, number=row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@through(Door.DESK)
def person(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    """The entry to change, and once it is withdrawn the receipt: where it was shown."""
    row = get_object_or_404(Portrayed, story=story, pk=number)
    form = form_for(story, request.POST if request.method == "POST" else None, row, pictures_of(story))
    if not form.is_valid():
        return _person_page(request, story, row, form=form)
    try:
        workflow.change(row, form.cleaned_data, by=signed_in(request))
    except workflow.AlreadyWithdrawnError as refusal:
        return _person_page(request, story, row, form=form, refusal=str(refusal))
    except workflow.StaysProtectedError as refusal:
        for name in refusal.fields:
            form.add_error(name, str(refusal))
        return _person_page(request, story, row, form=form)
    messages.success(request, _("Saved."))
    return redirect("stories:person", pk=story.pk, number=row.pk)


def _person_page(
    request: HttpRequest, story: Story, row: Portrayed, *, form: PersonForm, refusal: str = ""
) -> HttpResponse:
    context = {
        "story": story,
        "row": row,
        "form": form,
        "refusal": refusal,
        "is_in_force": row.is_in_force(timezone.now()),
        "may_widen": not (row.is_protected and row.withdrawn_what == Portrayed.Covers.BOTH),
        "rows": history_of(row),
        "others": other_entries(row),
    }
    return render(request, "stories/faces/person.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@through(Door.DESK)
def withdraw(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    row = get_object_or_404(Portrayed, story=story, pk=number)
    form = WithdrawForm(request.POST if request.method == "POST" else None, row=row)
    context = {"story": story, "row": row, "form": form, "others": other_entries(row)}
    if not form.is_valid():
        return render(request, "stories/faces/withdraw.html", context)
    try:
        workflow.withdraw(row, by=signed_in(request), **form.cleaned_data)
    except workflow.AlreadyWithdrawnError as refusal:
        return render(request, "stories/faces/withdraw.html", {**context, "refusal": str(refusal)}, status=409)
    messages.success(request, _("It is withdrawn. Readers no longer see it."))
    return redirect("stories:person", pk=story.pk, number=row.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@through(Door.LOCKED)
def open_locked(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    """A locked archive copy, whole, for editors and administrators who say why. Each opening is kept."""
    user, row = signed_in(request), get_object_or_404(Snapshot, story=story, pk=number)
    form = OpenForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "stories/faces/open_locked.html", {"story": story, "snapshot": row, "form": form})
    reason = form.cleaned_data["reason"]
    LockedReading.objects.create(snapshot=row, actor=user, actor_name=user.name, reason=reason)
    return as_download(row, packed(row, whole=True))
