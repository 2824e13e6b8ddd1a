"""What happens to every request, beside what Django does."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from goda_exempel.staff_addresses import STAFF_PREFIXES
from goda_exempel.views_errors import page

GetResponse = Callable[[HttpRequest], HttpResponseBase]

LONGEST_QUERY: Final = 16 * 1024
PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)


class LanguageMiddleware:
    """English under ``/en/``, else Swedish; on staff addresses else the language the person has chosen."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        self._use(request, language)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    def process_view(self, request: HttpRequest, view: object, arguments: object, named: object) -> None:
        """After the address is resolved: which addresses there are depends on the language of the path alone."""
        if request.path_info.startswith(STAFF_PREFIXES) and (chosen := chosen_language(request)):
            self._use(request, chosen)

    @staticmethod
    def _use(request: HttpRequest, language: str) -> None:
        translation.activate(language)
        request.LANGUAGE_CODE = language


def chosen_language(request: HttpRequest) -> str | None:
    user: Any = getattr(request, "user", None)
    language = getattr(user, "language", None)
    return language if language in dict(settings.LANGUAGES) else None


def refuse_unreadable(get_response: GetResponse) -> GetResponse:
    """Answer 400 to what no person sends and no database takes: NUL characters, and queries without end."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        texts = (query, request.path_info, *request.COOKIES.values())
        if len(query) > LONGEST_QUERY or "%00" in query or any("\0" in text for text in texts):
            return page(request, 400)
        return get_response(request)

    return middleware


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Tell browsers that no page of ours uses a camera, a position or the like."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware
