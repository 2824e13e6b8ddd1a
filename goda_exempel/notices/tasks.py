import logging
import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django_tasks import task

logger = logging.getLogger(__name__)

LONGEST_WAIT: Final = timedelta(hours=1)
MOST_TRIES: Final = 125  # about five days, as long as mail servers themselves try


@task()
def send_letter(notice_pk: int, attempt: int = 1) -> bool:
    """Send one notice by e-mail. Safe to run twice: what is sent is marked and not sent again."""
    from goda_exempel.notices.sending import send

    return _try(send_letter, send, notice_pk, attempt)


@task()
def send_digest(digest_pk: int, attempt: int = 1) -> bool:
    """Send a day's or a week's notices in one letter. Safe to run twice."""
    from goda_exempel.notices.sending import send_gathered

    return _try(send_digest, send_gathered, digest_pk, attempt)


@task()
def send_outside(letter_pk: int, attempt: int = 1) -> bool:
    """Send a letter to somebody without an account. Safe to run twice."""
    from goda_exempel.notices.sending import send_to_outsider

    return _try(send_outside, send_to_outsider, letter_pk, attempt)


def _try(again: Any, send: Callable[[int], bool], pk: int, attempt: int) -> bool:
    """Where the mail server does not answer, the letter is queued anew, after 1, 2, 4 … minutes, at most an hour."""
    try:
        return send(pk)
    except (OSError, smtplib.SMTPException) as error:
        problem = f"{again.name} {pk} was not sent ({type(error).__name__})"
    if attempt >= MOST_TRIES:
        logger.error("%s, and is not tried again.", problem)
        return False
    wait = min(timedelta(minutes=2 ** min(attempt - 1, 6)), LONGEST_WAIT)
    logger.warning("%s; next try in %s.", problem, wait)
    again.using(run_after=timezone.now() + wait).enqueue(pk, attempt + 1)
    return False
