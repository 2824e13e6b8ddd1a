"""What has to be done because time passes: promises that run out, letters that are gathered, questions that are due.

Each app registers its jobs when it is loaded. A job is a function of the time and safe to run twice: it looks in the
database for what is due and not done. So a clock that stood still has only made things late, and nothing is lost.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from goda_exempel.clock.models import JobRun

logger = logging.getLogger(__name__)

Work = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    every: timedelta
    work: Work


_jobs: dict[str, Job] = {}


def provide_job(name: str, work: Work, *, every: timedelta) -> None:
    """Register ``work(now)``, to be run about every ``every`` (a minute at the least: that is how often we look)."""
    _jobs[name] = Job(name, every, work)


def run_due(now: datetime) -> list[str]:
    """Run each job whose time has come, and return their names. One that fails is logged and tried again."""
    return [job.name for job in _jobs.values() if _run(job, now)]


def _run(job: Job, now: datetime) -> bool:
    try:
        with transaction.atomic():
            row = _claim(job, now)
            if row is None:
                return False
            job.work(now)
            row.last = now
            row.save(update_fields=["last"])
    except Exception:
        logger.exception("The job %s failed; it is tried again in a minute.", job.name)
        return False
    return True


def _claim(job: Job, now: datetime) -> JobRun | None:
    """The job's row, locked; None where it is not time yet, or another clock is at it."""
    JobRun.objects.get_or_create(name=job.name)
    row = JobRun.objects.select_for_update(skip_locked=True).filter(name=job.name).first()
    if row is None or (row.last is not None and row.last <= now < row.last + job.every):
        return None
    return row
