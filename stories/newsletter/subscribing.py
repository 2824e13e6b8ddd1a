"""Who gets the newsletter: asked for, confirmed, ended, forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from goda_exempel.accounts.models import User
from stories.newsletter.letters import question_to, trial_letter
from stories.newsletter.models import Issue, Subscriber, address_key
from stories.newsletter.tasks import send_question


def ask_for(address: str, language: str) -> Subscriber:
    """Note that an address is to get the newsletter, and queue the letter that asks whether it is so.

    An address that gets it already is written to as well, that it does: who asks learns nothing either way.
    """
    with transaction.atomic():
        known = Subscriber.objects.at(address).select_for_update(of=("self",)).first()
        subscriber = known or _new(address, language)
        subscriber.asked_at, subscriber.mailed_at = timezone.now(), None
        subscriber.save(update_fields=["asked_at", "mailed_at"])
        send_question.enqueue(subscriber.pk)
    return subscriber


def _new(address: str, language: str) -> Subscriber:
    """Of two who ask for the same address at once, the second finds the row of the first."""
    Subscriber.objects.bulk_create([Subscriber(email=address, language=language)], ignore_conflicts=True)
    return Subscriber.objects.select_for_update(of=("self",)).get(email__iexact=address)


def mail_question(pk: int) -> bool:
    """The letter after ``ask_for``; what it says follows from whether the address gets the newsletter now."""
    with transaction.atomic():
        rows = Subscriber.objects.select_for_update(of=("self",)).select_related("person")
        subscriber = rows.filter(pk=pk, mailed_at=None).first()
        if subscriber is None:
            return False
        with suppress_refusal():
            question_to(subscriber).send()
        subscriber.mailed_at = timezone.now()
        subscriber.save(update_fields=["mailed_at"])
    return True


@contextmanager
def suppress_refusal() -> Iterator[None]:
    """An address that does not exist is asked once: nobody will confirm it."""
    try:
        yield
    except SMTPRecipientsRefused as error:
        if any(code < 500 for code, _words in error.recipients.values()):
            raise


def confirm(subscriber: Subscriber) -> None:
    """From now on; also after letters had come back. Pressing twice changes nothing more."""
    with transaction.atomic():
        row = Subscriber.objects.select_for_update(of=("self",)).filter(pk=subscriber.pk).first()
        if row is not None and (row.confirmed_at is None or row.bounced_at is not None):
            row.confirmed_at, row.bounced_at = timezone.now(), None
            row.save(update_fields=["confirmed_at", "bounced_at"])


def end(pk: int, named: str = "") -> None:
    """No more letters to the subscriber, or to the address of this key; and the address is kept no longer."""
    subscriber = Subscriber.objects.select_related("person").filter(pk=pk).first()
    if subscriber is not None:
        subscriber.delete()
        if subscriber.address:
            Subscriber.objects.at(subscriber.address).delete()
    elif named:
        Subscriber.objects.filter(pk__in=_rows_named(named)).delete()


def _rows_named(named: str) -> list[int]:
    """All are looked at, but only for a link whose own row is gone."""
    rows = Subscriber.objects.values_list("pk", "email", "person__email")
    return [pk for pk, email, of_person in rows.iterator() if address_key(email or of_person) == named]


def bounce(subscriber: Subscriber, at: datetime) -> None:
    """Letters to the address come back: it gets no more until its person has confirmed it again."""
    Subscriber.objects.filter(pk=subscriber.pk, bounced_at=None).update(bounced_at=at)


def opt_in(person: User) -> None:
    """An employee's one press. What the same address had asked for as a citizen becomes part of it."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)  # of two presses at once, one waits here
        Subscriber.objects.filter(email__iexact=person.email).delete()
        now = timezone.now()
        Subscriber.objects.update_or_create(
            person=person,
            defaults={"language": person.language, "mailed_at": now, "confirmed_at": now, "bounced_at": None},
        )


def opt_out(person: User) -> None:
    Subscriber.objects.filter(person=person).delete()


def forget_old(now: datetime) -> int:
    """Remove addresses that were not confirmed in time, and those that letters came back from long ago."""
    return Subscriber.objects.to_be_forgotten(now).delete()[0]


def queue_left_questions() -> int:
    """Queue the letters of a worker that was killed in the middle."""
    waiting = DBTaskResult.objects.filter(task_path=send_question.module_path, status=TaskResultStatus.READY)
    kept = {args[0] for args in waiting.values_list("args_kwargs__args", flat=True)}
    keys = [pk for pk in Subscriber.objects.to_be_asked().values_list("pk", flat=True) if pk not in kept]
    for pk in keys:
        send_question.enqueue(pk)
    return len(keys)


def mail_trial(issue_pk: int, person_pk: int) -> bool:
    issue, person = Issue.objects.filter(pk=issue_pk).first(), User.objects.filter(pk=person_pk).first()
    if issue is None or person is None or not person.is_active:
        return False
    trial_letter(issue, person).send()
    return True


def count_by_kind() -> dict[str, int]:
    """What the desk is shown of the subscribers: numbers alone."""
    of_employees = Q(person__isnull=False)
    return {
        **Subscriber.objects.active().aggregate(
            all=Count("pk"), citizens=Count("pk", filter=~of_employees), employees=Count("pk", filter=of_employees)
        ),
        **Subscriber.objects.aggregate(
            bounced=Count("pk", filter=Q(bounced_at__isnull=False)),
            unconfirmed=Count("pk", filter=Q(confirmed_at=None)),
        ),
    }
