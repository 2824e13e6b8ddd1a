"""Handing letters to the mail server: each once, and none that is no longer to be sent.

The row is locked until the server has taken the letter and the time is stored. If we are killed between those two, or
the server goes away without an answer, we can not know and send the letter again: with the same Message-ID, by which
mail programs drop the second.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from goda_exempel.notices.choices import frequencies
from goda_exempel.notices.kinds import Frequency
from goda_exempel.notices.letters import digest_letter, letter_of, outside_letter
from goda_exempel.notices.models import Digest, Notice, OutsideLetter
from goda_exempel.notices.tasks import send_digest, send_letter, send_outside

TRIED_FOR: Final = timedelta(days=5)  # as long as mail servers themselves try

_others: list[Callable[[], int]] = []


def send(notice_pk: int) -> bool:
    """E-mail a notice that is to come by itself, and say whether it was sent."""
    with transaction.atomic():
        waiting = Notice.objects.select_for_update().filter(sent_at=None, digest=None, without_mail=False)
        notice = waiting.filter(pk=notice_pk).first()
        if notice is None:
            return False
        wanted = frequencies([notice.person], notice.kind)[notice.person_id]
        if not notice.person.is_active or wanted == Frequency.NEVER:
            Notice.objects.filter(pk=notice.pk).update(without_mail=True)
            return False
        return wanted == Frequency.AT_ONCE and _hand_over(notice, letter_of(notice))


def send_gathered(digest_pk: int) -> bool:
    """E-mail a summary. What its person no longer wants is left out; of what is left empty nothing is sent."""
    with transaction.atomic():
        digest = Digest.objects.select_for_update().filter(pk=digest_pk, sent_at=None).first()
        if digest is None:
            return False
        notices = list(digest.notices.select_for_update().filter(sent_at=None, without_mail=False))
        if not digest.person.is_active:
            digest.notices.update(without_mail=True)
        if not notices or not digest.person.is_active:
            digest.delete()
            return False
        digest.notices.filter(pk__in=[row.pk for row in notices]).update(sent_at=timezone.now())
        return _hand_over(digest, digest_letter(digest, notices))


def send_to_outsider(pk: int) -> bool:
    with transaction.atomic():
        row = OutsideLetter.objects.select_for_update().filter(pk=pk, sent_at=None).first()
        return row is not None and _hand_over(row, outside_letter(row))


def _hand_over(row: Notice | Digest | OutsideLetter, letter: EmailMessage) -> bool:
    letter.send()
    row.sent_at = timezone.now()
    row.save(update_fields=["sent_at"])
    return True


def provide_left_letters(queue: Callable[[], int]) -> None:
    """Register what else queues letters that a killed worker has left."""
    if queue not in _others:
        _others.append(queue)


def queue_left_letters() -> int:
    """Queue the letters that nobody will send: their worker was killed in the middle, or the database went away.

    A task that waits keeps its letter. One that is still running may send it at the same time: the lock lets only one
    of them. Returns how many were queued.
    """
    since = timezone.now() - TRIED_FOR
    left: tuple[tuple[Any, Any], ...] = (
        (send_letter, Notice.objects.waiting_alone()),
        (send_digest, Digest.objects.filter(sent_at=None)),
        (send_outside, OutsideLetter.objects.filter(sent_at=None)),
    )
    own = sum(_queue(task, rows.filter(created__gt=since)) for task, rows in left)
    return own + sum(queue() for queue in _others)


def _queue(task: Any, rows: Any) -> int:
    waiting = DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
    kept = {args[0] for args in waiting.values_list("args_kwargs__args", flat=True)}
    keys = [pk for pk in rows.values_list("pk", flat=True) if pk not in kept]
    for pk in keys:
        task.enqueue(pk)
    return len(keys)
