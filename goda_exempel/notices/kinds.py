"""The kinds of what a person is told. For each but one, everybody chooses how it comes by e-mail."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """In the order of how much they concern a person: of several reasons to tell, the first counts."""

    OWN = "own", _("What happens with your own ideas")
    TASK = "task", _("What you are asked to do")
    FOLLOWED = "followed", _("What happens with ideas you follow")
    COMMENT = "comment", _("Comments and answers")
    CALL = "call", _("Calls for ideas")
    STORY = "story", _("Stories and the prize")


class Frequency(models.TextChoices):
    """How a kind comes by e-mail. In the portal everything is told at once, whatever is chosen here."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


ALWAYS_AT_ONCE: Final = NoticeKind.OWN
CHOOSABLE: Final = tuple(kind for kind in NoticeKind if kind != ALWAYS_AT_ONCE)
UNLESS_CHOSEN: Final = Frequency.AT_ONCE


def rank(kind: str) -> int:
    """Lower concerns the person more."""
    return list(NoticeKind.values).index(kind)
