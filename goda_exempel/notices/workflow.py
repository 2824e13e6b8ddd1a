"""Telling people: a row in the portal and a letter in the queue, in the transaction of what happened."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.template.loader import select_template
from django.utils import timezone, translation

from goda_exempel.accounts.models import User
from goda_exempel.context import ENGLISH
from goda_exempel.notices.choices import frequencies
from goda_exempel.notices.events import is_news, remember
from goda_exempel.notices.kinds import Frequency, NoticeKind
from goda_exempel.notices.models import Notice, OutsideLetter
from goda_exempel.notices.tasks import send_letter, send_outside


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
    chosen = frequencies(active, kind)
    for person in sorted(active, key=lambda person: person.pk):
        notice = written(person, letter, context, url, kind)
        if is_news(notice):
            _store(notice, chosen[person.pk])


def _store(notice: Notice, frequency: str) -> None:
    notice.without_mail = frequency == Frequency.NEVER
    notice.save()
    remember(notice)
    if frequency == Frequency.AT_ONCE:
        send_letter.enqueue(notice.pk)


def written(
    person: User, letter: Iterable[str], context: Mapping[str, Any], url: str, kind: NoticeKind = NoticeKind.TASK
) -> Notice:
    """A notice in the words of the person's language, not yet stored.

    Its address has no language prefix, whatever language the one who acts reads in: staff pages follow their reader.
    """
    subject, body = _words(letter, {**context, "person": person}, person.language)
    return Notice(person=person, kind=kind, subject=subject, body=body, url=without_language(url))


def write_outside(email: str, *, letter: str, context: Mapping[str, Any]) -> OutsideLetter:
    """Write to somebody without an account, in the portal's first language."""
    subject, body = _words([letter], context, settings.LANGUAGE_CODE)
    row = OutsideLetter.objects.create(email=email, subject=subject, body=body)
    send_outside.enqueue(row.pk)
    return row


def _words(letter: Iterable[str], context: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Subject, on one line whatever is in it, and text."""
    template = select_template([f"emails/{name}.txt" for name in letter])
    with translation.override(language):
        text = template.render({**context, "site_name": settings.SITE_NAME})
    subject, _newline, body = text.strip().partition("\n")
    return " ".join(subject.split())[:200], body.strip()


def without_language(url: str) -> str:
    return url.removeprefix(ENGLISH) if url.startswith(f"{ENGLISH}/") else url


def mark_read(person: User, pk: int) -> Notice | None:
    """The person's notice, now read; None where it is somebody else's."""
    notice = Notice.objects.filter(person=person, pk=pk).first()
    if notice is not None and notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def mark_all_read(person: User) -> int:
    return Notice.objects.filter(person=person, read_at=None).update(read_at=timezone.now())
