"""The year at a glance, a month's plan, the shelf, and the calendar to subscribe to."""

import hmac
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.workflow import MoveRefused
from stories.access import desk_only
from stories.months.calendar import calendar_of
from stories.months.forms import FillForm, SlotForm
from stories.months.models import CalendarAddress
from stories.months.reading import plan_of, planned_months, previous_month, shelf, streak
from stories.months.workflow import close_calendar, open_calendar, plan
from stories.permissions import is_on_the_desk
from stories.schedule import months_from
from stories.workflow import ENGINE

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


@require_safe
@desk_only
def calendar(request: HttpRequest) -> HttpResponse:
    return _year_page(request, _year(request.GET.get("ar", "")))


def _year(text: str) -> int:
    """The year asked for, or this one. Raises Http404 for what is no year."""
    if not text:
        return timezone.localdate().year
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise Http404
    return int(text)


def _year_page(request: HttpRequest, year: int, bound: FillForm | None = None, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    stories = list(shelf())
    address = CalendarAddress.objects.filter(person=signed_in(request), is_open=True).first()
    context = {
        "year": year,
        "months": planned_months(months_from(date(year, 1, 1), 12), now),
        "shelf": stories,
        "bound": bound,
        "streak": streak(now),
        "address": address and _address(request, address),
    }
    return render(request, "stories/months/year.html", context, status=status)


def _address(request: HttpRequest, row: CalendarAddress) -> str:
    return request.build_absolute_uri(reverse("stories:calendar_file", args=[row.person_id, row.secret]))


def _month(year: int, month: int) -> date:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    return date(year, month, 1)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_only
def slot(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = _month(year, month)
    form = SlotForm(request.POST if request.method == "POST" else None, instance=plan_of(first))
    if not form.is_valid():
        return render(request, "stories/months/slot.html", {"form": form, "month": first})
    plan(first, form.cleaned_data)
    messages.success(request, _("The plan of %(month)s is saved.") % {"month": date_format(first, "YEAR_MONTH_FORMAT")})
    return redirect(f"{reverse('stories:calendar')}?ar={year}")


@desk_only
@require_POST
def fill(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One press: a story from the shelf takes the month."""
    first = _month(year, month)
    form = FillForm(request.POST, month=first)
    if not form.is_valid():
        return _refused(request, year, str(next(iter(form.errors["story"]))))
    try:
        story = ENGINE.perform(form.cleaned_data["story"], "fill_month", by=signed_in(request), data={"month": first})
    except MoveRefused as refusal:
        return _refused(request, year, str(refusal))
    words = {"title": story.title, "month": date_format(first, "YEAR_MONTH_FORMAT")}
    messages.success(request, _("“%(title)s” fills %(month)s.") % words)
    return redirect(f"{reverse('stories:calendar')}?ar={year}")


def _refused(request: HttpRequest, year: int, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return _year_page(request, year, status=409)


@desk_only
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    open_calendar(signed_in(request))
    messages.success(request, _("This is your address of the calendar. An earlier one has ended."))
    return redirect(f"{reverse('stories:calendar')}#prenumerera")


@desk_only
@require_POST
def unsubscribe(request: HttpRequest) -> HttpResponse:
    close_calendar(signed_in(request))
    messages.success(request, _("Your address of the calendar has ended."))
    return redirect(f"{reverse('stories:calendar')}#prenumerera")


@never_cache
@require_safe
def calendar_file(request: HttpRequest, person: int, secret: str) -> HttpResponse:
    """For calendar programs, which can't log in: whoever has the address reads, while its person works at the desk."""
    row = get_object_or_404(CalendarAddress.objects.select_related("person"), person=person, is_open=True)
    reader = row.person
    if not (hmac.compare_digest(row.secret, secret) and isinstance(reader, User) and _may_read(reader)):
        raise Http404
    first = previous_month(timezone.localdate())
    return HttpResponse(calendar_of(timezone.now(), first), content_type="text/calendar; charset=utf-8")


def _may_read(person: User) -> bool:
    return person.is_active and is_on_the_desk(person)
