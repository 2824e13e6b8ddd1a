"""Asking for the newsletter, confirming, ending: without log-in, session or cookie."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goda_exempel.public_pages import render_public
from goda_exempel.rate_limit import is_allowed
from ideas.breakroom.guards import place_of
from ideas.breakroom.pages import without_session
from stories.newsletter.forms import SubscribeForm
from stories.newsletter.links import read_confirm, read_end
from stories.newsletter.models import Subscriber, address_key
from stories.newsletter.subscribing import ask_for, confirm, end

FROM_A_PLACE: Final = 20
TO_AN_ADDRESS: Final = 3
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


@without_session
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the address gets the newsletter already, or has been asked too often."""
    if request.method != "POST":
        return _form(request, SubscribeForm())
    form, now = SubscribeForm(request.POST), timezone.now()
    if not form.is_valid():
        return _form(request, form)
    if sentence := _not_yet(form, now):
        form.stamp_anew(now)
        return _form(request, form, sentence)
    if not is_allowed(f"newsletter:from:{place_of(request)}", most=FROM_A_PLACE, within=HOUR):
        answer = _form(
            request, form, _("Many addresses have come from here in a short time. Try again in an hour."), 429
        )
        answer.headers["Retry-After"] = str(int(HOUR.total_seconds()))
        return answer
    address = form.cleaned_data["email"]
    is_rare = is_allowed(f"newsletter:to:{address_key(address)}", most=TO_AN_ADDRESS, within=DAY)
    if is_rare and not form.cleaned_data["hemsida"]:
        ask_for(address, get_language() or "sv")
    return render_public(request, "public/newsletter/asked.html", {"email": address})


def _not_yet(form: SubscribeForm, now: datetime) -> str:
    """Why the form has to be sent once more: it came from elsewhere, was filled in too quickly, or stood open long."""
    stamp = form.sent_stamp
    if stamp is None or stamp.is_too_old(now):
        return _("The page has been open for long. Press once more, then we send you a letter.")
    return _("That was quicker than we can keep up with. Press once more.") if stamp.is_too_quick(now) else ""


def _form(request: HttpRequest, form: SubscribeForm, sentence: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "sentence": sentence}
    return render_public(request, "public/newsletter/subscribe.html", context, status=status)


@without_session
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """One button. Opening the page does nothing: mail programs and scanners look at links beforehand."""
    subscriber = read_confirm(token)
    if subscriber is None:
        return _page(request, "too_late", {}, status=410)
    if request.method == "POST":
        confirm(subscriber)
        subscriber.refresh_from_db()
    return _page(request, "confirm", {"is_done": subscriber.is_active})


@without_session
@require_http_methods(["GET", "HEAD", "POST"])
def end_newsletter(request: HttpRequest, token: str) -> HttpResponse:
    """One press, here or in the mail program itself (RFC 8058). Opening the page does nothing."""
    ending = read_end(token)
    if ending is None:
        return _page(request, "no_link", {}, status=404)
    if request.method == "POST":
        end(ending.pk, ending.address_key)
    subscriber = Subscriber.objects.filter(pk=ending.pk).first()
    with override(subscriber.language if subscriber is not None else get_language()):
        answer = _page(request, "end", {"is_done": request.method == "POST"})
        answer.headers["Content-Language"] = get_language() or "sv"
    return answer


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render_public(request, f"public/newsletter/{name}.html", context, status=status)
