"""The board, one's own ideas, and the board as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.spreadsheets import as_csv
from ideas.access import employee, page_of
from ideas.awaited.reading import awaited_of
from ideas.board.facets import Units, count
from ideas.board.filters import Filters, Order, narrowed, ordered, with_facets
from ideas.board.forms import BoardFilter
from ideas.board.table import as_xlsx, rows
from ideas.models import Idea
from ideas.querysets import IdeaQuerySet
from ideas.states import IdeaState

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice that is made, and the address without it."""

    label: str
    value: str
    query: str


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    user, form, units = employee(request), BoardFilter(request.GET), Units()
    filters = form.filters
    found = _searched(user, filters)
    counted = count(found, filters, units)
    form.offer(counted, units)
    by_promise = filters.ordning == Order.PROMISE
    ideas = ordered(narrowed(with_facets(found), filters), filters.ordning)
    context = {
        "form": form,
        "filters": filters,
        "chosen": _chosen(form, filters),
        "query": filters.query(),
        "page": page_of(request, ideas.select_related("unit", "coach"), count=counted.total),
        "by_promise": by_promise,
        "own_units": [units.by_pk[pk] for pk in user.units.values_list("pk", flat=True)],
    }
    return render(request, "ideas/board.html", context)


def _searched(user: User, filters: Filters) -> IdeaQuerySet:
    visible = Idea.objects.visible_to(user)
    return visible.matching(filters.q) if filters.q else visible


def _chosen(form: BoardFilter, filters: Filters) -> list[Chosen]:
    """What is chosen of the facets, in words."""
    made = []
    for name in ("q", "tillstand", "enhet", "nytta", "ar", "ansvarig"):
        value = getattr(filters, name)
        if value:
            labels = {str(key): label for key, label in getattr(form.fields[name].widget, "choices", ())}
            key = filters.enhet.slug if name == "enhet" and filters.enhet else str(value)
            words = labels.get(key, f"”{value}”").strip().rpartition(" (")[0] or f"”{value}”"
            made.append(Chosen(str(form.fields[name].label), words, filters.query(without=name)))
    return made


@login_required
@require_safe
def board_csv(request: HttpRequest) -> StreamingHttpResponse:
    table = rows(_all_pages(request), request.build_absolute_uri("/").rstrip("/"))
    return _file(as_csv(table), "text/csv; charset=utf-8", "csv")


@login_required
@require_safe
def board_xlsx(request: HttpRequest) -> StreamingHttpResponse:
    table = rows(_all_pages(request), request.build_absolute_uri("/").rstrip("/"))
    return _file(as_xlsx(table), XLSX, "xlsx")


def _all_pages(request: HttpRequest) -> IdeaQuerySet:
    """Exactly what the board shows under this address, all its pages."""
    user, filters = employee(request), BoardFilter(request.GET).filters
    return ordered(narrowed(with_facets(_searched(user, filters)), filters), filters.ordning)


def _file(content: Iterator[str] | Iterator[bytes], kind: str, ending: str) -> StreamingHttpResponse:
    """Named in plain letters, whatever the language: some programs can do no others."""
    response = StreamingHttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="ideer-{timezone.localdate().isoformat()}.{ending}"'
    return response


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    ideas = Idea.objects.of(signed_in(request)).select_related("unit", "coach")
    asked = ideas.filter(state=IdeaState.NEEDS_INFO)
    context: dict[str, Any] = {
        "page": page_of(request, ideas),
        "asked": asked,
        "awaited": awaited_of(signed_in(request), ideas),
    }
    return render(request, "ideas/mine.html", context)
