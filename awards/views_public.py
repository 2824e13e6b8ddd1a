"""The hall of winners, and a page for each year."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from awards.reading import spreads
from goda_exempel.caching import public_page
from goda_exempel.public_pages import render_public


@require_safe
@public_page
def winners(request: HttpRequest) -> HttpResponse:
    won = [spread for spread in spreads() if spread.is_winner]
    return render_public(request, "awards/winners.html", {"spreads": won, "section": "winners"})


@require_safe
@public_page
def winner(request: HttpRequest, year: int) -> HttpResponse:
    every = spreads()
    of_year = [spread for spread in every if spread.year == year]
    if not of_year:
        raise Http404
    others = [spread for spread in every if spread.is_winner and spread.year != year]
    context = {"spread": of_year[0], "also": of_year[1:], "others": others, "section": "winners"}
    return render_public(request, "awards/winner.html", context)
