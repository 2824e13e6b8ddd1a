"""Readers of the newsletter, last month's letter as it was sent, and this month's as a draft."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goda_exempel.demonstration.loading.people import Cast
from stories.models import Story
from stories.months.reading import previous_month
from stories.newsletter.models import Delivery, Subscriber
from stories.newsletter.subscribing import opt_in
from stories.newsletter.tasks import send_issue
from stories.newsletter.workflow import begin, issue_of, write

READERS: Final = 24
D: Final = Delivery.State


def load(cast: Cast, now: datetime) -> None:
    """Addresses end in .example: no letter of the demonstration can reach anybody."""
    then = now - timedelta(days=200)
    Subscriber.objects.bulk_create(
        Subscriber(email=f"lasare{number}@hemma.example", asked_at=then, mailed_at=then, confirmed_at=then)
        for number in range(1, READERS + 1)
    )
    Subscriber.objects.create(email="nyss@hemma.example", asked_at=now, mailed_at=now)
    for name in ("lisa", "erik"):
        opt_in(cast.people[name])
    month = timezone.localtime(now).date().replace(day=1)
    _sent(previous_month(month), cast, now)
    proposed = issue_of(month)
    write(month, {"subject": proposed.subject, "greeting": proposed.greeting})


def _sent(month: date, cast: Cast, now: datetime) -> None:
    """With one address that the letter came back from."""
    story = Story.objects.published(now).filter(month=month).order_by("publish_at").first()
    if story is None or story.publish_at is None:
        return
    proposed = issue_of(story.month)
    write(story.month, {"subject": proposed.subject, "greeting": proposed.greeting})
    at = story.publish_at + timedelta(hours=2)
    issue = begin(story.month, by=cast.people["lisa"], now=min(now, at))
    DBTaskResult.objects.filter(task_path=send_issue.module_path).delete()  # it is sent already
    issue.deliveries.update(state=D.SENT, tries=1, sent_at=issue.started_at, answer="250 2.0.0 Ok")
    last = issue.deliveries.exclude(subscriber__email="").order_by("-pk")[0]
    Delivery.objects.filter(pk=last.pk).update(state=D.BOUNCED, answer="5.1.1 (report)")
    Subscriber.objects.filter(deliveries=last).update(bounced_at=issue.started_at)
    issue.finished_at = issue.started_at
    issue.save(update_fields=["finished_at"])
