"""What the jury offers in the staff menu, with how much waits there."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import Juror, Prize
from awards.scoring import left_to_do
from awards.states import PrizeState
from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.menu import MenuItem


def jury_menu(user: User) -> list[MenuItem]:
    if not user.has_role(roles.JUROR, roles.JURY_SECRETARY):
        return []
    waiting = _for_secretary() if user.has_role(roles.JURY_SECRETARY) else _for_juror(user)
    return [MenuItem(_("The jury"), reverse("awards:rooms"), waiting)]


def _for_juror(user: User) -> int:
    """Candidates that are not finished; one, the handing in itself, where all are."""
    open_prizes = Prize.objects.scoring(timezone.now())
    seats = Juror.objects.filter(user=user, handed_in_at=None, prize__in=open_prizes).select_related("prize")
    return sum(left_to_do(seat) or 1 for seat in seats)


def _for_secretary() -> int:
    """Prizes that wait for the secretary: to open the scores, to record the decision or to announce it."""
    deliberating = Prize.objects.deliberating(timezone.now())
    return (deliberating | Prize.objects.filter(state=PrizeState.DECIDED)).count()
