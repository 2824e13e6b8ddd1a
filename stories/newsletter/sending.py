"""Handing over an issue: each letter exactly once, as far as SMTP can promise it.

A row stands for each letter (``Delivery``, unique for issue and recipient) before anything is sent. For one letter:

1. ``talking`` is stored, before a word is said to the mail server;
2. the letter is sent but for its final dot; ``at_the_dot`` is stored;
3. the dot is sent, the server answers, ``sent`` is stored.

Who dies in step 1 or 2 has sent nothing: without its dot a letter is thrown away by the server, so it is sent anew. Who
dies in step 3 can not know (RFC 1047): then the same letter goes out once more, with the same Message-ID, by which mail
systems know it, and the desk sees that it was repeated. That is the choice between two evils: nobody is left out.

To make step 3 all but unreachable, the process that talks with the mail server is not the worker (``apart``): where the
worker is killed, it hears the server out, stores the answer, and ends. One process at a time sends an issue: it holds a
lock in the database that ends with it. So whatever the next one finds half done, nobody is working on: no clock is
asked, and one that is set back makes nothing happen twice.
"""

import logging
import smtplib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

from django.db import connection
from django.utils import timezone

from goda_exempel.notices.sending import TRIED_FOR
from stories.models import Story
from stories.newsletter.dialogue import Answer, Route
from stories.newsletter.letters import letter_for
from stories.newsletter.links import return_address
from stories.newsletter.models import Delivery, Issue, Subscriber
from stories.newsletter.subscribing import bounce
from stories.newsletter.workflow import finish_if_done, stop

logger = logging.getLogger(__name__)

S = Delivery.State
MOST_TRIES: Final = 5
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 480))
PAUSE_AFTER_SILENCE: Final = timedelta(minutes=1)
BATCH_SECONDS: Final = 10.0
_LOCK: Final = 0x6E79  # the first half of the lock's name; the second is the issue's key


class Outcome(IntEnum):
    """How a batch ended; also how the process that sent it exits."""

    HANDED = 0  # some letters were handed over
    NOTHING = 10  # none is to be sent now
    BUSY = 11  # another process is sending the issue
    BROKE = 12  # the mail server went away


def send_waiting(issue_pk: int, *, should_end: Callable[[], bool] = lambda: False) -> Outcome:
    """Send what waits of an issue, for at most ``BATCH_SECONDS``."""
    with only_sender(issue_pk) as is_alone:
        if not is_alone:
            return Outcome.BUSY
        _take_up(issue_pk)
        outcome = _send_batch(issue_pk, should_end)
        finish_if_done(issue_pk)
        return outcome


@contextmanager
def only_sender(issue_pk: int) -> Iterator[bool]:
    """A lock of this connection, not of a transaction: it is gone when the process is, however that ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK, issue_pk])
        (is_alone,) = cursor.fetchone()
    try:
        yield bool(is_alone)
    finally:
        if is_alone and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK, issue_pk])


def _take_up(issue_pk: int) -> None:
    """What a process that is gone has left in the middle."""
    left = Delivery.objects.filter(issue=issue_pk)
    left.filter(state=S.TALKING).update(state=S.WAITING)
    left.filter(state=S.AT_THE_DOT).update(state=S.WAITING, repeated=True)


def _send_batch(issue_pk: int, should_end: Callable[[], bool]) -> Outcome:
    outcome, until = Outcome.NOTHING, time.monotonic() + BATCH_SECONDS
    with Route() as route:
        while time.monotonic() < until and not should_end():
            delivery = _next(issue_pk)
            if delivery is None:
                break
            if not _hand_over(route, delivery):
                return Outcome.BROKE
            outcome = Outcome.HANDED
    return outcome


def _next(issue_pk: int) -> Delivery | None:
    """The next letter, claimed; None where there is none to send now, or the issue is to be sent no more."""
    issue = Issue.objects.under_way().filter(pk=issue_pk).first()
    if issue is None:
        return None
    if _lost_stories(issue):
        stop(issue)
        return None
    ready = Delivery.objects.filter(issue=issue).ready(timezone.now())
    delivery = ready.select_related("subscriber__person").first()
    if delivery is None:
        return None
    delivery.issue = issue
    _mark(delivery, S.TALKING)
    return delivery


def _lost_stories(issue: Issue) -> bool:
    told = issue.stories.count()
    return told != Story.objects.published(timezone.now()).filter(pk__in=issue.stories.values("pk")).count()


def _hand_over(route: Route, delivery: Delivery) -> bool:
    """Whether the mail server answered at all."""
    subscriber = delivery.subscriber
    if subscriber is None or not subscriber.is_active:  # ended since the letters were made
        _mark(delivery, S.LEFT_OUT)
        return True
    letter = letter_for(delivery, subscriber)
    try:
        answer = route.hand_over(letter, return_address(delivery), lambda: _mark(delivery, S.AT_THE_DOT))
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("Letter %s of the newsletter is not sent yet (%s).", delivery.pk, type(error).__name__)
        _keep(delivery, timezone.now())
        return False
    _store(delivery, subscriber, answer, timezone.now())
    return True


def _keep(delivery: Delivery, now: datetime) -> None:
    """To be sent later, after those behind it: one letter that a server can't stand must not stop all others."""
    delivery.repeated = delivery.repeated or delivery.state == S.AT_THE_DOT
    delivery.not_before = now + PAUSE_AFTER_SILENCE
    is_over = delivery.issue.started_at is not None and delivery.issue.started_at < now - TRIED_FOR
    _mark(delivery, S.REFUSED if is_over else S.WAITING, "repeated", "not_before")


def _store(delivery: Delivery, subscriber: Subscriber, answer: Answer, now: datetime) -> None:
    delivery.answer, delivery.tries = answer.text, delivery.tries + 1
    if answer.is_taken:
        delivery.sent_at = now
        _mark(delivery, S.SENT, "answer", "tries", "sent_at")
    elif answer.is_final or delivery.tries >= MOST_TRIES:
        _mark(delivery, S.REFUSED, "answer", "tries")
        if answer.stops_the_address:
            bounce(subscriber, now)
    else:
        delivery.not_before = now + PAUSES[delivery.tries - 1]
        _mark(delivery, S.WAITING, "answer", "tries", "not_before")


def _mark(delivery: Delivery, state: str, *fields: str) -> None:
    """Stored at once: nothing here runs in a transaction that could take it back."""
    delivery.state = state
    delivery.save(update_fields=["state", *fields])
