"""Addresses of the older site lead to their stories, wherever the portal has nothing of its own to show."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import override

from goda_exempel.public_pages import render_public
from stories.importing.addresses import LONGEST, NEVER, joined, settled_path, settled_query
from stories.importing.models import OldAddress

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def lead_old_addresses_on(get_response: GetResponse) -> GetResponse:
    """Where a reader would get 404, look in the table. The start page with a query (``/?p=17``) is looked up first."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        may_lead = request.method in ("GET", "HEAD") and not request.path_info.startswith(NEVER)
        if may_lead and request.path_info == "/" and request.META.get("QUERY_STRING"):
            return _answer(request) or get_response(request)
        response = get_response(request)
        return (_answer(request) if may_lead and response.status_code == 404 else None) or response

    return middleware


def _answer(request: HttpRequest) -> HttpResponseBase | None:
    """301 to the story as it is called now, 410 where it is unpublished, nothing where no reader has seen it."""
    known = _known(settled_path(request.path_info), settled_query(request.META.get("QUERY_STRING", "")))
    if known is None:
        return None
    if known.story.is_published():
        with override("sv"):
            return HttpResponsePermanentRedirect(known.story.public_url)
    if known.story.was_public():
        return render_public(request, "410.html", {"section": "archive"}, status=410)
    return None


def _known(path: str, query: str) -> OldAddress | None:
    """The address itself; else the one of the same path whose query is the largest part of this one."""
    if len(path) > LONGEST:
        return None
    rows = {row.path: row for row in OldAddress.objects.filter(place=path).select_related("story")}
    if (known := rows.get(joined(path, query))) is not None:
        return known
    asked = set(parse_qsl(query, keep_blank_values=True))
    parts = [(set(parse_qsl(row.path.partition("?")[2], keep_blank_values=True)), row) for row in rows.values()]
    fitting = [(len(part), row.path, row) for part, row in parts if part <= asked]
    return max(fitting, key=lambda found: found[:2])[2] if fitting else None
