"""How often one token may ask, and what it is told of that."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from goda_exempel.models import RateWindow
from goda_exempel.rate_limit import is_allowed
from ideas.outside.models import AccessToken

WINDOW: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of the window of time, in requests and in seconds."""

    allowed: bool
    left: int
    seconds: int

    @property
    def headers(self) -> dict[str, str]:
        told = {
            "RateLimit-Limit": str(settings.API_PER_MINUTE),
            "RateLimit-Remaining": str(self.left),
            "RateLimit-Reset": str(self.seconds),
        }
        return told if self.allowed else {**told, "Retry-After": str(self.seconds)}


def spend(token: AccessToken) -> Allowance:
    """Count one more request of a token."""
    key, most = f"api:{token.pk}", settings.API_PER_MINUTE
    allowed = is_allowed(key, most=most, within=WINDOW)
    window = RateWindow.objects.get(key=key)
    ends = (window.begun + WINDOW - timezone.now()).total_seconds()
    return Allowance(allowed, max(0, most - window.count), max(1, round(ends)))


def may_guess(address: str) -> bool:
    """Whether somebody at this network address may try one more key that is not known."""
    return is_allowed(f"api-unknown:{address}", most=settings.API_PER_MINUTE, within=WINDOW)
