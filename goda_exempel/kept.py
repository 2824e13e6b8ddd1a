"""What somebody wrote in a form that could not be taken, because the log-in had ended: nothing written is lost.

The texts lie in the session of the browser that wrote them, so that no other can read them: for an hour, without
files, passwords and tokens. After log-in the person sees them, and as whom they would be sent, and sends them anew.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from goda_exempel.lockout import client_address
from goda_exempel.rate_limit import is_allowed
from goda_exempel.staff_addresses import STAFF_PREFIXES

KEY: Final = "kept_form"
KEPT_FOR: Final = timedelta(hours=1)
LONGEST: Final = 256 * 1024  # characters of one form
MOST_FIELDS: Final = 300
MOST_FORMS: Final = 100  # of one address within the time
# Forms with passwords, and those that only end the log-in.
NEVER: Final = ("/admin/", "/logga-in/", "/logga-ut/", "/mig/losenord/", "/glomt-losenord/")
SECRET_FIELD: Final = re.compile(r"csrf|passw|losenord", re.IGNORECASE)
# What the page itself puts into a form: the state it showed, keys, stamps, ticked boxes.
FIELD_OF_THE_PAGE: Final = re.compile(r"seen|check|as_draft|changed|version|digest|stamp|.*_?key")
MADE_BY_THE_PAGE: Final = re.compile(r"[0-9]*|on|[0-9a-f-]{36}|[0-9T:.+-]{19,}")

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that waits to be sent again. ``is_of_closed_account``: its writer can not log in any more."""

    path: str
    fields: Fields
    had_files: bool
    is_of_closed_account: bool

    @property
    def texts(self) -> list[str]:
        return texts_of(self.fields)


def fields_of(request: HttpRequest) -> Fields:
    """Name and value of what was filled in, in order, several of a name too."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not SECRET_FIELD.search(name)
        for value in values
        if isinstance(value, str)
    ]


def texts_of(fields: Fields) -> list[str]:
    """What a person has written, to be read and copied."""
    return [
        value
        for name, value in fields
        if value.strip() and not FIELD_OF_THE_PAGE.fullmatch(name) and not MADE_BY_THE_PAGE.fullmatch(value)
    ]


def written_texts(request: HttpRequest) -> list[str]:
    """What came with a POST that is refused."""
    return texts_of(fields_of(request)) if may_be_kept(request) else []


def may_be_kept(request: HttpRequest) -> bool:
    """A form of those who log in: on readers' pages the session is left alone."""
    path = request.path_info.removeprefix("/en")
    return request.method == "POST" and path.startswith(STAFF_PREFIXES) and not path.startswith(NEVER)


def keep(request: HttpRequest) -> bool:
    """Keep the form of this request instead of any other. False where it is too large, or too many have come."""
    fields = fields_of(request)
    path = request.get_full_path()
    size = sum(len(name) + len(value) for name, value in fields)
    if not texts_of(fields) or len(fields) > MOST_FIELDS or size > LONGEST:
        return False
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return False
    if not is_allowed(f"kept form {client_address(request)}", most=MOST_FORMS, within=KEPT_FOR):
        return False
    request.session[KEY] = {
        "path": path,
        "fields": fields,
        "had_files": bool(request.FILES),
        "at": timezone.now().isoformat(),
    }
    return True


def kept(request: HttpRequest) -> Kept | None:
    row = request.session.get(KEY)
    if row is None or timezone.now() - datetime.fromisoformat(row["at"]) > KEPT_FOR:
        return None
    fields = [(name, value) for name, value in row["fields"]]
    closed = SESSION_KEY in request.session and not request.user.is_authenticated
    return Kept(row["path"], fields, row["had_files"], closed)


def drop(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def keep_writing(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware: keeps the form that is answered by the way to log-in, and drops it when it has been sent again."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not may_be_kept(request):
            return response
        if _leads_to_log_in(response) and _is_from_a_page(request):
            keep(request)
        elif response.status_code < 400 and request.user.is_authenticated:
            waiting = kept(request)
            if waiting is not None and waiting.path == request.get_full_path():
                drop(request)
        return response

    return middleware


def _leads_to_log_in(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(f"{settings.LOGIN_URL}?")


def _is_from_a_page(request: HttpRequest) -> bool:
    """Not where a script asks in the background: its answer is no page."""
    return request.accepts("text/html") and "HX-Request" not in request.headers
