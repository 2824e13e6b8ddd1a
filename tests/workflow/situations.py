"""For each of the three workflows: something about to move, who may move it, and who may not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from awards.models import Prize
from awards.workflow import ENGINE as PRIZES
from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.history import HistoryRow
from goda_exempel.workflow import Engine
from ideas.states import IdeaState
from ideas.workflow import ENGINE as IDEAS
from stories.workflow import ENGINE as STORIES
from tests.factories import make_idea, make_user
from tests.stories.factories import make_story

FIRST: Final = "Någon hann före. Första Fingret:"
NOON: Final = "24 november 2026 12.00. Läget är nu"
TAKEN: Final = f"{FIRST} ”Beredningen började”, {NOON} ”Under beredning”."
SENT: Final = f"{FIRST} ”Skickat på faktakoll”, {NOON} ”Faktakoll”."
CLOSED: Final = f"{FIRST} ”Poängsättningen stängdes och poängen öppnades”, {NOON} ”Juryn överlägger”."


@dataclass(frozen=True, slots=True)
class Situation:
    """``rivals`` may both make the move; ``told`` is who hears of it when the first of them does.

    ``second`` is what the other one reads, when the first was first at noon on 24 November 2026.
    """

    engine: Engine[Any]
    subject: Any
    move: str
    target: str
    rivals: tuple[User, User]
    stranger: User
    told: frozenset[User]
    second: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def press(self, by: User, **how: Any) -> Any:
        return self.engine.perform(self.subject, self.move, by=by, **{"reason": "Därför.", "data": self.data, **how})

    @property
    def rows(self) -> list[HistoryRow]:
        """What has happened by the move of this situation."""
        return list(self.subject.history.filter(move=self.move))

    @property
    def label(self) -> str:
        return str(self.engine.workflow.label(self.target))


def _two(role: str) -> tuple[User, User]:
    return make_user(role, name="Första Fingret"), make_user(role, name="Andra Fingret")


def idea_to_take() -> Situation:
    idea = make_idea(IdeaState.SUBMITTED)
    assert idea.submitter is not None
    assert idea.coach is not None  # who was promised to answer hears that another has taken it
    told = frozenset({idea.submitter, idea.coach})
    return Situation(IDEAS, idea, "take", "in_review", _two(roles.COACH), make_user(), told, TAKEN)


def story_to_check() -> Situation:
    story = make_story()
    submitter = story.ideas.get().submitter
    assert submitter is not None
    told = frozenset({submitter})
    return Situation(STORIES, story, "ask_facts", "fact_check", _two(roles.COMMUNICATOR), make_user(), told, SENT)


def scoring_to_close() -> Situation:
    first, second = _two(roles.JURY_SECRETARY)
    now, day = timezone.now(), timedelta(days=1)
    dates = {"nominating_from": now - 2 * day, "scoring_from": now - day, "deliberating_from": now + day}
    prize = Prize.objects.create(year=2026, secretary=second, **dates)
    juror = make_user(roles.JUROR)
    prize.jurors.create(user=juror)
    told = frozenset({juror, second})
    return Situation(PRIZES, prize, "close_scoring", "deliberating", (first, second), juror, told, CLOSED)


SITUATIONS: Final[tuple[Callable[[], Situation], ...]] = (idea_to_take, story_to_check, scoring_to_close)
