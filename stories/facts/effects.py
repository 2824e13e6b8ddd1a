"""What the moves about facts do. ``stories.workflow`` ties them to the table of moves."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel.accounts.models import User
from goda_exempel.notices.workflow import tell
from goda_exempel.workflow import Act, Blocked, MoveRefused
from stories.facts.models import FactAnswer, FactCheck, Kind
from stories.facts.needs import waivable_checks
from stories.facts.people import check_of, people_to_ask
from stories.facts.telling import write
from stories.models import Story
from stories.states import StoryState

ANSWERS: Final = {
    Kind.APPROVE: FactCheck.Answer.CONFIRMED,
    Kind.CHANGE: FactCheck.Answer.DISPUTED,
    Kind.DECLINE: FactCheck.Answer.DECLINED,
}


class SaidAlready(MoveRefused):
    """The answer is the person's current one, word for word: nothing is to be written, and nobody to be told."""


def guard_wording(story: Story, act: Act) -> None:
    """An answer and an approval are given for the wording on the page where the button stood, and for no other."""
    if act.data.get("digest", story.fingerprint) != story.fingerprint:
        raise Blocked(_("The text was changed after you opened the page. Read it again before you answer."))


def ask_facts(story: Story, act: Act) -> Iterable[str]:
    """Ask those of the ideas who may be named, and whom the desk has added, but for who has confirmed this wording.

    Whose link the desk has ended is asked again by a press of its own.
    """
    checks = [check_of(story, person) for person in people_to_ask(story)]
    known = [check.pk for check in checks if check.pk is not None]
    checks += story.fact_checks.filter(without_account=True).exclude(pk__in=known)
    for check in checks:
        is_ended = check.without_account and check.revoked_at is not None
        if not is_ended and not check.holds_for(story.fingerprint):
            ask(check, act.at)
    return []


def ask(check: FactCheck, now: datetime) -> None:
    """From now on the person is asked; who has no account gets a letter with the link."""
    check.answer, check.asked_at, check.reminded_after, check.waived_at = FactCheck.Answer.ASKED, now, 0, None
    if check.revoked_at is None:
        check.renew(now)
    check.save()
    if check.without_account:
        write(check, "ask")


def _answer(kind: Kind) -> Callable[[Story, Act], Iterable[str]]:
    def effect(story: Story, act: Act) -> Iterable[str]:
        guard_wording(story, act)
        check = _check_that_answers(story, act)
        words = {
            "sentence": str(act.data.get("sentence") or ""),
            "comment": act.reason or str(act.data.get("comment") or ""),
            "digest": story.fingerprint,
        }
        if check.answer == ANSWERS[kind] and all(getattr(check, name) == value for name, value in words.items()):
            raise SaidAlready(_("You have given this answer already."))
        FactAnswer.objects.create(fact_check=check, at=act.at, kind=kind, by_link=act.by is None, **words)
        check.answer, check.answered_at, check.waived_at = ANSWERS[kind], act.at, None
        for name, value in words.items():
            setattr(check, name, value)
        check.save(update_fields=["answer", "answered_at", "waived_at", *words])
        return []

    return effect


def _check_that_answers(story: Story, act: Act) -> FactCheck:
    """By the link, or by the account."""
    rows = FactCheck.objects.select_for_update().filter(story=story)
    return rows.get(person=act.by) if act.by is not None else rows.get(pk=act.data["check"])


def _waive(story: Story, act: Act) -> Iterable[str]:
    """The desk answers for it that the story goes on, although this person has not answered."""
    row = waivable_checks(story).filter(pk=act.data["check"].pk).first()
    if row is None:
        raise Blocked(_("The person has answered meanwhile, or is no longer asked."))
    row.waived_at, row.waived_because = act.at, act.reason
    row.save(update_fields=["waived_at", "waived_because"])
    return []


EFFECTS: Final[Mapping[str, Callable[[Story, Act], Iterable[str]]]] = {
    "ask_facts": ask_facts,
    "confirm_facts": _answer(Kind.APPROVE),
    "dispute_facts": _answer(Kind.CHANGE),
    "decline_facts": _answer(Kind.DECLINE),
    "waive_facts": _waive,
}


def ask_again(story: Story, digest: str, by: User | None) -> None:
    """Tell those whose answer to the wording ``digest`` has just become void, while they can still answer.

    Reminders begin anew with this letter. That the desk goes on without somebody's answer is void as well.
    """
    if story.fingerprint == digest:
        return
    _end_waivers(story)
    if story.state != StoryState.FACT_CHECK:
        return
    now = timezone.now()
    for check in story.fact_checks.select_related("person").exclude(revoked_at__isnull=False):
        if check.has_answered(digest) and (by is None or check.person != by):
            check.asked_at, check.reminded_after = now, 0
            check.save(update_fields=["asked_at", "reminded_after", *check.renew(now)])
            _tell_changed(check, story, by)


def _end_waivers(story: Story) -> None:
    """But for who is forgotten (``stories.naming``): that link was ended in the same moment, and nobody is asked."""
    waived = story.fact_checks.exclude(waived_at=None).exclude(revoked_at=F("waived_at"))
    waived.update(waived_at=None)


def _tell_changed(check: FactCheck, story: Story, by: User | None) -> None:
    check.story = story
    if check.without_account:
        write(check, "changed")
    elif check.person is not None:
        with override(settings.LANGUAGE_CODE):
            url = story.url_for(check.person)
        tell([check.person], letter=["stories/changed"], context={"subject": story, "by": by}, url=url)
