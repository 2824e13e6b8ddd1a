"""Being named: the question, the answer, and the signed link by which somebody without an account answers.

The link can be used as often as the person changes their mind, and does not grow old: a no must never come too late.
It ends when the credit is taken away.
"""

from collections.abc import Callable
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db import transaction

from ideas.models import Contributor

_SIGNER: Final = Signer(salt="ideas.people.naming")
_listeners: list[Callable[[Contributor], object]] = []


def provide_forgetting(listener: Callable[[Contributor], object]) -> None:
    """Register what else has to happen when a person says no: other apps have the name in places of their own."""
    if listener not in _listeners:
        _listeners.append(listener)


def answer(row: Contributor, naming: str) -> bool:
    """Store whether the person wants to be named; the same answer again changes nothing (False)."""
    with transaction.atomic():
        current = Contributor.objects.select_for_update().filter(pk=row.pk).first()
        if current is None or current.naming == naming:
            return False
        current.naming = naming
        current.save(update_fields=["naming"])
        for listener in _listeners if naming == Contributor.Naming.NO else ():
            listener(current)
    return True


def sign(row: Contributor) -> str:
    """The end of the address for this person; nobody can make one up."""
    return _SIGNER.sign(str(row.pk))


def read(token: str) -> Contributor | None:
    """Whose link this is; None where we have not signed it, or the credit is taken away."""
    try:
        key = _SIGNER.unsign(token)
    except BadSignature:
        return None
    return Contributor.objects.filter(pk=int(key), user=None).select_related("idea").first()
