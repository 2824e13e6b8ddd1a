"""Whether the processes behind the pages live: the worker, and the clock that asks it every minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django_tasks_db.models import DBTaskResult

from goda_exempel.clock.models import Heartbeat, JobRun
from goda_exempel.clock.tasks import beat

JOB: Final = "ask the worker"
LONGEST_SILENCE: Final = timedelta(minutes=5)
SLACK: Final = timedelta(seconds=30)  # between the clocks of two machines


@dataclass(frozen=True, slots=True)
class Pulse:
    """When each last did something, and whether that is too long ago. ``None`` where it never has."""

    worker: datetime | None
    clock: datetime | None
    worker_lives: bool
    clock_lives: bool


def ask_worker(now: datetime) -> None:
    """Give the worker something to do, unless the last such task still waits."""
    if not DBTaskResult.objects.ready().filter(task_path=beat.module_path).exists():
        beat.enqueue()


def pulse(now: datetime) -> Pulse:
    worker = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    clock = JobRun.objects.filter(name=JOB).values_list("last", flat=True).first()
    return Pulse(worker, clock, _is_recent(worker, now), _is_recent(clock, now))


def _is_recent(at: datetime | None, now: datetime) -> bool:
    """A stamp of the time to come says nothing: the clock was set back after it."""
    return at is not None and now - LONGEST_SILENCE < at <= now + SLACK
