"""The states of a story and the table of its legal moves. Buttons, checks, the drawn picture and the tests read it."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from goda_exempel.workflow_table import Move, Workflow


class StoryState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FACT_CHECK = "fact_check", _("Fact check")
    IN_REVIEW = "in_review", _("With the reviewer")
    APPROVED = "approved", _("Approved")
    WITHDRAWN = "withdrawn", _("Unpublished")


S = StoryState
# The moves of people of the ideas who are asked whether what is written is right.
ABOUT_FACTS: Final = ("confirm_facts", "dispute_facts", "decline_facts")
# The moves that approve a wording.
APPROVALS: Final = ("approve", "approve_alone")
_DESK: Final = ("communicator", "editor")

MOVES: Final = (
    Move(
        "ask_facts",
        (S.DRAFT,),
        S.FACT_CHECK,
        who=_DESK,
        label=_("Send for fact check"),
        done=_("Sent for fact check"),
        tells=("people",),
        requires=("text",),
        primary=True,
    ),
    Move(
        "confirm_facts",
        (S.FACT_CHECK,),
        None,
        who=("fact_checker",),
        label=_("The facts are right"),
        done=_("Facts confirmed"),
        tells=("desk",),
        primary=True,
    ),
    Move(
        "dispute_facts",
        (S.FACT_CHECK,),
        None,
        who=("fact_checker",),
        label=_("Something has to change"),
        done=_("A change was asked for"),
        reason=True,
        tells=("desk",),
    ),
    Move(
        "decline_facts",
        (S.DRAFT, S.FACT_CHECK, S.IN_REVIEW, S.APPROVED),
        None,
        who=("fact_checker",),
        label=_("Say no to the story"),
        done=_("Said no to the story"),
        tells=("desk", "reviewers"),
    ),
    Move(
        "stop_approved",
        (S.APPROVED,),
        S.DRAFT,
        who=("portal",),
        label=_("Take back the approval"),
        done=_("The approval was taken back, because somebody said no"),
        tells=("desk",),
    ),
    Move(
        "ask_review",
        (S.FACT_CHECK,),
        S.IN_REVIEW,
        who=_DESK,
        label=_("Send to the reviewer"),
        done=_("Sent to the reviewer"),
        tells=("reviewers",),
        requires=("facts",),
        primary=True,
    ),
    Move(
        "approve",
        (S.IN_REVIEW,),
        S.APPROVED,
        who=("reviewer",),
        label=_("Approve and set a date"),
        done=_("Approved"),
        tells=("desk", "people"),
        requires=("gate",),
        primary=True,
    ),
    Move(
        "approve_alone",
        (S.IN_REVIEW,),
        S.APPROVED,
        who=("last_editor",),
        label=_("Approve it yourself (emergency)"),
        done=_("Approved in an emergency by whoever changed the text last"),
        reason=True,
        tells=("desk", "people"),
        requires=("gate",),
    ),
    Move(
        "bring_along",
        (S.DRAFT,),
        S.APPROVED,
        who=("importer",),
        label=_("Bring along from the older site"),
        done=_("Brought along from the older site"),
        reason=True,
    ),
    Move(
        "send_back",
        (S.FACT_CHECK, S.IN_REVIEW),
        S.DRAFT,
        who=_DESK,
        label=_("Send back to the draft"),
        done=_("Sent back to the draft"),
        reason=True,
        tells=("desk",),
    ),
    Move(
        "waive_facts",
        (S.FACT_CHECK,),
        None,
        who=_DESK,
        label=_("Go on without an answer"),
        done=_("Went on without an answer"),
        reason=True,
        tells=("desk", "reviewers"),
        only_if=("waivable",),
    ),
    Move(
        "revise",
        (S.APPROVED,),
        S.DRAFT,
        who=_DESK,
        label=_("Change the text"),
        done=_("Opened for a change"),
        reason=True,
        tells=("desk",),
    ),
    Move(
        "correct",
        (S.APPROVED,),
        S.DRAFT,
        who=_DESK,
        label=_("Correct an error"),
        done=_("Opened for a correction"),
        reason=True,
        tells=("desk",),
        requires=("public",),
    ),
    Move(
        "undo",
        (S.APPROVED,),
        S.IN_REVIEW,
        who=("approver",),
        label=_("Undo the approval"),
        done=_("Approval undone"),
        tells=("desk",),
        requires=("in_time",),
    ),
    Move(
        "fill_month",
        (S.APPROVED,),
        None,
        who=_DESK,
        label=_("Let it fill a month"),
        done=_("Taken from the shelf"),
        tells=("desk", "people"),
        requires=("on_shelf",),
    ),
    Move(
        "withdraw",
        (S.DRAFT, S.FACT_CHECK, S.IN_REVIEW, S.APPROVED),
        S.WITHDRAWN,
        who=_DESK,
        label=_("Unpublish"),
        done=_("Unpublished"),
        reason=True,
        tells=("desk", "people"),
        requires=("edition",),
    ),
    Move(
        "restore",
        (S.WITHDRAWN,),
        S.APPROVED,
        who=("reviewer",),
        label=_("Publish again"),
        done=_("Published again"),
        reason=True,
        tells=("desk", "people"),
        requires=("unchanged", "standing"),
    ),
    Move(
        "rework",
        (S.WITHDRAWN,),
        S.DRAFT,
        who=_DESK,
        label=_("Take back to the draft"),
        done=_("Taken back to the draft"),
        reason=True,
        tells=("desk",),
    ),
)

KINDS: Final = {
    S.DRAFT: "draft",
    S.FACT_CHECK: "waiting",
    S.IN_REVIEW: "active",
    S.APPROVED: "done",
    S.WITHDRAWN: "stopped",
}

STORY_WORKFLOW: Final = Workflow("stories", StoryState, MOVES, KINDS)
