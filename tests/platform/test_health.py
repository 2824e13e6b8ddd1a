"""Liveness and readiness."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goda_exempel import views_health


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_health, "_migrated", False)


def waiting_task(*, enqueued: timedelta) -> None:
    now = timezone.now()
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="none", backend_name="default", run_after=now - enqueued
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=now - enqueued)


def test_live_asks_nothing_of_the_database(client: Client) -> None:
    response = client.get("/halsa/live")
    assert response.json() == {"live": True}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    waiting_task(enqueued=timedelta(minutes=4))
    response = client.get("/halsa/redo")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": True, "migrations": True, "worker": True}


@pytest.mark.django_db
def test_not_ready_while_no_worker_takes_the_tasks(client: Client) -> None:
    waiting_task(enqueued=timedelta(minutes=6))
    response = client.get("/halsa/redo")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "migrations": True, "worker": False}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/halsa/live", "/halsa/redo"])
def test_only_reading(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
