"""How people want to be told by e-mail, and the one press that ends a kind of letters (RFC 8058)."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import ALWAYS_AT_ONCE, CHOOSABLE, UNLESS_CHOSEN, Frequency, NoticeKind
from goda_exempel.notices.models import Notice, NoticeChoice
from goda_exempel.notices.tasks import send_letter

_SIGNER: Final = Signer(salt="goda_exempel.notices.unsubscribe")


def frequencies(people: Iterable[User], kind: str) -> dict[int, str]:
    """Primary key of each person → how the person wants this kind now."""
    keys = [person.pk for person in people]
    if kind == ALWAYS_AT_ONCE:
        return dict.fromkeys(keys, Frequency.AT_ONCE)
    chosen = NoticeChoice.objects.filter(person__in=keys, kind=kind).values_list("person_id", "frequency")
    return {**dict.fromkeys(keys, UNLESS_CHOSEN), **dict(chosen)}


def choices_of(person: User) -> dict[str, str]:
    """Kind → frequency, for every kind that can be chosen."""
    chosen = dict(NoticeChoice.objects.filter(person=person).values_list("kind", "frequency"))
    return {kind.value: chosen.get(kind, UNLESS_CHOSEN.value) for kind in CHOOSABLE}


def choices_in_words(person: User) -> list[tuple[str, str]]:
    """What each kind is called, and how the person wants it; the kind that can't be chosen first."""
    chosen = choices_of(person)
    always = (str(ALWAYS_AT_ONCE.label), str(Frequency.AT_ONCE.label))
    return [always, *((str(kind.label), str(Frequency(chosen[kind]).label)) for kind in CHOOSABLE)]


def choose(person: User, wanted: Mapping[str, str]) -> None:
    """Store how the person wants these kinds (other than the one that can't be chosen).

    What waits to be e-mailed follows the choice: «never» ends it, «at once» sends it, else it waits for its morning.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)  # of two who save at once, one waits here
        before = choices_of(person)
        for kind in CHOOSABLE:
            if wanted.get(kind, before[kind]) != before[kind]:
                _change(person, kind, wanted[kind])


def _change(person: User, kind: NoticeKind, frequency: str) -> None:
    NoticeChoice.objects.update_or_create(
        person=person, kind=kind, defaults={"frequency": frequency, "changed": timezone.now()}
    )
    waiting = Notice.objects.filter(person=person, kind=kind, sent_at=None, without_mail=False)
    if frequency == Frequency.NEVER:
        waiting.update(without_mail=True)
    elif frequency == Frequency.AT_ONCE:
        for notice in waiting.filter(digest=None):
            send_letter.enqueue(notice.pk)


def sign(person: User, kinds: Iterable[str]) -> str:
    """The end of an address that ends these kinds of letters to this person; nobody can make one up."""
    return _SIGNER.sign(f"{person.pk}.{','.join(sorted(set(kinds)))}")


def read(token: str) -> tuple[User, list[NoticeKind]] | None:
    """Whose letters of which kinds; None where we have not signed this, or the person is gone."""
    try:
        key, _dot, names = _SIGNER.unsign(token).partition(".")
    except BadSignature:
        return None
    person = User.objects.filter(pk=int(key)).first()
    kinds: list[NoticeKind] = [kind for kind in CHOOSABLE if kind in names.split(",")]
    return (person, kinds) if person is not None and kinds else None
