"""What the moves of a prize do beyond the move; conflicts of interest, scores and what they add up to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import (
    Award,
    ConflictOfInterest,
    Criterion,
    Juror,
    Nomination,
    Prize,
    Score,
)
from awards.permissions import PEOPLE, is_partial
from awards.states import PRIZE_WORKFLOW, PrizeState
from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.caching import raise_content_version
from goda_exempel.workflow import Act, Blocked, Engine, WrongState
from stories.models import Story, people_of

Changed = Iterable[str]


def nominate_the_year(prize: Prize) -> int:
    """Make every published story of the year a candidate. Returns how many are new."""
    stories = Story.objects.published(timezone.now()).filter(month__year=prize.year, nominations__isnull=True)
    return len(Nomination.objects.bulk_create(Nomination(prize=prize, story=story) for story in stories))


def declare(juror: Juror, nomination: Nomination, *, is_disqualified: bool, reason: str = "") -> ConflictOfInterest:
    """Record a juror's answer about a conflict of interest. A disqualified juror's scores for it are taken away."""
    with transaction.atomic():
        _lock_scoring(juror)
        if juror.user is not None and is_partial(juror.user, nomination):
            is_disqualified, reason = (
                True,
                reason or _("One of the people behind the idea."),
            )
        declaration, _created = ConflictOfInterest.objects.update_or_create(
            juror=juror,
            nomination=nomination,
            defaults={
                "is_disqualified": is_disqualified,
                "reason": reason,
                "declared_at": timezone.now(),
            },
        )
        if is_disqualified:
            juror.scores.filter(nomination=nomination).delete()
    return declaration


def save_scores(juror: Juror, nomination: Nomination, points: Mapping[Criterion, int]) -> None:
    """Save a juror's points for a candidate. Raises Blocked without a declaration that allows it, or once handed in."""
    with transaction.atomic():
        _lock_scoring(juror)
        if not juror.declarations.filter(nomination=nomination, is_disqualified=False).exists():
            raise Blocked(_("First say whether you have a conflict of interest."))
        for criterion, value in points.items():
            Score.objects.update_or_create(
                juror=juror,
                nomination=nomination,
                criterion=criterion,
                defaults={"points": value},
            )


def _lock_scoring(juror: Juror) -> None:
    """Nothing is declared or scored outside the phase, nor after the juror has handed in."""
    prize = Prize.objects.select_for_update().get(pk=juror.prize_id)
    state = prize.state_at(timezone.now())
    if state != PrizeState.SCORING:
        raise WrongState(prize, state)
    juror.refresh_from_db(fields=["handed_in_at"])
    if juror.handed_in_at is not None:
        raise Blocked(_("You have handed in your scores, so they can not be changed."))


def left_to_do(juror: Juror) -> int:
    """How many candidates the juror has not finished: no declaration, or not every criterion scored."""
    criteria = juror.prize.criteria.count()
    disqualified = set(juror.declarations.filter(is_disqualified=True).values_list("nomination", flat=True))
    scored: dict[int, int] = defaultdict(int)
    for nomination in juror.scores.values_list("nomination", flat=True):
        scored[nomination] += 1
    nominations = juror.prize.nominations.values_list("pk", flat=True)
    return sum(pk not in disqualified and scored[pk] < criteria for pk in nominations)


@dataclass(frozen=True, slots=True)
class Result:
    """A candidate's weighted mean (1 to 5, None without votes) and how many jurors voted or were disqualified."""

    nomination: Nomination
    mean: float | None
    voters: int
    disqualified: int


def results(prize: Prize, user: User) -> list[Result]:
    """The candidates by weighted mean over the jurors who scored them, from the scores this person may see."""
    sums: dict[int, float] = defaultdict(float)
    weights: dict[int, int] = defaultdict(int)
    voters: dict[int, set[int]] = defaultdict(set)
    scores = Score.objects.visible_to(user).filter(nomination__prize=prize, juror__handed_in_at__isnull=False)
    for score in scores.select_related("criterion"):
        sums[score.nomination_id] += score.points * score.criterion.weight
        weights[score.nomination_id] += score.criterion.weight
        voters[score.nomination_id].add(score.juror_id)
    partial = ConflictOfInterest.objects.filter(nomination__prize=prize, is_disqualified=True)
    disqualified = list(partial.values_list("nomination", flat=True))
    rows = [
        Result(
            row,
            sums[row.pk] / weights[row.pk] if weights[row.pk] else None,
            len(voters[row.pk]),
            disqualified.count(row.pk),
        )
        for row in Nomination.objects.of_prize(prize)
    ]
    return sorted(rows, key=lambda row: -(row.mean or 0))


