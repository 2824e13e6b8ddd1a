"""What time makes due is run when it is due, once, and a job that fails stops no other."""

from datetime import UTC, datetime, timedelta

import pytest

from goda_exempel.clock import jobs
from goda_exempel.clock.models import JobRun
from goda_exempel.rate_limit import is_allowed

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    monkeypatch.setattr(jobs, "_jobs", {})
    runs: list[datetime] = []
    jobs.provide_job("count", runs.append, every=HOUR)
    return runs


def test_a_job_is_run_when_its_time_has_come(runs: list[datetime]) -> None:
    for minutes in (0, 1, 59, 60, 61):
        jobs.run_due(NOON + timedelta(minutes=minutes))
    assert runs == [NOON, NOON + HOUR]


def test_a_clock_set_back_stops_nothing(runs: list[datetime]) -> None:
    jobs.run_due(NOON)
    jobs.run_due(NOON - HOUR)
    assert runs == [NOON, NOON - HOUR]


def test_a_job_that_fails_is_tried_again_and_stops_no_other(
    runs: list[datetime], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(now: datetime) -> None:
        JobRun.objects.create(name="half done")
        raise RuntimeError

    jobs.provide_job("a failing one", fail, every=HOUR)
    assert jobs.run_due(NOON) == ["count"]
    assert not JobRun.objects.filter(name="half done").exists()
    assert "a failing one" in caplog.text


def test_tries_are_counted_in_a_window_of_time() -> None:
    def allowed(minutes: int) -> bool:
        return is_allowed("somebody", most=2, within=HOUR, now=NOON + timedelta(minutes=minutes))

    assert [allowed(minutes) for minutes in (0, 1, 2, 59, 60, 61, 62)] == [True, True, False, False, True, True, False]
    assert is_allowed("somebody else", most=2, within=HOUR, now=NOON)
