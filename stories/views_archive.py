"""The archive: searched, filtered and by date."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from goda_exempel.caching import public_page, while_unchanged
from goda_exempel.public_pages import render_public
from stories.archive import Facets, Filters, Found, among, browse
from stories.catalogue import Row, catalogue
from stories.forms_public import ArchiveForm
from stories.reading import CARD_OF_MONTH, ROW, finished_cards, foreign, month_name
from stories.search.query import Answer, search, suggestions

PAGE_SIZE: Final = 12
LATEST: Final = 3
NOTHING: Final = Found([], Facets([], [], []))


@require_safe
@public_page
def archive(request: HttpRequest) -> HttpResponse:
    form = ArchiveForm(request.GET)
    form.is_valid()
    if form.is_no_address:
        raise Http404
    filters = form.filters
    if filters.unit and catalogue().unit_named(filters.unit) is None:
        raise Http404
    answer = search(filters.q) if filters.q else None
    found = _found(form, filters, answer)
    context = {**_page(found, form.page_number), **_said(form, filters, found, answer)}
    return render_public(request, "public/archive.html", context)


def _found(form: ArchiveForm, filters: Filters, answer: Answer | None) -> Found:
    if answer is not None:
        return among(answer.pks, filters)
    return NOTHING if form.search_error else browse(filters, get_language() or "")


def _page(found: Found, number: int) -> dict[str, Any]:
    """The cards of a page. A page past the last was never linked to."""
    paginator: Paginator[Row] = Paginator(found.rows, PAGE_SIZE)
    try:
        page = paginator.page(number)
    except EmptyPage:
        raise Http404 from None
    return {"page": page, "count": paginator.count, "cards": finished_cards(_keys(page.object_list), ROW)}


def _said(form: ArchiveForm, filters: Filters, found: Found, answer: Answer | None) -> dict[str, Any]:
    """What the page says about the search."""
    whole = answer is None and not form.search_error
    return {
        "filters": filters,
        "query": filters.query(),
        "answer": answer,
        "search_error": form.search_error,
        "facets": facets_as_html(filters, get_language() or "") if whole else _facets_as_html(found),
        "chosen": bool(filters.year or filters.unit or filters.benefit),
        "section": "archive",
        **({} if found.rows else _instead()),
    }


def _instead() -> dict[str, Any]:
    """What is offered where nothing was found."""
    return {"suggestions": suggestions(), "latest": finished_cards(_keys(catalogue().rows[:LATEST]))}


@while_unchanged(size=200)
def facets_as_html(filters: Filters, language: str) -> SafeString:
    """The facets of the whole archive under the filters."""
    return _facets_as_html(browse(filters, language))


def _facets_as_html(found: Found) -> SafeString:
    return render_to_string("public/_facets.html", {"facets": found.facets, "content_lang": foreign()})


def _keys(rows: Iterable[Row]) -> list[int]:
    return [row.pk for row in rows]


@require_safe
@public_page
def year(request: HttpRequest, year: int) -> HttpResponse:
    rows = [row for row in reversed(catalogue().rows) if row.month.year == year]
    if not rows:
        raise Http404
    return render_public(
        request, "public/year.html", {"year": year, "months": _by_month(rows), "section": "archive", **_around(year)}
    )


@require_safe
@public_page
def month(request: HttpRequest, year: int, month: str) -> HttpResponse:
    first = date(year, int(month), 1)
    rows = [row for row in reversed(catalogue().rows) if row.month == first]
    if not rows:
        raise Http404
    context = {"year": year, "month_name": month_name(first), "cards": finished_cards(_keys(rows), ROW)}
    return render_public(request, "public/month.html", {**context, "section": "archive"})


def _by_month(rows: list[Row]) -> list[tuple[str, list[SafeString]]]:
    """The months of a year in order, each with its cards, read in one query."""
    rows = sorted(rows, key=lambda row: row.month)
    cards = finished_cards(_keys(rows), CARD_OF_MONTH)
    months: dict[date, list[SafeString]] = {}
    for row, card in zip(rows, cards, strict=True):
        months.setdefault(row.month, []).append(card)
    return [(capfirst(date_format(first, "F")), its_cards) for first, its_cards in months.items()]


def _around(year: int) -> dict[str, int | None]:
    """The years with stories on either side."""
    years = sorted(known for known, _count in catalogue().years)
    before = [known for known in years if known < year]
    after = [known for known in years if known > year]
    return {"previous_year": before[-1] if before else None, "next_year": after[0] if after else None}
