"""What every template can say about the portal itself, and on staff pages about the person."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from goda_exempel.accounts.models import User
from goda_exempel.menu import MenuItem, menu_of
from goda_exempel.notices.models import Notice

ENGLISH = "/en"


def site(request: HttpRequest) -> dict[str, Any]:
    """The same for everybody: public pages are rendered with this alone."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "municipality": settings.MUNICIPALITY,
            "contact": settings.CONTACT,
            "url": settings.SITE_URL,
            "logo": settings.LOGO,
            "demonstration": settings.DEMONSTRATION,
        },
        "language_switch": language_switch(request.path),
        "canonical": f"{settings.SITE_URL}{request.path}",
    }


def language_switch(path: str) -> dict[str, str]:
    """The same page in the other language; both are addresses of their own, so no choice has to be remembered."""
    if path == ENGLISH or path.startswith(f"{ENGLISH}/"):
        return {
            "url": path.removeprefix(ENGLISH) or "/",
            "label": "Svenska",
            "code": "sv",
        }
    return {"url": f"{ENGLISH}{path}", "label": "English", "code": "en"}


def staff(request: HttpRequest) -> dict[str, Any]:
    """The menu and the count of unread notices, asked for only where a template shows them."""
    return {
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "notice_count": SimpleLazyObject(lambda: _unread(request)),
    }


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    if not isinstance(request.user, User):
        return []
    return [_entry(item, request.path) for item in menu_of(request.user)]


def _entry(item: MenuItem, path: str) -> dict[str, Any]:
    return {
        "label": item.label,
        "url": item.url,
        "count": item.count,
        "current": path == item.url,
    }


def _unread(request: HttpRequest) -> int:
    return Notice.objects.filter(person=request.user, read_at=None).count() if isinstance(request.user, User) else 0
