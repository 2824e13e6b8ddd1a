"""The archive: searched, filtered and by date."""

from datetime import date
from typing import Any, Final

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from goda_exempel.caching import public_page
from goda_exempel.public_pages import render_public
from stories.archive import Filters, Found, among, browse
from stories.catalogue import Row, catalogue
from stories.forms_public import ArchiveForm
from stories.reading import Card, cards_of, month_name
from stories.search.query import Answer, search

PAGE_SIZE: Final = 12
LATEST: Final = 3


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
    context = _page(_found(form, filters, answer), form.page_number)
    return render_public(request, "public/archive.html", {**context, **_said(form, filters, answer)})


def _found(form: ArchiveForm, filters: Filters, answer: Answer | None) -> Found:
    if answer is not None:
        return among(answer.pks, filters)
    return among([], filters) if form.search_error else browse(filters, get_language() or "")


def _page(found: Found, number: int) -> dict[str, Any]:
    """The cards of a page. A page past the last was never linked to."""
    paginator: Paginator[Row] = Paginator(found.rows, PAGE_SIZE)
    try:
        page = paginator.page(number)
    except EmptyPage:
        raise Http404 from None
    return {"page": page, "count": paginator.count, "facets": found.facets, "cards": _cards(page.object_list)}


def _said(form: ArchiveForm, filters: Filters, answer: Answer | None) -> dict[str, Any]:
    """What the page says about the search, and what it offers where nothing was found."""
    nothing = form.search_error or (answer is not None and not answer.pks)
    return {
        "filters": filters,
        "query": filters.query(),
        "answer": answer,
        "search_error": form.search_error,
        "latest": _cards(catalogue().rows[:LATEST]) if nothing else [],
        "chosen": [] if nothing else _chosen(filters),
        "section": "archive",
    }


def _chosen(filters: Filters) -> bool:
    return bool(filters.year or filters.unit or filters.benefit)


def _cards(rows: Any) -> list[Card]:
    return cards_of(row.pk for row in rows)


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
    return render_public(
        request,
        "public/month.html",
        {"year": year, "month_name": month_name(first), "cards": _cards(rows), "section": "archive"},
    )


def _by_month(rows: list[Row]) -> list[tuple[str, list[Card]]]:
    """The months of a year in order, each with its cards, read in one query."""
    rows = sorted(rows, key=lambda row: row.month)
    months: dict[date, list[Card]] = {}
    for row, card in zip(rows, _cards(rows), strict=True):
        months.setdefault(row.month, []).append(card)
    return [(month_name(first), cards) for first, cards in months.items()]


def _around(year: int) -> dict[str, int | None]:
    """The years with stories on either side."""
    years = sorted(known for known, _count in catalogue().years())
    before = [known for known in years if known < year]
    after = [known for known in years if known > year]
    return {"previous_year": before[-1] if before else None, "next_year": after[0] if after else None}
