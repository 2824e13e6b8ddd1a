from django.utils import timezone
from django_tasks import task


@task()
def beat() -> None:
    """The worker says that it lives."""
    from goda_exempel.clock.models import Heartbeat

    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})
