"""The start page, a story, and the pages about the portal itself."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from goda_exempel.caching import public_page, while_unchanged
from goda_exempel.public_pages import render_public
from goda_exempel.registry import bands
from stories.catalogue import catalogue
from stories.models import Story, StoryAddress
from stories.reading import cards_of, finished_cards, page_of, url_of

LATEST: Final = 3


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    newest = [row.pk for row in catalogue().rows[: 1 + LATEST]]
    context = {
        "cover": next(iter(cards_of(newest[:1])), None),
        "latest": finished_cards(newest[1:]),
        "bands": bands(),
        "figures": figures(),
        "years": catalogue().years,
    }
    return render_public(request, "public/home.html", context)


@while_unchanged(size=1)
def figures() -> dict[str, int]:
    """What the start page counts. Each number is counted on published stories alone, as its text says."""
    known = catalogue()
    years = known.years
    places = Story.objects.published(timezone.now()).exclude(edition__in_use_where="")
    return {
        "stories": len(known.rows),
        "since": min((row.month.year for row in known.rows), default=0),
        "units": len({row.unit for row in known.rows}),
        "places": places.values("edition__in_use_where").distinct().count(),
        "this_year": years[0][1] if years else 0,
        "year": years[0][0] if years else 0,
    }


@require_safe
@public_page
def story(request: HttpRequest, year: int, month: str, slug: str) -> HttpResponse:
    address = {"month": f"{year}-{month}-01", "slug": slug}
    found = Story.objects.published(timezone.now()).for_reading().filter(**address).first()
    if found is None or found.edition is None:
        return _elsewhere(request, address)
    related = finished_cards(catalogue().related(found.pk)) if found.pk in catalogue().by_pk else []
    context = {"story_page": page_of(found, found.edition), "related": related, "section": "archive"}
    return render_public(request, "stories/story.html", context)


def _elsewhere(request: HttpRequest, address: dict[str, Any]) -> HttpResponse:
    """An old address leads on for ever; what was public and is withdrawn says so; nothing else was ever there."""
    known = StoryAddress.objects.filter(**address).select_related("story").first()
    if known is None:
        raise Http404
    if known.story.is_published() and (known.story.month, known.story.slug) != (known.month, known.slug):
        return HttpResponsePermanentRedirect(url_of(known.story))
    if known.story.was_public():
        return render_public(request, "410.html", {"section": "archive"}, status=410)
    raise Http404


@require_safe
@public_page
def how_it_works(request: HttpRequest) -> HttpResponse:
    return render_public(request, "public/how_it_works.html", {"section": "how"})


@require_safe
@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render_public(request, "public/accessibility.html", {})


@require_safe
@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return render_public(request, "public/privacy.html", {})
