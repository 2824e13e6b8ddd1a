"""The files of an idea: each leaves the house through the same permission as its idea."""

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.moves import Refusal
from goda_exempel.workflow import WrongState
from ideas.files import workflow
from ideas.files.forms import DescribeForm, UploadForm
from ideas.files.judging import DOCUMENT, ORIGINAL, SHOWN, part_name
from ideas.files.models import IdeaFile
from ideas.files.permissions import may_have_files_of
from ideas.files.section import Bound, Refused, Report
from ideas.models import Idea
from ideas.views_idea import show

# A file is only ever looked at or saved: nothing in it runs, nobody in between keeps it.
HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
PICTURE_TYPE: Final = "image/jpeg"
DOCUMENT_TYPE: Final = "application/pdf"


def _seen(user: User, number: str) -> Idea:
    return get_object_or_404(Idea.objects.visible_to(user).with_people(), number=number)


def _own(user: User, number: str) -> Idea:
    """An idea whose files this person may change, in some state of it."""
    idea = _seen(user, number)
    if not may_have_files_of(user, idea):
        raise PermissionDenied
    return idea


def _file(request: HttpRequest, number: str, pk: int) -> IdeaFile:
    files = IdeaFile.objects.visible_to(signed_in(request)).select_related("idea")
    return get_object_or_404(files, idea__number=number, pk=pk)


@login_required
@require_safe
def picture(request: HttpRequest, number: str, pk: int, width: int, ext: str) -> HttpResponse:
    """A picture in one of its fixed widths."""
    file = _file(request, number, pk)
    if not file.is_picture or width not in file.widths or ext != SHOWN:
        raise Http404
    return _answer(file, part_name(width, ext), PICTURE_TYPE)


@login_required
@require_safe
def file(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The whole file, to be saved: never shown by the browser at our address."""
    row = _file(request, number, pk)
    response = _answer(row, *((ORIGINAL, PICTURE_TYPE) if row.is_picture else (DOCUMENT, DOCUMENT_TYPE)))
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.download_name) or ""
    return response


def _answer(file: IdeaFile, part: str, content_type: str) -> HttpResponse:
    try:
        with default_storage.open(f"{file.folder}/{part}") as stored:
            data = stored.read()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(data, content_type=content_type, headers=HEADERS)


@login_required
@require_POST
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Take in one or several files: the good ones are kept, and of the others it is said why not."""
    user = signed_in(request)
    idea = _own(user, number)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, idea, bound={"files": Bound(upload=form)})
    try:
        report = _take_in(idea, form.uploads, user)
    except WrongState as refusal:
        return show(request, _seen(user, number), refusal=Refusal(str(refusal)))
    return _on_page(request, idea, report) if request.accepts("text/html") else _in_json(report)


def _take_in(idea: Idea, uploads: Sequence[UploadedFile[bytes]], by: User) -> Report:
    report = Report()
    for upload in uploads:
        try:
            report.kept.append(workflow.add(idea, upload, by=by))
        except ValidationError as refusal:
            report.refused.append(Refused(upload.name or "", " ".join(refusal.messages)))
    return report


def _in_json(report: Report) -> HttpResponse:
    """For the script that sends the files one by one."""
    refused = [{"name": row.name, "why": row.why} for row in report.refused]
    return JsonResponse({"kept": [file.name for file in report.kept], "refused": refused})


def _on_page(request: HttpRequest, idea: Idea, report: Report) -> HttpResponse:
    if report.refused:
        return show(request, idea, bound={"files": Bound(report=report)})
    count = len(report.kept)
    messages.success(request, ngettext("The file is saved.", "%(count)s files are saved.", count) % {"count": count})
    return redirect(f"{idea.get_absolute_url()}#filer")


@login_required
@require_POST
def describe(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    idea = _own(user, number)
    row = get_object_or_404(idea.files.filter(kind=IdeaFile.Kind.PICTURE), pk=pk)
    form = DescribeForm(request.POST, instance=row)
    if not form.is_valid():
        return show(request, idea, bound={"files": Bound(describe=form)})
    try:
        workflow.describe(row, form.cleaned_data["description"])
    except WrongState as refusal:
        return show(request, _seen(user, number), refusal=Refusal(str(refusal), (form.cleaned_data["description"],)))
    messages.success(request, _("The description is saved."))
    return redirect(f"{idea.get_absolute_url()}#filer")


@login_required
@require_POST
def remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    idea = _own(user, number)
    try:
        row = workflow.remove(idea, pk)
    except WrongState as refusal:
        return show(request, _seen(user, number), refusal=Refusal(str(refusal)))
    if row is not None:
        messages.success(request, _("“%(name)s” is removed.") % {"name": row.name})
    return redirect(f"{idea.get_absolute_url()}#filer")
