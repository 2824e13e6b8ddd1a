"""Addresses that nobody can make up: to confirm, to end with one press, and where letters that come back are sent."""

import re
from email.utils import parseaddr
from typing import Final, NamedTuple

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from stories.newsletter.models import Delivery, Subscriber, address_key
from stories.newsletter.querysets import CONFIRM_WITHIN

_CONFIRM: Final = TimestampSigner(salt="stories.newsletter.confirm")
_END: Final = Signer(salt="stories.newsletter.end")
_RETURN: Final = re.compile(r"\+(\d{1,18})-([0-9a-f]{20})@")
NOBODY: Final = 0  # stands for the recipient in previews: no subscriber has this key


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def confirm_link(subscriber: Subscriber) -> str:
    with override(subscriber.language):
        return absolute(reverse("newsletter_confirm", args=[_CONFIRM.sign(str(subscriber.pk))]))


def read_confirm(token: str) -> Subscriber | None:
    """None where we have not signed it, it is too old, or the address is no longer kept."""
    try:
        key = _CONFIRM.unsign(token, max_age=CONFIRM_WITHIN)
    except BadSignature:
        return None
    return Subscriber.objects.select_related("person").filter(pk=int(key)).first()


class Ending(NamedTuple):
    """Whose link it is: the key of the subscriber, and what stands for the address (see ``address_key``)."""

    pk: int
    address_key: str


def end_link(pk: int, language: str = settings.LANGUAGE_CODE, address: str = "") -> str:
    """It names the address too: it ends the newsletter also where somebody has ended it, and asked for it anew."""
    named = f"{pk}-{address_key(address)}" if address else str(pk)
    with override(language):
        return absolute(reverse("newsletter_end", args=[_END.sign(named)]))


def end_link_of(subscriber: Subscriber) -> str:
    return end_link(subscriber.pk, subscriber.language, subscriber.address)


def read_end(token: str) -> Ending | None:
    """Of whom it is, who may be gone already; None where we have not signed it."""
    try:
        pk, _dash, address = _END.unsign(token).partition("-")
    except BadSignature:
        return None
    return Ending(int(pk), address)


def return_address(delivery: Delivery) -> str:
    """The envelope's sender: what comes back names the letter in it (VERP). Plain where no address is set for it."""
    base = settings.NEWSLETTER_BOUNCES
    if not base:
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    local, _at, domain = base.rpartition("@")
    return f"{local}+{delivery.pk}-{_mark(delivery.pk)}@{domain}"


def read_return(text: str) -> Delivery | None:
    """The letter that an address (or a header with addresses) names."""
    for pk, mark in _RETURN.findall(text.lower()):
        if constant_time_compare(mark, _mark(int(pk))):
            return Delivery.objects.select_related("subscriber__person").filter(pk=int(pk)).first()
    return None


def _mark(pk: int) -> str:
    """In small letters and figures: mail servers may change the case of an address."""
    return salted_hmac("stories.newsletter.return", str(pk), algorithm="sha256").hexdigest()[:20]
