"""Webhooks on moves: written with the move, signed, sent to a real receiver until it accepts, given up after days."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.outside import receivers
from ideas.outside.models import WAITS, Delivery, Webhook
from ideas.outside.signing import signature
from ideas.outside.tasks import send_delivery
from ideas.outside.workflow import make_webhook, queue_left, send, send_again, stop
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_user
from tests.ideas.outside.receiver import DIES, SLOW, TRICKLES, Receiver, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def account() -> User:
    return make_user(name="Ledningssystemet")


@pytest.fixture
def webhook(receiver: Receiver, account: User) -> Webhook:
    return make_webhook(name="Ledning", url=receiver.url, account=account, by=make_user(roles.ADMINISTRATOR))


def take(idea: Idea) -> Idea:
    return ENGINE.perform(idea, "take", by=make_user(roles.COACH, name="Ulla"))


def moved(webhook: Webhook, idea: Idea | None = None) -> Delivery:
    """The delivery of a move that has just been made."""
    idea = idea or make_idea()
    Delivery.objects.all().delete()
    take(idea)
    return Delivery.objects.get()


def queued() -> list[tuple[int, datetime | None]]:
    """Deliveries in the order they were queued, and until when each task waits."""
    rows = DBTaskResult.objects.filter(task_path=send_delivery.module_path).order_by("enqueued_at")
    return [(row.args_kwargs["args"][0], None if row.run_after.year == 9999 else row.run_after) for row in rows]


def test_a_move_is_told_signed_and_once(webhook: Webhook, receiver: Receiver) -> None:
    delivery = moved(webhook)
    assert send(delivery.pk) is True
    (message,) = receiver.got
    history = delivery.idea.history.latest("at")
    assert json.loads(message.body) == {
        "id": str(delivery),
        "type": "idea.moved",
        "timestamp": history.at.isoformat(),
        "data": {"number": delivery.idea.number, "move": "take", "from": "submitted", "to": "in_review"},
    }
    key, stamp = message.headers["webhook-id"], message.headers["webhook-timestamp"]
    secret = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    digest = hmac.new(secret, f"{key}.{stamp}.".encode() + message.body, hashlib.sha256).digest()
    assert message.headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert (key, message.path, message.headers["content-type"]) == (str(delivery), "/hook", "application/json")
    assert abs(int(stamp) - timezone.now().timestamp()) < 5
    assert send(delivery.pk) is False
    assert len(receiver.got) == 1


def test_the_signature_of_the_specification_s_own_example() -> None:
    """The example in the Standard Webhooks specification's reference libraries."""
    signed = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}'
    )
    assert signed == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_row_stands_or_falls_with_the_move(webhook: Webhook) -> None:
    idea = make_idea()
    Delivery.objects.all().delete()
    with pytest.raises(PermissionDenied):
        ENGINE.perform(idea, "take", by=make_user())
    assert Delivery.objects.count() == 0
    take(idea)
    delivery = Delivery.objects.get()
    assert (delivery.pk, None) in queued()


def test_a_refusal_is_tried_again_with_the_same_id_and_body(webhook: Webhook, receiver: Receiver) -> None:
    receiver.answers = [500, 302, 200]
    delivery = moved(webhook)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert send(delivery.pk) is False
        delivery.refresh_from_db()
        assert (delivery.tries, delivery.fault, delivery.status) == (1, "answer", 500)
        assert delivery.due == timezone.now() + WAITS[0]
        assert queued()[-1] == (delivery.pk, delivery.due)
        assert send(delivery.pk) is False  # a task that comes too early
        assert len(receiver.got) == 1
        clock.shift(WAITS[0])
        assert send(delivery.pk) is False
        clock.shift(WAITS[1])
        assert send(delivery.pk) is True
    assert receiver.ids == [str(delivery)] * 3
    assert len({message.body for message in receiver.got}) == 1
    assert len({message.headers["webhook-timestamp"] for message in receiver.got}) == 3
    assert {message.path for message in receiver.got} == {"/hook"}  # the redirect was not followed
    delivery.refresh_from_db()
    assert (delivery.tries, delivery.fault, delivery.status, delivery.delivered_at is None) == (3, "", 200, False)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [(DIES, "connection"), (SLOW, "timeout"), (TRICKLES, "timeout"), (301, "answer"), (404, "answer")],
)
def test_a_receiver_that_is_no_good_is_tried_again(
    webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, answer: int, fault: str
) -> None:
    monkeypatch.setattr(receivers, "ANSWERS_WITHIN", 0.3)
    monkeypatch.setattr(receivers, "ALL_WITHIN", 0.8)
    receiver.answers = [answer, 200]
    delivery = moved(webhook)
    assert send(delivery.pk) is False
    delivery.refresh_from_db()
    assert (delivery.fault, delivery.tries) == (fault, 1)
    Delivery.objects.update(due=timezone.now())
    assert send(delivery.pk) is True
    assert receiver.ids == [str(delivery)] * 2


