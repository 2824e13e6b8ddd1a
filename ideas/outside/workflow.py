"""Webhooks: a row in the transaction of the move, sent until the receiver has accepted it, or for three days."""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from goda_exempel.accounts.models import User
from goda_exempel.history import HistoryRow
from ideas.models import Idea
from ideas.outside.models import Delivery, Fault, Webhook
from ideas.outside.receivers import NotSentError, post
from ideas.outside.signing import headers_for, new_secret
from ideas.outside.tasks import send_delivery

LEFT_FOR: Final = timedelta(minutes=10)


def make_webhook(*, name: str, url: str, account: User, by: User) -> Webhook:
    return Webhook.objects.create(name=name, url=url, account=account, secret=new_secret(), created_by_name=by.name)


def stop(pk: int) -> Webhook | None:
    """The webhook that is now stopped; None where it already was. What waits for it is given up."""
    now = timezone.now()
    with transaction.atomic():
        changed = Webhook.objects.filter(pk=pk, stopped_at=None).update(stopped_at=now)
        Delivery.objects.waiting().filter(webhook=pk).update(given_up_at=now, fault=Fault.CLOSED)
    return Webhook.objects.get(pk=pk) if changed else None


def write_deliveries(idea: Idea, row: HistoryRow) -> None:
    """Called in the transaction of every move: one message to each webhook whose account may see the idea now."""
    for webhook in Webhook.objects.filter(stopped_at=None, account__is_active=True).select_related("account"):
        if _may_see(webhook, idea):
            delivery = Delivery(webhook=webhook, idea=idea)
            delivery.body = json.dumps(_message(delivery, idea, row), ensure_ascii=False)
            delivery.save()
            send_delivery.enqueue(delivery.pk)


def _may_see(webhook: Webhook, idea: Idea) -> bool:
    return Idea.objects.visible_to(webhook.account).filter(pk=idea.pk).exists()


def _message(delivery: Delivery, idea: Idea, row: HistoryRow) -> dict[str, Any]:
    """No words of the idea leave this way. Of one that may contain what is secret, no more than that it moved."""
    data = {"number": idea.number}
    if not idea.confidential:
        data |= {"move": row.move, "from": row.from_state, "to": row.to_state}
    return {"id": str(delivery), "type": "idea.moved", "timestamp": row.at.isoformat(), "data": data}


def send(pk: int) -> bool:
    """Try once to deliver what is due, and say whether it was accepted. The row is locked meanwhile: nobody else tries.

    Whoever dies in the middle leaves the row as it was, and ``queue_left`` finds it: so a receiver may get a message
    twice, with the same id, but never not at all.
    """
    now = timezone.now()
    with transaction.atomic():
        rows = Delivery.objects.waiting().filter(pk=pk, due__lte=now).select_related("webhook__account", "idea")
        delivery = rows.select_for_update(of=("self",), skip_locked=True).first()
        if delivery is None:
            return False
        try:
            delivery.status, delivery.fault = _post(delivery, now), ""
            delivery.delivered_at = timezone.now()
        except NotSentError as error:
            delivery.status, delivery.fault = error.status, error.fault
            _try_later(delivery)
        delivery.tries += 1
        delivery.save(update_fields=["status", "fault", "delivered_at", "given_up_at", "due", "tries"])
    return delivery.delivered_at is not None


def _post(delivery: Delivery, now: datetime) -> int:
    webhook = delivery.webhook
    if webhook.stopped_at is not None or not webhook.account.is_active or not _may_see(webhook, delivery.idea):
        raise NotSentError(Fault.CLOSED)
    body = delivery.body.encode()
    return post(webhook.url, body, headers_for(webhook.secret, str(delivery), body, now))


def _try_later(delivery: Delivery) -> None:
    now = timezone.now()
    due = None if delivery.fault == Fault.CLOSED else delivery.next_try(now)
    if due is None:
        delivery.given_up_at = now
    else:
        delivery.due = due
        send_delivery.using(run_after=due).enqueue(delivery.pk)


def send_again(pk: int) -> Delivery | None:
    """Begin anew with what was given up; None where it was not."""
    with transaction.atomic():
        row = Delivery.objects.given_up().filter(webhook__stopped_at=None).select_for_update(of=("self",))
        delivery = row.filter(pk=pk).first()
        if delivery is not None:
            delivery.given_up_at, delivery.due, delivery.tries = None, timezone.now(), 0
            delivery.save(update_fields=["given_up_at", "due", "tries"])
            send_delivery.enqueue(delivery.pk)
    return delivery


def queue_left(now: datetime) -> None:
    """Queue what nobody will send: its worker was killed in the middle, or its task is gone."""
    waiting = DBTaskResult.objects.filter(task_path=send_delivery.module_path, status=TaskResultStatus.READY)
    kept = {args[0] for args in waiting.values_list("args_kwargs__args", flat=True)}
    for delivery in Delivery.objects.waiting().filter(due__lt=now - LEFT_FOR).exclude(pk__in=kept):
        send_delivery.enqueue(delivery.pk)
