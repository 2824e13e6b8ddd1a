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

    return try_or_queue(send_letter, send, notice_pk, attempt=attempt)


@task()
def send_digest(digest_pk: int, attempt: int = 1) -> bool:
    """Send a day's or a week's notices in one letter. Safe to run twice."""
    from goda_exempel.notices.sending import send_gathered

    return try_or_queue(send_digest, send_gathered, digest_pk, attempt=attempt)


@task()
def send_outside(letter_pk: int, attempt: int = 1) -> bool:
    """Send a letter to somebody without an account. Safe to run twice."""
    from goda_exempel.notices.sending import send_to_outsider

    return try_or_queue(send_outside, send_to_outsider, letter_pk, attempt=attempt)


def try_or_queue(again: Any, send: Callable[..., bool], *keys: int, attempt: int) -> bool:
    """Send the letter of these keys.

    Where the mail server does not answer, it is queued anew, after 1, 2, 4 … minutes, at most an hour.
    """
    try:
        return send(*keys)
    except (OSError, smtplib.SMTPException) as error:
        problem = f"{again.name} {keys} was not sent ({type(error).__name__})"
    if attempt >= MOST_TRIES:
        logger.error("%s, and is not tried again.", problem)
        return False
    wait = min(timedelta(minutes=2 ** min(attempt - 1, 6)), LONGEST_WAIT)
    logger.warning("%s; next try in %s.", problem, wait)
    again.using(run_after=timezone.now() + wait).enqueue(*keys, attempt + 1)
    return False
