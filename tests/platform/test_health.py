"""Liveness and readiness."""

from datetime import timedelta
from typing import Final

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goda_exempel import views_health
from goda_exempel.clock.models import Heartbeat, JobRun
from goda_exempel.clock.pulse import JOB, ask_worker, pulse
from goda_exempel.clock.tasks import beat


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_health, "_migrated", False)


def waiting_task(*, enqueued: timedelta) -> None:
    now = timezone.now()
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="none", backend_name="default", run_after=now - enqueued
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=now - enqueued)


def beats(*, worker: timedelta = timedelta(0), clock: timedelta = timedelta(0)) -> None:
    """Worker and clock did something so long ago."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": now - worker})
    JobRun.objects.update_or_create(name=JOB, defaults={"last": now - clock})


def test_live_asks_nothing_of_the_database(client: Client) -> None:
    response = client.get("/halsa/live")
    assert response.json() == {"live": True}
    assert "no-store" in response["Cache-Control"]


ALIVE: Final = {"ready": True, "database": True, "migrations": True, "worker": True, "clock": True}


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    beats()
    waiting_task(enqueued=timedelta(minutes=4))
    response = client.get("/halsa/redo")
    assert response.status_code == 200
    assert response.json() == ALIVE


@pytest.mark.django_db
def test_not_ready_while_no_worker_takes_the_tasks(client: Client) -> None:
    beats()
    waiting_task(enqueued=timedelta(minutes=6))
    response = client.get("/halsa/redo")
    assert response.status_code == 503
    assert response.json() == {**ALIVE, "ready": False, "worker": False}


@pytest.mark.django_db
def test_not_ready_while_an_idle_worker_or_the_clock_is_silent(client: Client) -> None:
    assert client.get("/halsa/redo").json() == {**ALIVE, "ready": False, "worker": False, "clock": False}
    beats(worker=timedelta(minutes=6))
    assert client.get("/halsa/redo").json() == {**ALIVE, "ready": False, "worker": False}
    beats(clock=timedelta(minutes=6))
    assert client.get("/halsa/redo").json() == {**ALIVE, "ready": False, "clock": False}


@pytest.mark.django_db
def test_the_clock_asks_the_worker_and_does_not_ask_twice() -> None:
    now = timezone.now()
    ask_worker(now)
    ask_worker(now)
    assert DBTaskResult.objects.filter(task_path=beat.module_path).count() == 1
    beat.call()
    assert pulse(timezone.now()).worker_lives


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/halsa/live", "/halsa/redo"])
def test_only_reading(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
