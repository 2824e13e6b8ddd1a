from typing import TYPE_CHECKING

from django.db import models

from awards.states import PrizeState
from goda_exempel import roles
from goda_exempel.accounts.models import User

if TYPE_CHECKING:
    from awards.models import Nomination, Prize, Score  # noqa: F401 (named in strings)


class PrizeQuerySet(models.QuerySet["Prize"]):
    def announced(self) -> "PrizeQuerySet":
        return self.filter(state=PrizeState.ANNOUNCED)

    def visible_to(self, user: User) -> "PrizeQuerySet":
        """The jury room of a year: for the jury's secretaries, and for the jurors who have a seat that year."""
        if user.has_role(roles.JURY_SECRETARY):
            return self
        if user.has_role(roles.JUROR):
            return self.filter(pk__in=self.model._base_manager.filter(jurors__user=user).values("pk"))
        return self.none()


class NominationQuerySet(models.QuerySet["Nomination"]):
    def of_prize(self, prize: "Prize") -> "NominationQuerySet":
        return self.filter(prize=prize).select_related("story__edition__unit", "story__edition__picture")


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to(self, user: User) -> "ScoreQuerySet":
        """Secrecy, in one place: own scores always; others' only once opened, and only in that year's jury room."""
        own = models.Q(juror__user=user)
        opened = models.Q(nomination__prize__scores_opened_at__isnull=False)
        if user.has_role(roles.JURY_SECRETARY):
            return self.filter(own | opened)
        seats = user.jury_seats.values("prize")
        return self.filter(own | opened & models.Q(nomination__prize__in=seats))
