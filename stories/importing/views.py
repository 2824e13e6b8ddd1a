"""The past comes along: an upload, what each of its lines would become, and how far it has come."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel import roles
from goda_exempel.accounts.models import signed_in
from stories.access import desk_only
from stories.importing.forms import UploadForm
from stories.importing.models import ImportLine, ImportRun
from stories.importing.reading import counts, queue
from stories.importing.report import written
from stories.importing.runs import State, carry_out, discard, look_at
from stories.importing.sources import UnsafeError

PAGE_SIZE: Final = 100
LATEST: Final = 10


@require_http_methods(["GET", "HEAD", "POST"])
@desk_only
def imports(request: HttpRequest) -> HttpResponse:
    """What waits for review, earlier imports, and the form. An upload is only looked at."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            found = look_at(form.cleaned_data["upload"], by=signed_in(request), unit=form.cleaned_data["unit"])
        except UnsafeError as refusal:
            form.add_error("upload", str(refusal))
        else:
            return redirect("stories:import_run", pk=found.pk)
    context = {"form": form, "queue": queue(), "runs": ImportRun.objects.all()[:LATEST]}
    return render(request, "stories/importing/imports.html", context)


@never_cache
@require_safe
@desk_only
def run(request: HttpRequest, pk: int) -> HttpResponse:
    return _run_page(request, get_object_or_404(ImportRun, pk=pk))


def _run_page(request: HttpRequest, found: ImportRun, *, status: int = 200) -> HttpResponse:
    lines = found.lines.select_related("story")
    outcomes = list(found.lines.values_list("outcome", "is_done"))
    context: dict[str, Any] = {
        "run": found,
        "page": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("sida")),
        "counts": counts(outcome for outcome, _done in outcomes),
        "all": len(outcomes),
        "done": sum(done for _outcome, done in outcomes),
        "brings": sum(not done for _outcome, done in outcomes),
        "is_looked": found.state == State.LOOKED,
        "is_working": found.state == State.WORKING,
        "is_done": found.state == State.DONE,
        "may_carry": signed_in(request).has_role(roles.EDITOR),
    }
    return render(request, "stories/importing/run.html", context, status=status)


@desk_only
@require_POST
def carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Do it. It publishes, so an editor presses; the worker does the rest."""
    found, person = get_object_or_404(ImportRun, pk=pk), signed_in(request)
    if not person.has_role(roles.EDITOR):
        raise PermissionDenied
    if not carry_out(found, by=person):
        return _too_late(request, found)
    messages.success(request, _("The import has begun. You can leave the page; the work goes on."))
    return redirect("stories:import_run", pk=pk)


@desk_only
@require_POST
def throw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ImportRun, pk=pk)
    if not discard(found):
        return _too_late(request, found)
    messages.success(request, _("The upload is removed. Nothing was brought in."))
    return redirect("stories:imports")


def _too_late(request: HttpRequest, found: ImportRun) -> HttpResponse:
    found.refresh_from_db()
    who = found.carried_by_name
    if found.state == State.DISCARDED:
        sentence = _("Someone was first: the upload is removed. Send the file again.")
    else:
        sentence = _("Someone was first: %(who)s has begun the import.") % {"who": who}
    messages.error(request, sentence)
    return _run_page(request, found, status=409)


@never_cache
@require_safe
@desk_only
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report by line, for a spreadsheet."""
    found = get_object_or_404(ImportRun, pk=pk)
    lines = ImportLine.objects.filter(run=found).select_related("story")
    response = HttpResponse(written(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="import-{found.pk}.csv"'
    return response
