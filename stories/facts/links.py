"""The personal link of somebody who is asked: signed, so that nobody can make one up, and ended by a new serial."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone, translation

from stories.facts.models import FactCheck
from stories.states import StoryState

_SIGNER: Final = Signer(salt="stories.facts.links")


class Standing(Enum):
    """What a link that we have signed leads to."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Opened:
    """``check`` is None where the story is deleted, or nobody is asked any more."""

    check: FactCheck | None
    standing: Standing


def sign(check: FactCheck) -> str:
    """The end of the address for this person."""
    return _SIGNER.sign(f"{check.pk}-{check.serial}")


def link_to(check: FactCheck) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{reverse('fact_check', args=[sign(check)])}"


def read(token: str) -> Opened | None:
    """None for what we have not signed."""
    try:
        key, _dash, serial = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    check = FactCheck.objects.filter(pk=int(key)).select_related("story__unit", "story__picture").first()
    return Opened(check, _standing(check, int(serial)) if check else Standing.GONE)


def _standing(check: FactCheck, serial: int) -> Standing:
    if check.story.state == StoryState.WITHDRAWN:
        return Standing.GONE
    if serial != check.serial:
        return Standing.REPLACED
    if check.revoked_at is not None:
        return Standing.REVOKED
    return Standing.EXPIRED if check.is_expired(timezone.now()) else Standing.GOOD
