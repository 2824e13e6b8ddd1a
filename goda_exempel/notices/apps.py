from datetime import datetime, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "goda_exempel.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from goda_exempel.clock.jobs import provide_job
        from goda_exempel.notices.digests import gather
        from goda_exempel.notices.sending import queue_left_letters

        def queue(now: datetime) -> int:
            return queue_left_letters()

        provide_job("gather the day's letters", gather, every=timedelta(minutes=1))
        provide_job("queue letters left behind", queue, every=timedelta(minutes=10))
