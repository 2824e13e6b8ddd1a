"""What happens to issues of the newsletter: written, scheduled, begun, stopped, ended."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from goda_exempel.accounts.models import User
from goda_exempel.notices.workflow import tell
from goda_exempel.workflow import Blocked
from stories.models import Story
from stories.newsletter.letters import render, stories_of
from stories.newsletter.models import Delivery, Issue, Subscriber, address_key
from stories.newsletter.tasks import send_issue, send_trial
from stories.querysets import DESK_ROLES


def issue_of(month: date) -> Issue:
    """The month's letter as it is stored, or else as it is proposed: with the headline of the month's story."""
    known = Issue.objects.of_month(month).first()
    if known is not None:
        return known
    issue = Issue(month=month)
    story = stories_of(issue, timezone.now()).first()
    with override(settings.LANGUAGE_CODE):
        name = date_format(month, "YEAR_MONTH_FORMAT")
        subject = story.edition.title if story is not None and story.edition is not None else ""
        issue.subject = subject or _("Good examples in %(month)s") % {"month": name}
        issue.greeting = _("Here is the good example of %(month)s. We hope that it gives you an idea of your own.") % {
            "month": name
        }
    return issue


def write(month: date, values: Mapping[str, Any]) -> Issue:
    """Save subject and greeting. Raises Blocked where the letter is sent, or on its way."""
    with transaction.atomic():
        Issue.objects.bulk_create([Issue(month=month)], ignore_conflicts=True)
        issue = _locked(month)
        for name in ("subject", "greeting"):
            setattr(issue, name, values[name])
        issue.save(update_fields=["subject", "greeting"])
    return issue


def _locked(month: date) -> Issue:
    issue = Issue.objects.select_for_update().get(month=month)
    if not issue.may_be_changed:
        raise Blocked(_("The letter is already sent, or on its way. It can not be changed."))
    return issue


def schedule(month: date, at: datetime, *, by: User) -> Issue:
    """Have it sent at a time. Raises Blocked."""
    with transaction.atomic():
        issue = _locked(month)
        issue.send_at, issue.sent_by = at, by
        if not stories_of(issue, at).exists():
            raise Blocked(_("No story of the month is published by then, so there is nothing to send."))
        issue.save(update_fields=["send_at", "sent_by"])
    return issue


def unschedule(month: date) -> Issue:
    """Not to be sent by itself after all. Raises Blocked where it has begun."""
    with transaction.atomic():
        issue = _locked(month)
        issue.send_at = None
        issue.save(update_fields=["send_at"])
    return issue


def begin(month: date, *, by: User | None, now: datetime | None = None) -> Issue:
    """Freeze the letter, make a row for each recipient, and queue the work: all of it, or nothing.

    Raises Blocked where it has begun, or there is no story, or nobody to send to.
    """
    now = now or timezone.now()
    with transaction.atomic():
        issue = _locked(month)
        stories = list(stories_of(issue, now))
        if not stories:
            raise Blocked(_("No story of the month is published, so there is nothing to send."))
        issue.started_at, issue.sent_by = now, by or issue.sent_by
        issue.send_at = issue.send_at or now
        _freeze(issue, stories)
        if not _make_deliveries(issue):
            raise Blocked(_("Nobody gets the newsletter yet, so there is nobody to send it to."))
        send_issue.enqueue(issue.pk)
    return issue


def _freeze(issue: Issue, stories: list[Story]) -> None:
    told = Story.objects.filter(pk__in=[row.pk for row in stories])
    rendered = render(issue, told.for_cards().newest_first())
    issue.text, issue.html = rendered.text, rendered.html
    issue.save(update_fields=["text", "html", "started_at", "send_at", "sent_by"])
    issue.stories.set(stories)


def _make_deliveries(issue: Issue) -> int:
    """A row for each address: who is both employee and citizen gets one letter."""
    rows = {
        key: Delivery(issue=issue, subscriber=subscriber, address_key=key)
        for subscriber in Subscriber.objects.active().select_related("person").order_by("pk")
        if (key := address_key(subscriber.address))
    }
    return len(Delivery.objects.bulk_create(rows.values(), batch_size=1000))


def send_due(now: datetime) -> int:
    """Begin what is scheduled and due, and queue what a worker that was killed has left. Safe to run at any time."""
    due = list(Issue.objects.due(now).select_related("sent_by"))
    for issue in due:
        try:
            begin(issue.month, by=None, now=now)
        except Blocked as reason:
            _give_up(issue, str(reason))
    queue_left_issues()
    return len(due)


def _give_up(issue: Issue, reason: str) -> None:
    """A letter that can't be sent at its time is a draft again, and the desk is told."""
    Issue.objects.filter(pk=issue.pk, started_at=None).update(send_at=None)
    _tell_desk(issue, "not_sent", reason=reason)


def queue_left_issues() -> int:
    """Queue the issues under way that no task waits to see to, now or after a pause. Returns how many."""
    waiting = DBTaskResult.objects.filter(task_path=send_issue.module_path, status=TaskResultStatus.READY)
    kept = {args[0] for args in waiting.values_list("args_kwargs__args", flat=True)}
    left = [pk for pk in Issue.objects.under_way().values_list("pk", flat=True) if pk not in kept]
    for pk in left:
        send_issue.enqueue(pk)
    return len(left)


def stop(issue: Issue) -> None:
    """A story of it is no longer published: the rest waits until the desk has decided."""
    with transaction.atomic():
        if Issue.objects.under_way().filter(pk=issue.pk).update(stopped_at=timezone.now()):
            _tell_desk(issue, "stopped")


def resume(month: date) -> Issue:
    """Send the rest, without the stories that are no longer published. Raises Blocked."""
    with transaction.atomic():
        issue = _stopped(month)
        stories = list(Story.objects.published(timezone.now()).filter(pk__in=issue.stories.values("pk")))
        if not stories:
            raise Blocked(_("None of its stories is published any more, so there is nothing to send."))
        issue.stopped_at = None
        issue.save(update_fields=["stopped_at"])
        _freeze(issue, stories)
        send_issue.enqueue(issue.pk)
    return issue


def give_up_rest(month: date) -> Issue:
    """Send to no more. Raises Blocked."""
    with transaction.atomic():
        issue = _stopped(month)
        Delivery.objects.filter(issue=issue).unfinished().update(state=Delivery.State.LEFT_OUT)
        issue.stopped_at, issue.finished_at = None, timezone.now()
        issue.save(update_fields=["stopped_at", "finished_at"])
    return issue


def _stopped(month: date) -> Issue:
    issue = Issue.objects.select_for_update().filter(month=month, stopped_at__isnull=False).first()
    if issue is None:
        raise Blocked(_("The letter is not stopped any more. Look at how it stands now."))
    return issue


def finish_if_done(issue_pk: int) -> None:
    with transaction.atomic():
        issue = Issue.objects.under_way().select_for_update().filter(pk=issue_pk).first()
        if issue is not None and not Delivery.objects.filter(issue=issue).unfinished().exists():
            issue.finished_at = timezone.now()
            issue.save(update_fields=["finished_at"])


def try_out(issue: Issue, *, by: User) -> None:
    """Send the letter, as it is now, to whoever asks."""
    send_trial.enqueue(issue.pk, by.pk)


def _tell_desk(issue: Issue, name: str, **context: Any) -> None:
    tell(
        User.objects.with_role(*DESK_ROLES),
        letter=[f"newsletter/{name}"],
        context={"issue": issue, **context},
        url=issue.get_absolute_url(),
    )
