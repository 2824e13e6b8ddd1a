"""What a juror does: answers about conflicts of interest, gives points, and sees what is left."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import ConflictOfInterest, Criterion, Juror, Nomination, Prize, Score
from awards.permissions import is_partial
from awards.states import PrizeState
from goda_exempel.workflow import Blocked, WrongState

LATE = (PrizeState.SCORING, PrizeState.DELIBERATING)


def declare(juror: Juror, nomination: Nomination, *, is_disqualified: bool, reason: str = "") -> ConflictOfInterest:
    """Record a juror's answer about a conflict of interest.

    One of the people of the story is disqualified whatever the answer. A conflict that is discovered late is recorded
    too, up to the decision: points that were handed in stay on record but no longer count; others are taken away.
    """
    with transaction.atomic():
        prize = _lock(juror)
        if juror.user is not None and is_partial(juror.user, nomination):
            is_disqualified, reason = True, reason or _("One of the people behind the idea.")
        _guard(prize, juror, *(LATE if is_disqualified else ()))
        declaration, _created = ConflictOfInterest.objects.update_or_create(
            juror=juror,
            nomination=nomination,
            defaults={"is_disqualified": is_disqualified, "reason": reason, "declared_at": timezone.now()},
        )
        if is_disqualified and juror.handed_in_at is None and prize.is_sealed:
            juror.scores.filter(nomination=nomination).delete()
    return declaration


def save_scores(juror: Juror, nomination: Nomination, points: Mapping[Criterion, int]) -> None:
    """Save a juror's points for a candidate. Raises Blocked without a declaration that allows it, or once handed in."""
    with transaction.atomic():
        _guard(_lock(juror), juror)
        if not juror.declarations.filter(nomination=nomination, is_disqualified=False).exists():
            raise Blocked(_("First say whether you have a conflict of interest."))
        for criterion, value in points.items():
            Score.objects.update_or_create(
                juror=juror, nomination=nomination, criterion=criterion, defaults={"points": value}
            )


def _lock(juror: Juror) -> Prize:
    """Nothing moves the prize, and nobody hands in, until this transaction is over."""
    prize = Prize.objects.select_for_update().get(pk=juror.prize_id)
    juror.refresh_from_db(fields=["handed_in_at"])
    return prize


def _guard(prize: Prize, juror: Juror, *late: str) -> None:
    """Answers and points belong to the phase of scoring, before the juror hands in, or else to the ``late`` phases."""
    state = prize.state_at(timezone.now())
    if state in late:
        return
    if state != PrizeState.SCORING:
        raise WrongState(prize, state)
    if juror.handed_in_at is not None:
        raise Blocked(_("You have handed in your scores, so they can not be changed."))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one juror has come with one candidate."""

    nomination: Nomination
    declaration: ConflictOfInterest | None
    scored: int
    criteria: int

    @property
    def is_disqualified(self) -> bool:
        return self.declaration is not None and self.declaration.is_disqualified

    @property
    def is_done(self) -> bool:
        return self.is_disqualified or (self.declaration is not None and 0 < self.criteria <= self.scored)

    @property
    def state_kind(self) -> str:
        """For ``includes/state_badge.html``."""
        if self.declaration is None:
            return "draft"
        return "stopped" if self.is_disqualified else "done" if self.is_done else "waiting"

    @property
    def state_label(self) -> str:
        if self.declaration is None:
            return _("Not answered")
        if self.is_disqualified:
            return _("You are disqualified")
        return _("Scored") if self.is_done else _("Not scored yet")


def progress(juror: Juror) -> list[Progress]:
    """All candidates, in the order of the year."""
    criteria = juror.prize.criteria.count()
    declarations = {row.nomination_id: row for row in juror.declarations.all()}
    scored = Counter(juror.scores.values_list("nomination", flat=True))
    return [
        Progress(row, declarations.get(row.pk), scored[row.pk], criteria)
        for row in Nomination.objects.of_prize(juror.prize)
    ]


def left_to_do(juror: Juror) -> int:
    """How many candidates the juror has not finished: not disqualified, and not every criterion scored."""
    criteria = juror.prize.criteria.count()
    scored = juror.scores.values("nomination").annotate(given=Count("pk")).filter(given__gte=criteria)
    disqualified = juror.declarations.filter(is_disqualified=True)
    return (
        juror.prize.nominations.exclude(pk__in=scored.values("nomination"))
        .exclude(pk__in=disqualified.values("nomination"))
        .count()
    )
