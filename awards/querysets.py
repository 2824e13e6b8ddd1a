from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from awards.states import PrizeState
from goda_exempel import roles
from goda_exempel.accounts.models import User

if TYPE_CHECKING:
    from awards.models import Juror, Nomination, Prize, Score  # noqa: F401 (named in strings)

DECIDED = (PrizeState.DECIDED, PrizeState.ANNOUNCED)


class PrizeQuerySet(models.QuerySet["Prize"]):
    def announced(self) -> "PrizeQuerySet":
        return self.filter(state=PrizeState.ANNOUNCED)

    def scoring(self, at: datetime) -> "PrizeQuerySet":
        """In the database what ``Prize.state_at`` says of one."""
        return self.filter(scoring_from__lte=at, deliberating_from__gt=at).exclude(state__in=DECIDED)

    def deliberating(self, at: datetime) -> "PrizeQuerySet":
        return self.filter(deliberating_from__lte=at).exclude(state__in=DECIDED)

    def visible_to(self, user: User) -> "PrizeQuerySet":
        """The jury room of a year: for the jury's secretaries, and for the jurors who have a seat that year."""
        if user.has_role(roles.JURY_SECRETARY):
            return self
        if user.has_role(roles.JUROR):
            return self.filter(pk__in=self.model._base_manager.filter(jurors__user=user).values("pk"))
        return self.none()


class JurorQuerySet(models.QuerySet["Juror"]):
    def able_to_score(self) -> "JurorQuerySet":
        """Seats of people who still have an account and the role. The secretary never scores, seat or not."""
        return self.filter(user__in=User.objects.with_role(roles.JUROR).values("pk")).exclude(
            user__in=User.objects.with_role(roles.JURY_SECRETARY).values("pk")
        )

    def awaited(self) -> "JurorQuerySet":
        return self.able_to_score().filter(handed_in_at=None)


class NominationQuerySet(models.QuerySet["Nomination"]):
    def of_prize(self, prize: "Prize") -> "NominationQuerySet":
        return self.filter(prize=prize).select_related("story__edition__unit", "story__edition__picture", "story__unit")


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to(self, user: User) -> "ScoreQuerySet":
        """Secrecy, in one place: own scores always; others' once opened, if handed in, and only in that jury room."""
        own = models.Q(juror__user=user)
        opened = models.Q(nomination__prize__scores_opened_at__isnull=False, juror__handed_in_at__isnull=False)
        if user.has_role(roles.JURY_SECRETARY):
            return self.filter(own | opened)
        if not user.has_role(roles.JUROR):
            return self.none()
        seats = user.jury_seats.values("prize")
        return self.filter(own | opened & models.Q(nomination__prize__in=seats))

    def counted(self) -> "ScoreQuerySet":
        """What a result is made of: handed in, by jurors who are not disqualified for the candidate."""
        disqualified = models.Q(juror__declarations__nomination=models.F("nomination")) & models.Q(
            juror__declarations__is_disqualified=True
        )
        return self.filter(juror__handed_in_at__isnull=False).exclude(
            pk__in=self.model._base_manager.filter(disqualified).values("pk")
        )