def _open_nominations(prize: Prize, act: Act) -> Changed:
    prize.nominating_from = act.at
    return ["nominating_from"]


def _open_scoring(prize: Prize, act: Act) -> Changed:
    prize.scoring_from = act.at
    prize.nominating_from = min(prize.nominating_from, act.at)
    prize.deliberating_from = max(prize.deliberating_from, act.at)
    return ["scoring_from", "nominating_from", "deliberating_from"]


def _extend_scoring(prize: Prize, act: Act) -> Changed:
    prize.deliberating_from = act.data["deliberating_from"]
    return ["deliberating_from"]


def _close_scoring(prize: Prize, act: Act) -> Changed:
    prize.deliberating_from = act.at
    return ["deliberating_from", *_open_scores(prize, act)]


def _open_scores(prize: Prize, act: Act) -> Changed:
    """The one event at which sealed scores become readable, all at once."""
    prize.scores_opened_at = act.at
    return ["scores_opened_at"]


def _hand_in(prize: Prize, act: Act) -> Changed:
    juror = prize.jurors.get(user=act.by)
    if juror.handed_in_at is not None:
        raise Blocked(_("You have already handed in your scores."))
    if left := left_to_do(juror):
        raise Blocked(_("There are %(count)s candidates left to declare or score.") % {"count": left})
    juror.handed_in_at = act.at
    juror.save(update_fields=["handed_in_at"])
    return []


def hand_in_scores(prize: Prize, *, by: User) -> Prize:
    """Hand in a juror's scores. The last juror to do so closes scoring: the portal opens the scores, as one event."""
    with transaction.atomic():
        prize = ENGINE.perform(prize, "hand_in_scores", by=by)
        if not prize.jurors.filter(handed_in_at=None).exists():
            prize = ENGINE.perform(prize, "close_scoring", by=None, reason=_("Every juror has handed in."))
    return prize


def _decide(prize: Prize, act: Act) -> Changed:
    Award.objects.create(
        prize=prize,
        award_class=Award.Class.WINNER,
        nomination=act.data["nomination"],
        citation=act.data["citation"],
        decided_at=act.at,
        decided_by_name=act.by.name if act.by else "",
    )
    return []


def _reopen(prize: Prize, act: Act) -> Changed:
    prize.awards.all().delete()
    return []


def _announce(prize: Prize, act: Act) -> Changed:
    prize.announced_at = act.at
    raise_content_version()
    return ["announced_at"]


def _criteria_missing(prize: Prize) -> str:
    return "" if prize.criteria.exists() else _("The prize has no criteria yet.")


def _jurors_missing(prize: Prize) -> str:
    return "" if prize.jurors.exists() else _("The prize has no jury yet.")


def _nominations_missing(prize: Prize) -> str:
    return "" if prize.nominations.exists() else _("There are no candidates yet.")


def _not_sealed(prize: Prize) -> str:
    return "" if prize.is_sealed else _("The scores are already open.")


def _still_sealed(prize: Prize) -> str:
    return _("First open the scores.") if prize.is_sealed else ""


def _award_missing(prize: Prize) -> str:
    return "" if prize.awards.exists() else _("There is no decision yet.")


def _jury(prize: Prize) -> set[User]:
    return {juror.user for juror in prize.jurors.select_related("user") if juror.user is not None} | _secretary(prize)


def _secretary(prize: Prize) -> set[User]:
    return {prize.secretary} if prize.secretary else set(User.objects.with_role(roles.JURY_SECRETARY))


def _winners(prize: Prize) -> set[User]:
    return {person for award in prize.awards.all() for person in people_of(award.nomination.story)}


def _communicators(prize: Prize) -> set[User]:
    return set(User.objects.with_role(roles.COMMUNICATOR))


ENGINE: Engine[Prize] = Engine(
    workflow=PRIZE_WORKFLOW,
    people=PEOPLE,
    audiences={
        "jury": _jury,
        "secretary": _secretary,
        "winners": _winners,
        "communicators": _communicators,
    },
    requirements={
        "criteria": _criteria_missing,
        "jurors": _jurors_missing,
        "nominations": _nominations_missing,
        "scores_sealed": _not_sealed,
        "scores_open": _still_sealed,
        "award": _award_missing,
    },
    effects={
        "open_nominations": _open_nominations,
        "open_scoring": _open_scoring,
        "extend_scoring": _extend_scoring,
        "close_scoring": _close_scoring,
        "hand_in_scores": _hand_in,
        "open_scores": _open_scores,
        "decide": _decide,
        "reopen": _reopen,
        "announce": _announce,
    },
)
