"""The signed stamp in a form for people who have no session: when the form was made, for which poster, and a secret.

It stands in for Django's CSRF token, which needs a cookie. Readers get none here; and as nobody is logged in, a form
sent from elsewhere could do nothing in anybody's name. The stamp also shows forms that were filled in faster than a
person writes, or that were kept for later use, and it makes the same form sent twice one idea.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.core.signing import BadSignature, Signer

QUICKEST: Final = timedelta(seconds=3)
LONGEST: Final = timedelta(hours=6)
_SALT: Final = "ideas.breakroom.stamps"


@dataclass(frozen=True, slots=True)
class Stamp:
    """``poster`` is a primary key, ``at`` seconds since 1970."""

    poster: int
    secret: str
    at: float

    @property
    def signed(self) -> str:
        return Signer(salt=_SALT).sign_object([self.poster, self.secret, round(self.at, 1)])

    def is_too_quick(self, now: datetime) -> bool:
        return now.timestamp() - self.at < QUICKEST.total_seconds()

    def is_too_old(self, now: datetime) -> bool:
        return now.timestamp() - self.at > LONGEST.total_seconds()

    def renewed(self, now: datetime) -> "Stamp":
        """The same form, good for one more press at once: its person has already shown patience."""
        return replace(self, at=(now - QUICKEST).timestamp() - 1)  # a stamp is rounded, so not to the very moment


def new_stamp(poster: int, now: datetime) -> Stamp:
    return Stamp(poster, secrets.token_hex(16), now.timestamp())


def read_stamp(signed: str, poster: int) -> Stamp | None:
    """None for what we did not sign, or signed for another poster."""
    try:
        stamp = Stamp(*Signer(salt=_SALT).unsign_object(signed))
    except (BadSignature, ValueError, TypeError):
        return None
    return stamp if stamp.poster == poster else None
