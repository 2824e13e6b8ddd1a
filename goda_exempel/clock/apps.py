from datetime import timedelta

from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "goda_exempel.clock"
    label = "clock"

    def ready(self) -> None:
        from goda_exempel.clock.jobs import provide_job
        from goda_exempel.clock.pulse import JOB, ask_worker
        from goda_exempel.rate_limit import forget_old

        provide_job(JOB, ask_worker, every=timedelta(seconds=50))
        provide_job("forget old tries", forget_old, every=timedelta(hours=6))
