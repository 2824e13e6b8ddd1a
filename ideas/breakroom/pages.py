"""Pages for people without a session, whose address or form holds something that must stay theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from goda_exempel.public_pages import render_public
from ideas.breakroom.guards import WITHIN

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def without_session(view: View[P]) -> View[P]:
    """No cookie, not kept, not found by search engines, and no address handed on to where its links lead.

    There is no CSRF token, because that needs a cookie and protects a log-in that is not here: what such a page does
    is done for whoever holds the poster's code or the idea's word code, never for whoever is logged in. A signed stamp
    (``stamps``) stands in its place where a form makes something new.
    """

    @csrf_exempt
    @wraps(view)
    def private(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return private


def show(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of this room; where the answer is «too often» (429), it says after how many seconds to come back."""
    response = render_public(request, f"ideas/breakroom/{name}.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(int(WITHIN.total_seconds()))
    return response
