"""The desk's newsletter: the months, one letter, its preview, and what is done with it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goda_exempel.accounts.models import signed_in
from goda_exempel.workflow import Blocked
from stories.access import desk_only
from stories.newsletter import workflow
from stories.newsletter.forms import IssueForm, ScheduleForm, SeenForm
from stories.newsletter.letters import as_it_is, stories_of
from stories.newsletter.models import Issue
from stories.newsletter.reading import digest, months_to_write, rows
from stories.newsletter.style import STYLE_HASH
from stories.newsletter.subscribing import count_by_kind


@require_safe
@desk_only
def issues(request: HttpRequest) -> HttpResponse:
    context = {"rows": rows(timezone.now()), "subscribers": count_by_kind()}
    return render(request, "stories/newsletter/list.html", context)


def _issue(year: int, month: int) -> Issue:
    """The month's letter, begun or not. Raises Http404 for months whose letter nobody can begin."""
    if not (1 <= month <= 12 and 2000 <= year <= 2100):
        raise Http404
    issue = workflow.issue_of(date(year, month, 1))
    if not issue.is_begun and issue.month not in months_to_write(timezone.now()):
        raise Http404
    return issue


@require_http_methods(["GET", "HEAD", "POST"])
@desk_only
def issue(request: HttpRequest, year: int, month: int) -> HttpResponse:
    row = _issue(year, month)
    form = IssueForm(request.POST if request.method == "POST" else None, instance=row)
    if not form.is_valid():
        return _page(request, row, form=form)
    try:
        workflow.write(row.month, form.cleaned_data)
    except Blocked as refusal:
        return _page(request, row, form=form, refusal=str(refusal))
    messages.success(request, _("The letter is saved."))
    return redirect(row)


def _page(request: HttpRequest, row: Issue, *, refusal: str = "", **forms: Any) -> HttpResponse:
    """The letter and all that can be done with it; with ``refusal`` (409) why something was not."""
    now = timezone.now()
    counted = Issue.objects.with_counts().filter(pk=row.pk).select_related("sent_by").first() if row.pk else None
    current = counted or row
    letter = as_it_is(current, now)
    seen = {"seen": digest(current, letter)}
    context = {
        "issue": current,
        "name": date_format(current.month, "YEAR_MONTH_FORMAT"),
        "stories": list(stories_of(current, current.shown_at(now))) if current.may_be_changed else [],
        "letter": letter,
        "subscribers": count_by_kind(),
        "form": IssueForm(instance=current),
        "schedule": ScheduleForm(initial=_proposed(current), auto_id="id_plan_%s"),
        **seen,
        "refusal": refusal,
        **forms,
    }
    return render(request, "stories/newsletter/issue.html", context, status=409 if refusal else 200)


def _proposed(issue: Issue) -> dict[str, Any]:
    if issue.send_at is None:
        return {}
    local = timezone.localtime(issue.send_at)
    return {"day": local.date(), "clock": local.time()}


def _part(request: HttpRequest, row: Issue, name: str, content_type: str) -> HttpResponse:
    content = getattr(as_it_is(row, timezone.now()), name)
    response = HttpResponse(content, content_type=f"{content_type}; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
@desk_only
def preview_html(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The HTML part, byte for byte. Beside our pictures and the letter's own sheet nothing in it may be loaded."""
    response = _part(request, _issue(year, month), "html", "text/html")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; img-src 'self' {settings.SITE_URL}; style-src {STYLE_HASH}; frame-ancestors 'none'"
    )
    return response


@never_cache
@require_safe
@desk_only
def preview_text(request: HttpRequest, year: int, month: int) -> HttpResponse:
    return _part(request, _issue(year, month), "text", "text/plain")


@desk_only
@require_POST
def send_trial(request: HttpRequest, year: int, month: int) -> HttpResponse:
    row, user = _saved(year, month), signed_in(request)
    workflow.try_out(row, by=user)
    messages.success(request, _("The letter is on its way to %(address)s.") % {"address": user.email})
    return redirect(row)


def _saved(year: int, month: int) -> Issue:
    """The letter as a row: one that is as it was proposed is saved by what is done with it."""
    row = _issue(year, month)
    if not row.is_begun:
        row = workflow.write(row.month, {"subject": row.subject, "greeting": row.greeting})
    return row


@desk_only
@require_POST
def send(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """To everybody, now: the letter that was on the page where the button stood, and no other."""
    row, form = _saved(year, month), SeenForm(request.POST)
    if row.may_be_changed and not _has_seen(row, form):
        return _page(request, row, refusal=_changed())
    return _done(request, row, lambda: workflow.begin(row.month, by=signed_in(request)), _("The letter is being sent."))


def _has_seen(row: Issue, form: SeenForm) -> bool:
    return form.is_valid() and form.cleaned_data["seen"] == digest(row, as_it_is(row, timezone.now()))


def _changed() -> str:
    return _("The letter has changed since you opened this page. Look at it as it is now, and press again.")


@desk_only
@require_POST
def schedule_sending(request: HttpRequest, year: int, month: int) -> HttpResponse:
    row, form = _saved(year, month), ScheduleForm(request.POST, auto_id="id_plan_%s")
    if not form.is_valid():
        return _page(request, row, schedule=form)
    at, by = form.cleaned_data["send_at"], signed_in(request)
    return _done(request, row, lambda: workflow.schedule(row.month, at, by=by), _("The letter is scheduled."))


@desk_only
@require_POST
def unschedule_sending(request: HttpRequest, year: int, month: int) -> HttpResponse:
    row = _saved(year, month)
    return _done(request, row, lambda: workflow.unschedule(row.month), _("The letter is not sent by itself."))


@desk_only
@require_POST
def send_rest(request: HttpRequest, year: int, month: int) -> HttpResponse:
    row = _saved(year, month)
    return _done(request, row, lambda: workflow.resume(row.month), _("The rest is being sent."))


@desk_only
@require_POST
def end_sending(request: HttpRequest, year: int, month: int) -> HttpResponse:
    row = _saved(year, month)
    return _done(request, row, lambda: workflow.give_up_rest(row.month), _("The letter is sent to no more."))


def _done(request: HttpRequest, row: Issue, act: Callable[[], Issue], sentence: str) -> HttpResponse:
    try:
        act()
    except Blocked as refusal:
        return _page(request, row, refusal=str(refusal))
    messages.success(request, sentence)
    return redirect(row)
