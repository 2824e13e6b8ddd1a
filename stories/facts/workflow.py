"""Answers by the link, what follows from a no, and what the desk does about those who are asked."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.history import HistoryRow
from goda_exempel.notices.workflow import tell
from goda_exempel.workflow import Blocked, WorkflowModel
from stories.facts.effects import SaidAlready, ask
from stories.facts.links import Standing, read
from stories.facts.models import FactCheck, FactView, Kind
from stories.facts.people import check_of, meant
from stories.facts.telling import remind, write
from stories.models import Story
from stories.states import StoryState
from stories.workflow import ENGINE

MOVES: Final = {Kind.APPROVE: "confirm_facts", Kind.CHANGE: "dispute_facts", Kind.DECLINE: "decline_facts"}
REMIND_AFTER: Final = (7, 3)  # days, the later first
ASKED_FOR_LINK_AGAIN: Final = timedelta(days=1)


def answer(token: str, kind: Kind, *, digest: str, sentence: str = "", comment: str = "") -> Story:
    """The word of whoever holds the link, about the wording ``digest``. Raises what ``Engine.perform`` raises.

    The same answer again is as good as done. Whether the link is good is looked at again under the lock of the story:
    it may just have been ended.
    """
    with transaction.atomic():
        opened = read(token)
        check = opened.check if opened else None
        if check is None:
            raise Blocked(_("The link no longer works."))
        story = Story.objects.select_for_update().get(pk=check.story_id)
        again = read(token)
        if again is None or again.standing != Standing.GOOD:
            raise Blocked(_("The link no longer works."))
        data = {"check": check.pk, "digest": digest, "sentence": sentence}
        if kind != Kind.CHANGE:
            data["comment"] = comment
        reason = comment if kind == Kind.CHANGE else ""
        with suppress(SaidAlready):
            return ENGINE.perform(story, MOVES[kind], by=None, reason=reason, data=data)
    return story


def stop_what_was_approved(story: WorkflowModel, row: HistoryRow) -> None:
    """A no to a story that is approved and that no reader has seen yet takes the approval back."""
    if row.move != "decline_facts" or not isinstance(story, Story):
        return
    if story.state == StoryState.APPROVED and not story.is_published(row.at):
        ENGINE.perform(story, "stop_approved", by=None)


def note_view(check: FactCheck, device: str) -> None:
    FactView.objects.create(fact_check=check, device=device)


def send_again(check: FactCheck, now: datetime | None = None) -> bool:
    """Ask the person anew, with a new link where the last one ended. Says whether somebody could be written to."""
    now = now or timezone.now()
    with transaction.atomic():
        current = FactCheck.objects.select_for_update(of=("self",)).select_related("story", "person").get(pk=check.pk)
        current.asked_at, current.reminded_after, current.waived_at = now, 0, None
        current.save(update_fields=["asked_at", "reminded_after", "waived_at", *current.renew(now)])
        if current.without_account:
            return write(current, "ask")
        return remind(current, 0)


def revoke(check: FactCheck) -> bool:
    """End the person's link at once; False where it is ended already."""
    rows = FactCheck.objects.filter(pk=check.pk, revoked_at=None)
    return bool(rows.update(revoked_at=timezone.now()))


def add_person(story: Story, *, name: str, email: str) -> FactCheck:
    """Somebody more to ask: at once while the facts are checked, else when the story is sent for it.

    For who is among them already and had no address, this is the address.
    """
    with transaction.atomic():
        current = Story.objects.select_for_update().get(pk=story.pk)
        check = check_of(current, meant(current, name, email))
        if not check._state.adding and (check.email or not email):
            return check
        check.email, now = email, timezone.now()
        is_silent = check.answer == FactCheck.Answer.ASKED
        if is_silent:
            check.renew(now)
        if is_silent and current.state == StoryState.FACT_CHECK:
            ask(check, now)
        else:
            check.save()
    return check


def ask_for_new_link(check: FactCheck, now: datetime) -> bool:
    """Tell the desk that somebody's link has run out; once a day."""
    with transaction.atomic():
        current = FactCheck.objects.select_for_update(of=("self",)).select_related("story__writer").get(pk=check.pk)
        last = current.new_link_asked_at
        if last is not None and now - last < ASKED_FOR_LINK_AGAIN:
            return False
        current.new_link_asked_at = now
        current.save(update_fields=["new_link_asked_at"])
        with override(settings.LANGUAGE_CODE):
            url = f"{reverse('stories:work', args=[current.story_id])}#faktakoll"
        context = {"subject": current.story, "check": current}
        tell(_desk_of(current.story), letter=["stories/facts/new_link"], context=context, url=url)
    return True


def _desk_of(story: Story) -> set[User]:
    """Who writes it, or the editors where that one is gone."""
    writer = story.writer
    return {writer} if writer is not None and writer.is_active else set(User.objects.with_role(roles.EDITOR))


def give_reminders(now: datetime) -> int:
    """Remind those who have not answered for the text as it is, after 3 and after 7 days. Safe to run twice."""
    with transaction.atomic():
        rows = FactCheck.objects.filter(
            story__state=StoryState.FACT_CHECK,
            revoked_at=None,
            waived_at=None,
            reminded_after__lt=REMIND_AFTER[0],
            asked_at__lte=now - timedelta(days=REMIND_AFTER[-1]),
        )
        rows = rows.select_for_update(of=("self",), skip_locked=True).select_related("story", "person")
        return sum(_remind(check, now) for check in rows)


def _remind(check: FactCheck, now: datetime) -> bool:
    if check.has_answered(check.story.fingerprint) or check.is_expired(now):
        return False
    days = next(days for days in REMIND_AFTER if check.asked_at <= now - timedelta(days=days))
    if days <= check.reminded_after:
        return False
    check.reminded_after = days
    check.save(update_fields=["reminded_after"])
    return remind(check, days)
