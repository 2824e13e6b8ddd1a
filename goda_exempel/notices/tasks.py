import logging
import smtplib
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

logger = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(hours=1)


@task()
def send_letter(notice_pk: int, attempt: int = 1) -> bool:
    """Send one notice by e-mail. Safe to run twice: what is sent is marked and not sent again.

    Where the mail server does not answer, the letter is queued anew, after 1, 2, 4 … minutes, at most an hour.
    """
    from goda_exempel.notices.workflow import send

    try:
        return send(notice_pk)
    except (OSError, smtplib.SMTPException) as error:
        wait = min(timedelta(minutes=2 ** min(attempt - 1, 6)), LONGEST_WAIT)
        logger.warning(
            "Letter %s was not sent (%s); next try in %s.",
            notice_pk,
            type(error).__name__,
            wait,
        )
        send_letter.using(run_after=timezone.now() + wait).enqueue(notice_pk, attempt + 1)
        return False
