"""Prizes of the years before the portal, which stories of an older site bring along."""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import Award, Nomination, Prize, PrizeHistory
from awards.states import PrizeState
from goda_exempel.accounts.models import User
from goda_exempel.caching import raise_content_version
from goda_exempel.registry import PastPrize
from stories.models import Story


def judge(past: PastPrize) -> str:
    """Why the prize can't be kept: it is not past, the jury is at work, or another story has it."""
    prize = Prize.objects.filter(year=past.year).first()
    if prize is None:
        is_past = past.year < timezone.localdate().year
        return "" if is_past else _("The prize of %(year)s is not awarded yet.") % {"year": past.year}
    if prize.state != PrizeState.ANNOUNCED:
        return _("The jury of %(year)s is still at work. Its prize is left alone.") % {"year": past.year}
    other = prize.awards.filter(award_class=_class(past)).select_related("nomination__story__edition").first()
    if other is not None:
        words = {"year": past.year, "title": other.nomination}
        return _("The prize of %(year)s already belongs to “%(title)s”.") % words
    return ""


def keep(subject: Model, past: PastPrize, by: Model | None) -> str:
    """The year's prize as announced, with the story as its winner. Its jury and scores are not known."""
    if not isinstance(subject, Story):
        return ""
    with transaction.atomic():
        if refusal := judge(past):
            return refusal
        person = by if isinstance(by, User) else None
        prize = Prize.objects.filter(year=past.year).first() or _announced(past, person)
        nomination = Nomination.objects.get_or_create(prize=prize, story=subject)[0]
        Award.objects.create(
            prize=prize, nomination=nomination, award_class=_class(past), citation=past.citation[:2000],
            decided_at=prize.announced_at or timezone.now(),
        )  # fmt: skip
        raise_content_version()
    return ""


def _class(past: PastPrize) -> str:
    return Award.Class.WINNER if past.is_winner else Award.Class.HONOURABLE


def _announced(past: PastPrize, by: User | None) -> Prize:
    day = past.day or date(past.year, 12, 31)
    at = timezone.make_aware(datetime.combine(day, time(12, 0)))
    dates = dict.fromkeys(
        ("nominating_from", "scoring_from", "deliberating_from", "announced_at", "scores_opened_at"), at
    )
    prize = Prize.objects.create(year=past.year, state=PrizeState.ANNOUNCED, **dates)
    PrizeHistory.objects.create(
        subject=prize, actor=by, move="announce", from_state=PrizeState.DECIDED, to_state=PrizeState.ANNOUNCED,
        reason=_("Brought along from the older site."),
    )  # fmt: skip
    return prize
