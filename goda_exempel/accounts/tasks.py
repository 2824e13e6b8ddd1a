import logging
import smtplib
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

logger = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(minutes=30)
MOST_TRIES = 6


@task()
def send_password_letter(email: str, attempt: int = 1) -> bool:
    """Write to whoever has this address how to choose a new password. The link is made here, so that no queue keeps it.

    Where the mail server does not answer, the letter is queued anew after 1, 2, 4 … minutes, a few times.
    """
    from goda_exempel.accounts.workflow import write_password_letter

    try:
        return write_password_letter(email)
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("A password letter was not sent (%s), try %s.", type(error).__name__, attempt)
        if attempt < MOST_TRIES:
            wait = min(timedelta(minutes=2 ** (attempt - 1)), LONGEST_WAIT)
            send_password_letter.using(run_after=timezone.now() + wait).enqueue(email, attempt + 1)
        return False
