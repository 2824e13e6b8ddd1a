"""Tokens: made once, shown once, known afterwards by their digest alone."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from goda_exempel.accounts.models import User
from ideas.outside.models import AccessToken

PREFIX: Final = "goda_"  # so that a key that ends up in a log or a repository is known for what it is
NOTED_EVERY: Final = timedelta(minutes=1)


def make_token(*, name: str, account: User, by: User) -> tuple[AccessToken, str]:
    """The token, and its key, which can not be had again."""
    key = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        name=name, account=account, digest=_digest(key), created_by=by, created_by_name=by.name
    )
    return token, key


def revoke(pk: int) -> AccessToken | None:
    """The token that is now revoked; None where it already was."""
    changed = AccessToken.objects.filter(pk=pk, revoked_at=None).update(revoked_at=timezone.now())
    return AccessToken.objects.get(pk=pk) if changed else None


def token_of(key: str) -> AccessToken | None:
    """The token in force with this key, of an account that may log in."""
    found = AccessToken.objects.filter(digest=_digest(key), revoked_at=None, account__is_active=True)
    return found.select_related("account").first()


def note_use(token: AccessToken, now: datetime) -> None:
    if token.last_used is None or token.last_used < now - NOTED_EVERY:
        AccessToken.objects.filter(pk=token.pk).update(last_used=now)


def _digest(key: str) -> str:
    """A key is 256 random bits, so a plain digest can not be searched for what it was."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
