"""What search engines are told: every public page, and where they have nothing to do."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from goda_exempel.caching import public_page
from goda_exempel.registry import Address, addresses
from goda_exempel.staff_addresses import STAFF_PREFIXES
from stories.catalogue import catalogue
from stories.models import Story

NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST: Final = 50_000  # addresses in one file, by the protocol


@require_safe
@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page in both languages."""
    pages: list[Address] = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            pages += [*_fixed(), *addresses(), *_by_date(), *_stories()]
    lines = "\n".join(_line(page) for page in pages[:MOST])
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{NAMESPACE}">\n{lines}\n</urlset>\n'
    return HttpResponse(text, content_type="application/xml")


def _fixed() -> Iterable[Address]:
    return (Address(reverse(name)) for name in ("home", "archive", "how_it_works", "accessibility", "privacy"))


def _by_date() -> Iterable[Address]:
    root = reverse("archive")
    years = (f"{root}{year}/" for year, _count in catalogue().years)
    months = (f"{root}{month:%Y/%m}/" for month in dict.fromkeys(row.month for row in catalogue().rows))
    return (Address(path) for path in (*years, *months))


def _stories() -> Iterable[Address]:
    root = reverse("archive")
    changed = Greatest("publish_at", "edition__approved_at")
    rows = Story.objects.published(timezone.now()).newest_first().values_list("month", "slug", changed)
    return (Address(f"{root}{month:%Y/%m}/{slug}/", at) for month, slug, at in rows)


def _line(page: Address) -> str:
    changed = f"<lastmod>{_day(page.changed)}</lastmod>" if page.changed else ""
    return f"<url><loc>{escape(settings.SITE_URL + page.path)}</loc>{changed}</url>"


def _day(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


@require_safe
@public_page
def robots(request: HttpRequest) -> HttpResponse:
    hidden = (path for prefix in STAFF_PREFIXES for path in (prefix, f"/en{prefix}"))
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in hidden),
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
