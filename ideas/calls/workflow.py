"""How a call for ideas is made, changed and closed, and how those who are asked are told when it opens."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import Unit, User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.workflow import tell
from goda_exempel.workflow import Engine, WrongState
from ideas.calls.models import Call
from ideas.calls.permissions import PEOPLE, may_delete, may_edit
from ideas.calls.reading import closed_sentence
from ideas.calls.states import CALL_WORKFLOW, CallState
from ideas.models import Idea
from ideas.querysets import STAFF_ROLES
from ideas.states import IdeaState

RESERVED: Final = ("nytt",)  # what stands at the place of a slug in the addresses

ENGINE: Engine[Call] = Engine(
    workflow=CALL_WORKFLOW,
    people=PEOPLE,
    audiences={
        "answerer": lambda call: {call.answerer} if call.answerer else set(),
        "maker": lambda call: {call.maker} if call.maker else set(),
    },
)


class CallConflictError(Exception):
    """Somebody saved the call after the page was opened. ``current`` is what is saved now."""

    def __init__(self, current: Call) -> None:
        super().__init__()
        self.current = current


def begin(*, by: User, form_key: UUID | None, values: Mapping[str, Any], units: Iterable[Unit]) -> Call:
    """Make a call. The same ``form_key`` again gives back the call it already made."""
    for slug in _slugs(str(values["title"])):
        existing = Call.objects.filter(form_key=form_key, maker=by).first() if form_key else None
        if existing is not None:
            return existing
        try:
            with transaction.atomic():
                call = Call.objects.create(slug=slug, form_key=form_key, maker=by, maker_name=by.name, **values)
                call.units.set(units)
        except IntegrityError:
            if not Call.objects.filter(slug=slug).exists() and not Call.objects.filter(form_key=form_key).exists():
                raise
        else:
            return call
    raise AssertionError  # there is always one more number


def _slugs(title: str) -> Iterable[str]:
    """Addresses to try, in order: the title itself, then with a number."""
    stem = slugify(title)[:70].strip("-") or "upprop"
    if stem not in RESERVED:
        yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def change(call: Call, *, by: User, stamp: str, values: Mapping[str, Any], units: Iterable[Unit] | None = None) -> Call:
    """Save what was written. ``stamp`` is that of the version the writer began from.

    Raises PermissionDenied, WrongState where the call has closed or opened since the page was shown, and
    CallConflictError where somebody else has saved something else.
    """
    chosen = None if units is None else set(units)
    with transaction.atomic():
        current = Call.objects.select_for_update().get(pk=call.pk)
        if not may_edit(by, current):
            raise PermissionDenied
        if current.state_at(timezone.now()) != call.state_at(timezone.now()):
            raise WrongState(current, current.state_at(timezone.now()))
        if not _differs(current, values, chosen):
            return current
        if stamp != stamp_of(current):
            raise CallConflictError(current)
        return _write(current, values, chosen)


def stamp_of(call: Call) -> str:
    """Which version of the call this is."""
    return call.changed.isoformat()


def _differs(call: Call, values: Mapping[str, Any], units: set[Unit] | None) -> bool:
    if units is not None and set(call.units.all()) != units:
        return True
    return any(getattr(call, name) != value for name, value in values.items())


def _write(call: Call, values: Mapping[str, Any], units: set[Unit] | None) -> Call:
    is_first_result = bool(values.get("result")) and not call.result
    for name, value in values.items():
        setattr(call, name, value)
    call.changed = timezone.now()
    call.save(update_fields=[*values, "changed"])
    if units is not None:
        call.units.set(units)
    if is_first_result:
        _tell(call, {idea.submitter for idea in _handed_in(call)}, "ideas/calls/result", NoticeKind.OWN)
    return call


def _handed_in(call: Call) -> QuerySet[Any]:
    return call.ideas.filter(submitted_at__isnull=False).select_related("submitter")


def delete(call: Call, *, by: User) -> None:
    """Only what nobody has seen. Raises PermissionDenied, or WrongState where the call has opened or has ideas."""
    with transaction.atomic():
        current = Call.objects.select_for_update().filter(pk=call.pk).first()
        if current is None:
            return
        if not may_edit(by, current):
            raise PermissionDenied
        if not may_delete(by, current):
            raise WrongState(current, current.state_at(timezone.now()))
        current.delete()


def tell_asked(now: datetime) -> None:
    """Tell those who are asked that a call has opened, each once; who comes to be asked later is told then."""
    for call in Call.objects.open(timezone.localdate(now)):
        with transaction.atomic():
            current = Call.objects.select_for_update().get(pk=call.pk)
            if current.state_at(now) != CallState.OPEN:
                continue
            people = list(asked(current).exclude(pk__in=current.told.values("pk")))
            _tell(current, set(people) - {current.maker}, "ideas/calls/opened", NoticeKind.CALL)
            current.told.add(*people)


def asked(call: Call) -> QuerySet[User]:
    """The people who work here, in the units that are asked and those below, who may log in."""
    people = User.objects.filter(is_active=True, groups__name__in=STAFF_ROLES)
    if not call.everybody:
        ids = list(call.units.values_list("pk", flat=True))
        below = Unit.objects.filter(pk__in=ids) | Unit.objects.filter(parent__in=ids)
        below |= Unit.objects.filter(parent__parent__in=ids)
        people = people.filter(units__in=below)
    return people.distinct()


def _tell(call: Call, people: Iterable[User | None], letter: str, kind: NoticeKind) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        url = call.get_absolute_url()
    tell(people, letter=[letter], context={"call": call}, url=url, kind=kind)


def leave_closed_call(idea: Idea, *, by: User) -> str:
    """Make a draft whose call has closed an ordinary one, and return the sentence that says so; else an empty one."""
    if idea.state != IdeaState.DRAFT or idea.call is None or idea.call.is_open:
        return ""
    sentence = closed_sentence(idea.call.slug, by)
    idea.call = None
    idea.save(update_fields=["call"])
    return f"{sentence} {_('Your text is kept.')}"
