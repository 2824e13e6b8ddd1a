"""The posters of the units: downloading them, and renewing their codes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goda_exempel.accounts.models import Unit, User, signed_in
from ideas.breakroom.forms import RenewForm
from ideas.breakroom.models import Poster
from ideas.breakroom.permissions import may_handle_posters
from ideas.breakroom.printing import poster_as_pdf
from ideas.breakroom.querysets import units_with_posters_for
from ideas.breakroom.workflow import poster_of, renew

PER_PAGE = 50


def _handler(request: HttpRequest) -> User:
    user = signed_in(request)
    if not may_handle_posters(user):
        raise PermissionDenied
    return user


def _unit(request: HttpRequest, slug: str) -> Unit:
    return get_object_or_404(units_with_posters_for(_handler(request)), slug=slug)


@login_required
@require_safe
def posters(request: HttpRequest) -> HttpResponse:
    in_force = Prefetch("posters", Poster.objects.in_force(), to_attr="posters_in_force")
    units = units_with_posters_for(_handler(request)).select_related("parent").prefetch_related(in_force)
    page = Paginator(units, PER_PAGE).get_page(request.GET.get("sida"))
    return render(request, "ideas/breakroom/posters.html", {"page": page})


@login_required
@require_safe
def poster_pdf(request: HttpRequest, unit: str) -> HttpResponse:
    poster = poster_of(_unit(request, unit))
    response = HttpResponse(poster_as_pdf(poster), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="affisch-{poster.unit.slug}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renew_poster(request: HttpRequest, unit: str) -> HttpResponse:
    user, poster = signed_in(request), poster_of(_unit(request, unit))
    if request.method != "POST":
        context = {"poster": poster, "form": RenewForm(initial={"token": poster.token})}
        return render(request, "ideas/breakroom/renew.html", context)
    form = RenewForm(request.POST)
    seen = form.is_valid() and form.cleaned_data["token"] == poster.token
    if seen and renew(poster, by=user):
        messages.success(request, _("%(unit)s has a new code. Print the new poster.") % {"unit": poster.unit})
    else:
        messages.warning(request, _("The code was already renewed. Nothing more has been done."))
    return redirect("ideas:posters")
