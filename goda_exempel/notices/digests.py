"""When the day's and the week's letters go out: at seven by Swedish clocks, also on the days they are changed."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from goda_exempel.notices.models import Digest, Notice
from goda_exempel.notices.tasks import send_digest

MORNING: Final = time(7)


def last_morning(now: datetime, *, weekday: int | None = None) -> datetime:
    """The latest seven o'clock that is not to come; with ``weekday`` (0 is Monday) the latest on such a day."""
    local = timezone.localtime(now)
    day = local.date()
    while (weekday is not None and day.weekday() != weekday) or _morning_of(day, local) > now:
        day -= timedelta(days=1)
    return _morning_of(day, local)


def _morning_of(day: date, local: datetime) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=local.tzinfo)


def gather(now: datetime) -> int:
    """Put what is due into one letter for each person, and queue the letters. Returns how many.

    Safe to run at any time and twice: what is gathered once belongs to its letter.
    """
    mornings = {"daily": last_morning(now), "weekly": last_morning(now, weekday=0)}
    with transaction.atomic():
        due = Notice.objects.due(**mornings).select_for_update(of=("self",), skip_locked=True).order_by("pk")
        by_person: dict[int, list[int]] = defaultdict(list)
        for person, pk in due.values_list("person_id", "pk"):
            by_person[person].append(pk)
        for person, keys in by_person.items():
            digest = Digest.objects.create(person_id=person, created=now)
            Notice.objects.filter(pk__in=keys).update(digest=digest)
            send_digest.enqueue(digest.pk)
    return len(by_person)
