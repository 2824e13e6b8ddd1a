"""Letters that come back: reports of mail servers (RFC 3464), and what they mean for an address."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default as modern
from typing import Final

from django.db import transaction
from django.utils import timezone

from stories.newsletter.dialogue import is_about_the_address
from stories.newsletter.links import read_return
from stories.newsletter.models import Delivery
from stories.newsletter.subscribing import bounce

# Where a mail server writes whom a message was for. The envelope itself is gone by the time we see it.
_FOR_WHOM: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")
_HARD: Final = "failed"


def take_back(raw: bytes, recipient: str = "") -> str:
    """Read one message, and say in a sentence what was done. ``recipient`` is the envelope's, where it is known.

    Nothing is done for a message that is no report, is of no letter of ours, or says that it is still being tried.
    """
    message = message_from_bytes(raw, policy=modern)
    delivery = _delivery(message, recipient)
    if delivery is None:
        return "Not of a letter of ours."
    status = next(_final_statuses(message), None)
    if status is None:
        return f"Letter {delivery.pk}: no final failure, nothing changed."
    return _came_back(delivery, status)


def _delivery(message: Message, recipient: str) -> Delivery | None:
    """By the address that the report was sent to, which only a server on the way of the letter knows."""
    named = (str(value) for header in _FOR_WHOM for value in message.get_all(header, []))
    return next((found for text in (recipient, *named) if text and (found := read_return(text))), None)


def _final_statuses(message: Message) -> Iterator[str]:
    """The status (RFC 3463) of each recipient that delivery has failed for."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in part.walk():
                if str(block.get("Action", "")).strip().lower() == _HARD:
                    yield str(block.get("Status", "")).strip()


def _came_back(delivery: Delivery, status: str) -> str:
    """A letter from before the address was confirmed (again) says nothing of it as it is now."""
    with transaction.atomic():
        row = Delivery.objects.select_for_update(of=("self",)).select_related("subscriber__person").get(pk=delivery.pk)
        row.state, row.answer = Delivery.State.BOUNCED, f"{status} (report)"
        row.save(update_fields=["state", "answer"])
        subscriber = row.subscriber
        if subscriber is None or not is_about_the_address(status, otherwise=False):
            return f"Letter {row.pk}: came back ({status}), the address is kept."
        if row.sent_at and subscriber.confirmed_at and subscriber.confirmed_at > row.sent_at:
            return f"Letter {row.pk}: came back ({status}), but the address was confirmed after it."
        bounce(subscriber, timezone.now())
    return f"Letter {row.pk}: came back ({status}), the address gets no more letters."
