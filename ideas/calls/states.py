"""The states of a call for ideas, which follow from its dates, and its one move: to close it ahead of them."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goda_exempel.workflow_table import Move, Workflow


class CallState(models.TextChoices):
    DRAFTED = "drafted", _("Draft")
    OPEN = "open", pgettext_lazy("call for ideas", "Open")
    CLOSED = "closed", pgettext_lazy("call for ideas", "Closed")


S = CallState

MOVES: Final = (
    Move(
        "close",
        (S.OPEN,),
        S.CLOSED,
        who=("maker", "idea_coordinator"),
        label=_("Close the call now"),
        done=_("The call closed ahead of its date"),
        reason=True,
        tells=("answerer", "maker"),
    ),
)

KINDS: Final = {S.DRAFTED: "draft", S.OPEN: "active", S.CLOSED: "parked"}

CALL_WORKFLOW: Final = Workflow("ideas/calls", CallState, MOVES, KINDS)
