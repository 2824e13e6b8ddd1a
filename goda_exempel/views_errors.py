"""The pages for when something is wrong, and for machines the same in JSON. They need no database."""

import errno
import sys
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string

from goda_exempel.context import site
from goda_exempel.kept import keep, may_be_kept, written_texts

TRY_AGAIN_AFTER: Final = 30  # seconds

# Addresses that machines read, and what they are told there: a word for the program, a sentence for whoever wrote it.
MACHINES: Final = "/api/"
PROBLEMS: Final = {
    400: ("bad_request", "The request could not be understood."),
    403: ("forbidden", "This is not for you."),
    404: ("not_found", "There is nothing here that you may see."),
    500: ("server_error", "Something went wrong here. Try again later."),
    503: ("unavailable", "The database can not be reached. Try again later."),
    507: ("disk_full", "The disk is full."),
}

# Connection exceptions, insufficient resources, operator intervention: SQLSTATE classes of the PostgreSQL manual.
UNAVAILABLE: Final = ("08", "53", "57P")

PLAIN_503: Final = (
    '<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>Tillfälligt stängt</title>'
    "<h1>Tillfälligt stängt</h1><p>Vi når inte vår databas just nu. Inget av det du har sparat är borta. "
    "Försök igen om en liten stund.</p></html>"
)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this for every exception nobody caught, wherever it was raised."""
    if is_database_gone(sys.exception()):
        return database_gone(request)
    return page(request, 507 if is_disk_full(sys.exception()) else 500)


def is_disk_full(error: BaseException | None) -> bool:
    """Whether there was no room even for what was being sent: larger files are on the disk while they arrive."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def is_database_gone(error: BaseException | None) -> bool:
    """Whether the database can't be reached at all, as against not wanting what we asked it."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return error is not None and error.__context__ is not None and is_database_gone(error.__context__)
    code = getattr(error.__cause__, "pgcode", None)
    return code is None or code.startswith(UNAVAILABLE)


def database_gone(request: HttpRequest) -> HttpResponse:
    headers = {"Retry-After": str(TRY_AGAIN_AFTER), "Cache-Control": "no-store"}
    if request.path_info.startswith(MACHINES):
        return JsonResponse(problem(503), status=503, headers=headers)
    try:
        return HttpResponse(render_to_string("503.html", site(request)), status=503, headers=headers)
    except (TemplateDoesNotExist, OperationalError, InterfaceError):
        return HttpResponse(PLAIN_503, status=503, headers=headers)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TooManyFilesSent):
        return page(request, 400, most_files=settings.DATA_UPLOAD_MAX_NUMBER_FILES)
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What came with a form is shown, to be copied: the right to send it may have gone while it was written."""
    return page(request, 403, texts=written_texts(request))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def page(request: HttpRequest, status: int, template: str = "", **context: Any) -> HttpResponse:
    """Without the person: an error page is the same for everybody, and needs neither session nor database."""
    if request.path_info.startswith(MACHINES):
        return JsonResponse(problem(status), status=status, headers={"Cache-Control": "no-store"})
    return HttpResponse(render_to_string(template or f"{status}.html", {**site(request), **context}), status=status)


def problem(status: int) -> dict[str, str]:
    """What a machine reads about an error."""
    code, detail = PROBLEMS[status]
    return {"code": code, "detail": detail}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its token: the browser refused our cookie, or the page was open too long.

    From a page of ours the texts are kept, to be sent again. What another site has sent is not even shown.
    """
    if _is_from_elsewhere(request):
        return page(request, 403, "403_csrf.html")
    is_kept = may_be_kept(request) and request.user.is_authenticated and keep(request)
    return page(request, 403, "403_csrf.html", texts=written_texts(request), is_kept=is_kept)


def _is_from_elsewhere(request: HttpRequest) -> bool:
    ours = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin" or request.headers.get(
        "Origin", ours
    ) not in (ours, *settings.CSRF_TRUSTED_ORIGINS)
