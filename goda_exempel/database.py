"""Which database the portal uses: the one in ``DATABASE_URL``, or else an embedded PostgreSQL under ``var/``."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from goda_exempel.environment import Environment, SettingError

WANTED = "an address such as postgresql://user:password@host:5432/name"
ANSWER_WITHIN = 5  # seconds, for a new connection


def database_settings(env: Environment, data: Path) -> dict[str, Any]:
    """Django's ``DATABASES["default"]``. Nothing is started or connected to here."""
    address = env.text("DATABASE_URL")
    chosen = from_address(address) if address else embedded(data)
    return {
        **chosen,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": ANSWER_WITHIN, **chosen["OPTIONS"]},
    }


def embedded(data: Path) -> dict[str, Any]:
    """A server of our own, started by the first connection (see ``goda_exempel.embedded``)."""
    return {
        "ENGINE": "goda_exempel.embedded",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": str(data),
        "OPTIONS": {},
    }


def from_address(address: str) -> dict[str, Any]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong() from None
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise wrong()
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def wrong() -> SettingError:
    """Without the value: an address may hold a password."""
    return SettingError(f"The setting DATABASE_URL must be {WANTED}.")
