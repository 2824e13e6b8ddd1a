"""How log-in slows down, and then locks, after wrong passwords. Counted for an e-mail address from one place."""

from datetime import timedelta
from ipaddress import ip_address
from typing import Final

from axes.helpers import get_client_username
from axes.models import AccessFailureLog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

COUNTED_WITHIN: Final = timedelta(hours=24)
# (wrong passwords at least, how long to wait): three tries, then a minute, then ten, then an hour.
STEPS: Final = ((9, timedelta(hours=1)), (6, timedelta(minutes=10)), (0, timedelta(minutes=1)))


def cool_off(request: HttpRequest | None) -> timedelta:
    failures = failures_of(request) if request is not None else 0
    return next(wait for least, wait in STEPS if failures >= least)


def client_username(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Who tries to log in, in small letters: another letter case is no new person to count from nought."""
    return str((credentials or request.POST).get("username") or "").strip().lower()


def failures_of(request: HttpRequest) -> int:
    """Wrong passwords within the last day."""
    counted = AccessFailureLog.objects.filter(
        username=get_client_username(request),
        ip_address=client_address(request) or None,
        attempt_time__gte=timezone.now() - COUNTED_WITHIN,
    )
    return int(counted.count())


def client_address(request: HttpRequest) -> str:
    """The person's own address: behind a proxy, the one the proxy added last; the rest of the list can be made up."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return as_address(forwarded.rpartition(",")[2]) or as_address(request.META.get("REMOTE_ADDR", ""))


def as_address(text: str) -> str:
    """Empty for what is no address: a socket has none, and a header may say anything."""
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, str] | None) -> HttpResponse:
    """The page that says how long to wait."""
    wait = cool_off(request)
    context = {"minutes": int(wait.total_seconds() // 60)}
    answer = render(request, "registration/locked.html", context, status=429)
    answer.headers["Retry-After"] = str(int(wait.total_seconds()))
    return answer