def test_nobody_there_is_tried_for_three_days_and_then_given_up(webhook: Webhook, account: User) -> None:
    Webhook.objects.update(url="http://127.0.0.1:1/")
    delivery = moved(webhook)
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:
        for _try in range(len(WAITS)):
            send(delivery.pk)
            delivery.refresh_from_db()
            assert (delivery.fault, delivery.given_up_at) == ("connection", None)
            clock.move_to(delivery.due)
        send(delivery.pk)
        delivery.refresh_from_db()
        assert delivery.given_up_at == timezone.now()
    assert (delivery.tries, delivery.given_up_at - begun > timedelta(days=3)) == (len(WAITS) + 1, True)


def test_what_is_given_up_can_be_sent_again_with_the_same_id(webhook: Webhook, receiver: Receiver) -> None:
    delivery = moved(webhook)
    Delivery.objects.update(given_up_at=timezone.now(), tries=10, fault="timeout")
    assert send(delivery.pk) is False
    assert send_again(delivery.pk) == delivery
    assert send_again(delivery.pk) is None
    assert (queued()[-1], send(delivery.pk)) == ((delivery.pk, None), True)
    assert send_again(delivery.pk) is None
    assert receiver.ids == [str(delivery)]


def test_what_a_killed_worker_left_is_queued_again(webhook: Webhook) -> None:
    left = moved(webhook)
    DBTaskResult.objects.all().delete()
    queue_left(timezone.now())
    assert queued() == []
    for _twice in range(2):
        queue_left(timezone.now() + timedelta(minutes=11))
        assert queued() == [(left.pk, None)]
    Delivery.objects.update(delivered_at=timezone.now())
    DBTaskResult.objects.all().delete()
    queue_left(timezone.now() + timedelta(minutes=11))
    assert queued() == []


def test_only_what_the_account_may_see_is_told(webhook: Webhook, account: User) -> None:
    for closed in ("confidential", "held"):
        idea = make_idea(coach=make_user(roles.COACH))
        Idea.objects.filter(pk=idea.pk).update(**{closed: True})
        Delivery.objects.all().delete()
        move = {"confidential": "take", "held": "stop"}[closed]
        ENGINE.perform(Idea.objects.get(pk=idea.pk), move, by=idea.coach, reason="Skräp.")
        assert Delivery.objects.count() == 0, closed
    account.is_active = False
    account.save()
    take(make_idea())
    assert Delivery.objects.count() == 0


def test_of_a_confidential_idea_no_more_than_its_number_is_told(webhook: Webhook, account: User) -> None:
    account.add_roles(roles.ADMINISTRATOR)
    idea = make_idea(title="Hemlig rubrik")
    Idea.objects.filter(pk=idea.pk).update(confidential=True)
    delivery = moved(webhook, Idea.objects.get(pk=idea.pk))
    assert json.loads(delivery.body)["data"] == {"number": idea.number}


def test_what_is_closed_before_it_is_sent_is_not_sent(webhook: Webhook, receiver: Receiver, account: User) -> None:
    delivery = moved(webhook)
    Idea.objects.update(confidential=True)
    assert send(delivery.pk) is False
    delivery.refresh_from_db()
    assert (receiver.got, delivery.fault, delivery.given_up_at is None) == ([], "closed", False)


def test_a_stopped_webhook_is_told_nothing_more(webhook: Webhook, receiver: Receiver) -> None:
    delivery = moved(webhook)
    assert stop(webhook.pk) == webhook
    assert stop(webhook.pk) is None
    assert (send(delivery.pk), send_again(delivery.pk)) == (False, None)
    take(make_idea())
    assert (Delivery.objects.count(), receiver.got) == (1, [])
