"""The phases of a prize and the table of its legal moves. Buttons, checks, the drawn picture and the tests read it."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from goda_exempel.workflow_table import Move, Workflow


class PrizeState(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    NOMINATING = "nominating", _("Candidates are chosen")
    SCORING = "scoring", _("The jury scores")
    DELIBERATING = "deliberating", _("The jury deliberates")
    DECIDED = "decided", _("Decided, under embargo")
    ANNOUNCED = "announced", _("Announced")


S = PrizeState

MOVES: Final = (
    Move(
        "open_nominations",
        (S.PREPARING,),
        S.NOMINATING,
        who=("secretary",),
        label=_("Start choosing candidates now"),
        done=_("Choosing of candidates started ahead of its date"),
        reason=True,
        tells=("jury",),
    ),
    Move(
        "open_scoring",
        (S.PREPARING, S.NOMINATING),
        S.SCORING,
        who=("secretary",),
        label=_("Open scoring now"),
        done=_("Scoring opened ahead of its date"),
        reason=True,
        tells=("jury",),
        requires=("criteria", "jurors", "nominations"),
        primary=True,
    ),
    Move(
        "postpone_scoring",
        (S.SCORING,),
        S.NOMINATING,
        who=("secretary",),
        label=_("Postpone scoring"),
        done=_("Scoring postponed"),
        reason=True,
        tells=("jury",),
        requires=("nobody_began",),
    ),
    Move(
        "extend_scoring",
        (S.SCORING, S.DELIBERATING),
        S.SCORING,
        who=("secretary",),
        label=_("Give the jury more time"),
        done=_("Scoring extended"),
        reason=True,
        tells=("jury",),
        requires=("scores_sealed",),
    ),
    Move(
        "close_scoring",
        (S.SCORING,),
        S.DELIBERATING,
        who=("secretary",),
        label=_("Close scoring and open the scores"),
        done=_("Scoring closed and the scores opened"),
        reason=True,
        tells=("jury",),
    ),
    Move(
        "hand_in_scores",
        (S.SCORING,),
        None,
        who=("juror",),
        label=_("Hand in my scores"),
        done=_("A juror handed in scores"),
        tells=("secretary",),
        primary=True,
    ),
    Move(
        "open_scores",
        (S.DELIBERATING,),
        None,
        who=("secretary", "juror"),
        label=_("Open the scores"),
        done=_("The scores were opened"),
        tells=("jury",),
        requires=("scores_sealed",),
        primary=True,
    ),
    Move(
        "decide",
        (S.DELIBERATING,),
        S.DECIDED,
        who=("secretary",),
        label=_("Record the decision"),
        done=_("Decision recorded"),
        tells=("jury",),
        requires=("scores_open",),
        primary=True,
    ),
    Move(
        "reopen",
        (S.DECIDED,),
        S.DELIBERATING,
        who=("secretary",),
        label=_("Take back the decision"),
        done=_("Decision taken back"),
        reason=True,
        tells=("jury",),
    ),
    Move(
        "announce",
        (S.DECIDED,),
        S.ANNOUNCED,
        who=("secretary",),
        label=_("Announce the winner"),
        done=_("Announced"),
        tells=("jury", "winners", "communicators"),
        requires=("award", "winner_published"),
        primary=True,
    ),
)

KINDS: Final = {
    S.PREPARING: "draft",
    S.NOMINATING: "active",
    S.SCORING: "sealed",
    S.DELIBERATING: "active",
    S.DECIDED: "sealed",
    S.ANNOUNCED: "prize",
}

PRIZE_WORKFLOW: Final = Workflow("awards", PrizeState, MOVES, KINDS)
