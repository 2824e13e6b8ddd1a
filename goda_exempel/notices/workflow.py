"""Telling people: a row in the portal and a letter in the queue, in the transaction of what happened."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import select_template
from django.utils import timezone, translation
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from goda_exempel.accounts.models import User
from goda_exempel.context import ENGLISH
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.models import Notice
from goda_exempel.notices.tasks import send_letter


def tell(
    people: Iterable[User | None],
    *,
    letter: Iterable[str],
    context: Mapping[str, Any],
    url: str,
    kind: NoticeKind = NoticeKind.TASK,
) -> None:
    """Tell each active person once, in that person's language.

    ``letter`` names templates under ``templates/emails/`` (without ``.txt``), the first that exists is used; its
    first line is the subject. By ``kind`` people choose how they are e-mailed. The rows and the queued letters stand
    or fall with the caller's transaction.
    """
    letter = list(letter)
    active = {person for person in people if person is not None and person.is_active}
    for person in sorted(active, key=lambda person: person.pk):
        notice = written(person, letter, context, url, kind)
        notice.save()
        send_letter.enqueue(notice.pk)


def written(
    person: User, letter: Iterable[str], context: Mapping[str, Any], url: str, kind: NoticeKind = NoticeKind.TASK
) -> Notice:
    """A notice in the words of the person's language, not yet stored.

    Its address has no language prefix, whatever language the one who acts reads in: staff pages follow their reader.
    """
    template = select_template([f"emails/{name}.txt" for name in letter])
    with translation.override(person.language):
        text = template.render({**context, "person": person, "site_name": settings.SITE_NAME})
    subject, _newline, body = text.strip().partition("\n")
    return Notice(
        person=person,
        kind=kind,
        subject=" ".join(subject.split())[:200],
        body=body.strip(),
        url=without_language(url),
    )


def without_language(url: str) -> str:
    return url.removeprefix(ENGLISH) if url.startswith(f"{ENGLISH}/") else url


def send(notice_pk: int) -> bool:
    """E-mail a notice, once: the row stays locked until the mail server has taken the letter."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().select_related(None).filter(pk=notice_pk, sent_at=None).first()
        if notice is None or not notice.person.is_active:
            return False
        _letter(notice).send()
        notice.sent_at = timezone.now()
        notice.save(update_fields=["sent_at"])
    return True


def queue_left_letters() -> int:
    """Queue the letters that nobody will send: their worker was killed in the middle, or the database went away.

    A task that waits keeps its letter. One that is still running may send it at the same time: ``send`` lets only
    one of them. Returns how many were queued.
    """
    waiting = DBTaskResult.objects.filter(task_path=send_letter.module_path, status=TaskResultStatus.READY)
    kept = {args[0] for args in waiting.values_list("args_kwargs__args", flat=True)}
    left = Notice.objects.filter(sent_at=None, person__is_active=True).exclude(pk__in=kept)
    for notice in left:
        send_letter.enqueue(notice.pk)
    return len(left)


def _letter(notice: Notice) -> EmailMessage:
    return EmailMessage(
        subject=notice.subject,
        body=f"{notice.body}\n\n{settings.SITE_URL}{notice.url}\n",
        to=[notice.person.email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )


def mark_read(person: User, pk: int) -> Notice | None:
    """The person's notice, now read; None where it is somebody else's."""
    notice = Notice.objects.filter(person=person, pk=pk).first()
    if notice is not None and notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def mark_all_read(person: User) -> int:
    return Notice.objects.filter(person=person, read_at=None).update(read_at=timezone.now())
