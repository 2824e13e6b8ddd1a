from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks import task

from goda_exempel.notices.tasks import try_or_queue

LONGEST_PAUSE: Final = timedelta(hours=1)


@task()
def send_issue(issue_pk: int, attempt: int = 1) -> int:
    """Send what waits of an issue. Safe to run twice, also at once; queues itself until the issue is sent."""
    from stories.newsletter.apart import send_apart
    from stories.newsletter.sending import Outcome

    outcome = send_apart(issue_pk)
    if not _is_under_way(issue_pk):
        return int(outcome)
    if outcome == Outcome.HANDED:
        send_issue.enqueue(issue_pk)
        return int(outcome)
    attempt = attempt + 1 if outcome == Outcome.BROKE else 1
    wait = min(timedelta(minutes=2 ** min(max(attempt - 2, 0), 6)), LONGEST_PAUSE)
    send_issue.using(run_after=timezone.now() + wait).enqueue(issue_pk, attempt)
    return int(outcome)


def _is_under_way(issue_pk: int) -> bool:
    from stories.newsletter.models import Issue

    return Issue.objects.under_way().filter(pk=issue_pk).exists()


@task()
def send_trial(issue_pk: int, person_pk: int, attempt: int = 1) -> bool:
    """Send an issue to somebody of the desk, to look at."""
    from stories.newsletter.subscribing import mail_trial

    return try_or_queue(send_trial, mail_trial, issue_pk, person_pk, attempt=attempt)


@task()
def send_question(subscriber_pk: int, attempt: int = 1) -> bool:
    """Ask whether an address is to get the newsletter. Safe to run twice: what is sent is marked."""
    from stories.newsletter.subscribing import mail_question

    return try_or_queue(send_question, mail_question, subscriber_pk, attempt=attempt)
