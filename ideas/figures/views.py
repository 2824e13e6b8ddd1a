from collections.abc import Callable
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goda_exempel.spreadsheets import as_csv
from ideas.access import employee
from ideas.figures.forms import FiguresFilter
from ideas.figures.querysets import years
from ideas.figures.tables import Asked, Table, counts_of, replies_of, uses_of
from ideas.figures.tables_effects import table_of as effects_of

# Each part of the page, with the names of the tables it makes.
PARTS: Final[tuple[tuple[tuple[str, ...], Callable[[Asked], list[Table]]], ...]] = (
    (("per-manad", "per-enhet", "per-enhet-och-manad", "per-nytta"), counts_of),
    (("dagar-till-svar",), lambda asked: [replies_of(asked)]),
    (("dagar-till-bruk",), lambda asked: [uses_of(asked)]),
    (("effekter",), lambda asked: [effects_of(asked)]),
)


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    employee(request)
    form = FiguresFilter(request.GET, years=years())
    asked = form.asked()
    tables = [table for _names, make in PARTS for table in make(asked)]
    context = {"form": form, "asked": asked, "tables": tables}
    return render(request, "ideas/figures/page.html", context)


@login_required
@require_safe
def table(request: HttpRequest, name: str) -> HttpResponse:
    """One table as CSV: exactly what the page shows."""
    employee(request)
    make = next((make for names, make in PARTS if name in names), None)
    if make is None:
        raise Http404
    asked = FiguresFilter(request.GET, years=years()).asked()
    rows = next(found for found in make(asked) if found.key == name).csv
    answer = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    unit = f"-{asked.unit.slug}" if asked.unit else ""
    answer["Content-Disposition"] = f'attachment; filename="{name}-{asked.year}{unit}.csv"'
    return answer
