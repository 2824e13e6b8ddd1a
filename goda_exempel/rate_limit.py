"""How often something may be done: counted in the database, so that all processes of the portal count together.

The well-known packages count in a cache that processes share; this portal has none beside its database.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from goda_exempel.models import RateWindow

_COUNT = """
    INSERT INTO goda_exempel_ratewindow (key, begun, count) VALUES (%(key)s, %(now)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN goda_exempel_ratewindow.begun <= %(since)s THEN 1 ELSE goda_exempel_ratewindow.count + 1 END,
        begun = CASE WHEN goda_exempel_ratewindow.begun <= %(since)s THEN %(now)s ELSE goda_exempel_ratewindow.begun END
    RETURNING count
"""


def is_allowed(key: str, *, most: int, within: timedelta, now: datetime | None = None) -> bool:
    """Count one more try under ``key`` and say whether it is among the first ``most`` of its window of time."""
    now = now or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key[:200], "now": now, "since": now - within})
        (count,) = cursor.fetchone()
    return bool(count <= most)


def is_used_up(key: str, *, most: int, within: timedelta, now: datetime | None = None) -> bool:
    """Whether all ``most`` tries of the window are used; to look is no try."""
    now = now or timezone.now()
    return RateWindow.objects.filter(key=key[:200], begun__gt=now - within, count__gte=most).exists()


def forget_old(now: datetime) -> None:
    """Drop windows that nobody counts in any more."""
    RateWindow.objects.filter(begun__lt=now - timedelta(days=2)).delete()
