"""Liveness and readiness, for whatever watches the portal."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from goda_exempel.clock.pulse import pulse

LONGEST_WAIT = timedelta(minutes=5)

_migrated = False


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. Says nothing about the database."""
    return JsonResponse({"live": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers, every migration is in it, worker and clock live, and no task has waited too long."""
    facts = {"database": False, "migrations": False, "worker": False, "clock": False}
    try:
        facts["migrations"] = is_migrated()
        facts["database"] = True
        if facts["migrations"]:
            alive = pulse(timezone.now())
            facts["worker"], facts["clock"] = alive.worker_lives and is_queue_worked(), alive.clock_lives
    except DatabaseError:
        pass
    is_ready = all(facts.values())
    return JsonResponse({"ready": is_ready, **facts}, status=200 if is_ready else 503)


def is_migrated() -> bool:
    """Reading every migration takes time, so the answer yes, which does not become no while we run, is remembered."""
    global _migrated
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def is_queue_worked() -> bool:
    """Whether the worker keeps up: a task that could have run has not waited for more than ``LONGEST_WAIT``."""
    return not DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - LONGEST_WAIT).exists()
