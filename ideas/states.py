"""The states of an idea and the table of its legal moves. Buttons, checks, the drawn picture and the tests read it."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from goda_exempel.workflow_table import Move, Workflow


class IdeaState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Handed in")
    IN_REVIEW = "in_review", _("Under review")
    NEEDS_INFO = "needs_info", _("Needs more information")
    IN_TRIAL = "in_trial", _("On trial")
    IN_USE = "in_use", _("In use")
    PARKED = "parked", _("Parked")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = IdeaState
_BEFORE_THE_END: Final = tuple(state for state in S if state != S.WITHDRAWN)
# The states in which authors fill in the form: until somebody has started to try the idea, or it is put away.
EDITABLE: Final = (S.DRAFT, S.SUBMITTED, S.IN_REVIEW, S.NEEDS_INFO)
# The states in which the promise of a reply runs.
UNANSWERED: Final = (S.SUBMITTED, S.IN_REVIEW, S.NEEDS_INFO)
# Whose the next step is, by state: an idea has exactly one responsible person at every moment (``responsible.py``).
# While an author is asked for more the coach stays responsible: a question that is forgotten is the coach's to recall.
OF_AUTHOR: Final = (S.DRAFT, S.WITHDRAWN)
OF_COACH: Final = (S.SUBMITTED, S.IN_REVIEW, S.NEEDS_INFO, S.PARKED, S.DECLINED)
OF_OWNER: Final = (S.IN_TRIAL, S.IN_USE)
# The states of an idea that is handed in and not taken back by its author.
LIVE: Final = (*OF_COACH, *OF_OWNER)
_EVERYONE: Final = ("authors", "coach", "line_owner", "followers")

MOVES: Final = (
    Move(
        "submit",
        (S.DRAFT,),
        S.SUBMITTED,
        who=("submitter",),
        label=_("Hand in the idea"),
        done=_("Handed in"),
        tells=("coaches", "co_authors"),
        requires=("complete",),
        primary=True,
    ),
    Move(
        "leave",
        (S.DRAFT,),
        S.SUBMITTED,
        who=("code_holder",),
        label=_("Leave the idea"),
        done=_("Left without an account"),
        tells=("coaches",),
    ),
    Move(
        "release",
        (S.SUBMITTED, S.DECLINED),
        S.SUBMITTED,
        who=("coach",),
        label=_("Release the idea"),
        done=_("Released, so that everybody here sees it"),
        tells=("authors", "coach"),
        only_if=("held",),
        primary=True,
    ),
    Move(
        "stop",
        (S.SUBMITTED,),
        S.DECLINED,
        who=("coach",),
        label=_("Stop the idea"),
        done=_("Stopped before anybody else saw it"),
        reason=True,
        tells=("authors", "coach"),
        only_if=("held",),
    ),
    Move(
        "erase",
        (S.SUBMITTED, S.DECLINED),
        S.DECLINED,
        who=("coach",),
        label=_("Stop the idea and remove the text"),
        done=_("Stopped, and the text removed"),
        reason=True,
        tells=("authors", "coach"),
        only_if=("held",),
    ),
    Move(
        "take",
        (S.SUBMITTED,),
        S.IN_REVIEW,
        who=("coach",),
        label=_("Take the idea"),
        done=_("Taken for review"),
        tells=("authors", "followers"),
        only_if=("released",),
        primary=True,
    ),
    Move(
        "ask",
        (S.IN_REVIEW,),
        S.NEEDS_INFO,
        who=("coach",),
        label=_("Ask for more"),
        done=_("More information asked for"),
        reason=True,
        tells=("authors", "followers"),
    ),
    Move(
        "answer",
        (S.NEEDS_INFO,),
        S.IN_REVIEW,
        who=("submitter", "contributor", "code_holder"),
        label=_("Send the answer"),
        done=_("Question answered"),
        reason=True,
        tells=("authors", "coaches", "followers"),
        primary=True,
    ),
    Move(
        "ask_owner",
        (S.IN_REVIEW, S.IN_TRIAL),
        None,
        who=("coach",),
        label=_("Ask a manager to own the idea"),
        done=_("A manager was asked to own the idea"),
        tells=("authors", "line_owner"),
        requires=("no_line_owner",),
    ),
    Move(
        "accept_ownership",
        (S.IN_REVIEW, S.IN_TRIAL),
        None,
        who=("asked_line_owner",),
        label=_("Take on the idea"),
        done=_("A manager took on the idea"),
        tells=("authors", "coach", "followers"),
        primary=True,
    ),
    Move(
        "decline_ownership",
        (S.IN_REVIEW, S.IN_TRIAL),
        None,
        who=("asked_line_owner",),
        label=_("Say no to owning the idea"),
        done=_("A manager said no to owning the idea"),
        reason=True,
        tells=("authors", "coach"),
    ),
    Move(
        "recall_owner",
        (S.IN_REVIEW, S.IN_TRIAL),
        None,
        who=("coach",),
        label=_("Take back the question to the manager"),
        done=_("The question to the manager was taken back"),
        tells=("authors", "coach"),
        requires=("owner_asked",),
    ),
    Move(
        "start_trial",
        (S.IN_REVIEW,),
        S.IN_TRIAL,
        who=("coach", "line_owner"),
        label=_("Start the trial"),
        done=_("Trial started"),
        tells=_EVERYONE,
        requires=("line_owner",),
        primary=True,
    ),
    Move(
        "put_in_use",
        (S.IN_REVIEW, S.IN_TRIAL),
        S.IN_USE,
        who=("coach", "line_owner"),
        label=_("Mark as in use"),
        done=_("Put in use"),
        tells=(*_EVERYONE, "communicators"),
        requires=("line_owner",),
        primary=True,
    ),
    Move(
        "park",
        (S.IN_REVIEW, S.IN_TRIAL),
        S.PARKED,
        who=("coach",),
        label=_("Park until a date"),
        done=_("Parked"),
        reason=True,
        tells=_EVERYONE,
    ),
    Move(
        "decline",
        (S.IN_REVIEW, S.IN_TRIAL),
        S.DECLINED,
        who=("coach",),
        label=_("Decline the idea"),
        done=_("Declined"),
        reason=True,
        tells=_EVERYONE,
    ),
    Move(
        "resume",
        (S.PARKED, S.DECLINED),
        S.IN_REVIEW,
        who=("coach",),
        label=_("Take up again"),
        done=_("Taken up again"),
        tells=_EVERYONE,
        only_if=("released",),
        primary=True,
    ),
    Move(
        "reassign",
        LIVE,
        None,
        who=("coach", "coordinator"),
        label=_("Give the idea to another coach"),
        done=_("Given to another idea coach"),
        reason=True,
        tells=("coach", "authors"),
    ),
    Move(
        "hand_over",
        (S.IN_REVIEW, *OF_OWNER),
        None,
        who=("line_owner", "coach", "coordinator"),
        label=_("Hand over to another line owner"),
        done=_("Handed over to another line owner"),
        reason=True,
        tells=("line_owner", "authors", "coach", "followers"),
        requires=("owner_accepted",),
    ),
    Move(
        "withdraw",
        _BEFORE_THE_END,
        S.WITHDRAWN,
        who=("submitter",),
        label=_("Withdraw the idea"),
        done=_("Withdrawn"),
        tells=("co_authors", "coach", "line_owner", "followers"),
        requires=("no_published_story",),
    ),
    Move(
        "step_forward",
        tuple(state for state in S if state != S.DRAFT),
        None,
        who=("code_holder",),
        label=_("Step forward"),
        done=_("Stepped forward as the person behind the idea"),
        tells=("coach",),
    ),
)

KINDS: Final = {
    S.DRAFT: "draft",
    S.SUBMITTED: "waiting",
    S.IN_REVIEW: "active",
    S.NEEDS_INFO: "waiting",
    S.IN_TRIAL: "active",
    S.IN_USE: "done",
    S.PARKED: "parked",
    S.DECLINED: "stopped",
    S.WITHDRAWN: "stopped",
}

IDEA_WORKFLOW: Final = Workflow("ideas", IdeaState, MOVES, KINDS)
