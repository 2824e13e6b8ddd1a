"""What the moves of a prize do beyond the move, and how its jury and its candidates are chosen."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Award, Juror, Nomination, Prize
from awards.permissions import PEOPLE, is_partial
from awards.scoring import left_to_do
from awards.states import PRIZE_WORKFLOW
from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.caching import raise_content_version
from goda_exempel.workflow import Act, Blocked, Engine, WrongState
from stories.models import Story
from stories.naming import people_of

Changed = Iterable[str]


def nominate_the_year(prize: Prize) -> int:
    """Make every published story of the year a candidate. Returns how many are new."""
    with transaction.atomic():
        _lock_open(prize)
        stories = Story.objects.published(timezone.now()).filter(month__year=prize.year)
        new = stories.exclude(nominations__prize=prize)
        return len(Nomination.objects.bulk_create(Nomination(prize=prize, story=story) for story in new))


def remove_candidate(nomination: Nomination) -> None:
    with transaction.atomic():
        _lock_open(nomination.prize)
        Nomination.objects.filter(pk=nomination.pk).delete()


def _lock_open(prize: Prize) -> None:
    """Lock the prize; raises WrongState once the jury scores, when candidates and criteria are fixed."""
    locked = Prize.objects.select_for_update().get(pk=prize.pk)
    if not locked.is_open_for_changes:
        raise WrongState(locked, locked.state_at(timezone.now()))


def seat_jury(prize: Prize, people: Iterable[User]) -> None:
    """Give exactly these people a seat. Raises Blocked where somebody who has begun would lose it."""
    with transaction.atomic():
        locked = Prize.objects.select_for_update().get(pk=prize.pk)
        if not locked.may_change_jury:
            raise WrongState(locked, locked.state_at(timezone.now()))
        wanted = {person.pk: person for person in people}
        for seat in prize.jurors.exclude(user__in=wanted):
            _take_away(seat)
        for person in wanted.values():
            Juror.objects.get_or_create(prize=prize, user=person)


def _take_away(seat: Juror) -> None:
    if seat.declarations.exists() or seat.handed_in_at is not None:
        raise Blocked(_("%(name)s has begun to answer and keeps the seat in the jury.") % {"name": seat.name})
    seat.delete()


def _open_nominations(prize: Prize, act: Act) -> Changed:
    prize.nominating_from = act.at
    return ["nominating_from"]


def _open_scoring(prize: Prize, act: Act) -> Changed:
    prize.scoring_from = act.at
    prize.nominating_from = min(prize.nominating_from, act.at)
    prize.deliberating_from = max(prize.deliberating_from, act.at)
    return ["scoring_from", "nominating_from", "deliberating_from"]


def _postpone_scoring(prize: Prize, act: Act) -> Changed:
    """Back to choosing candidates, for when the date came before everything was ready."""
    _must_come(act, "scoring_from", after=act.at)
    _must_come(act, "deliberating_from", after=act.data["scoring_from"])
    prize.scoring_from = act.data["scoring_from"]
    prize.deliberating_from = act.data["deliberating_from"]
    return ["scoring_from", "deliberating_from"]


def _extend_scoring(prize: Prize, act: Act) -> Changed:
    """A later end; also once the end has passed, as long as nobody has seen the scores."""
    _must_come(act, "deliberating_from", after=max(act.at, prize.deliberating_from))
    prize.deliberating_from = act.data["deliberating_from"]
    return ["deliberating_from"]


def _must_come(act: Act, name: str, *, after: datetime) -> None:
    if act.data[name] <= after:
        raise ValidationError({name: _("Choose a later time.")})


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
        raise Blocked(
            ngettext(
                "There is %(count)s candidate left to answer for or score.",
                "There are %(count)s candidates left to answer for or score.",
                left,
            )
            % {"count": left}
        )
    juror.handed_in_at = act.at
    juror.save(update_fields=["handed_in_at"])
    return []


def hand_in_scores(prize: Prize, *, by: User, seen: str = "") -> Prize:
    """Hand in a juror's scores. When nobody who can score is left, the portal opens the scores, as one event."""
    with transaction.atomic():
        prize = ENGINE.perform(prize, "hand_in_scores", by=by, seen=seen)
        if not prize.jurors.awaited().exists():
            prize = ENGINE.perform(prize, "close_scoring", by=None, reason=_("Every juror has handed in."))
    return prize


def _decide(prize: Prize, act: Act) -> Changed:
    nomination = act.data["nomination"]
    if nomination.prize_id != prize.pk:
        raise ValidationError({"nomination": _("This is not a candidate for the prize.")})
    if act.by is not None and is_partial(act.by, nomination):
        raise Blocked(_("You are one of the people behind the idea, so somebody else has to record this decision."))
    Award.objects.create(
        prize=prize,
        award_class=Award.Class.WINNER,
        nomination=nomination,
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


def _winner_not_published(prize: Prize) -> str:
    now = timezone.now()
    shown = all(award.nomination.story.is_published(now) for award in prize.awards.select_related("nomination__story"))
    return "" if shown else _("The story of the winner is not published.")


def _somebody_began(prize: Prize) -> str:
    began = prize.jurors.filter(declarations__isnull=False).exists()
    return _("The jury has begun to answer.") if began else ""


def _jury(prize: Prize) -> set[User]:
    return set(User.objects.with_role(roles.JUROR).filter(jury_seats__prize=prize)) | _secretary(prize)


def _secretary(prize: Prize) -> set[User]:
    """The year's own secretary, or every secretary where the year has none who can act."""
    able = User.objects.with_role(roles.JURY_SECRETARY)
    return {person for person in able if person.pk == prize.secretary_id} or set(able)


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
        "winner_published": _winner_not_published,
        "nobody_began": _somebody_began,
    },
    effects={
        "open_nominations": _open_nominations,
        "open_scoring": _open_scoring,
        "postpone_scoring": _postpone_scoring,
        "extend_scoring": _extend_scoring,
        "close_scoring": _close_scoring,
        "hand_in_scores": _hand_in,
        "open_scores": _open_scores,
        "decide": _decide,
        "reopen": _reopen,
        "announce": _announce,
    },
)
