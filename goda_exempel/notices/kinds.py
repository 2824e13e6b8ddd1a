"""The kinds of what a person is told. For each but one, everybody chooses how it comes by e-mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    OWN = "own", _("What happens with your own ideas")
    TASK = "task", _("What you are asked to do")
    FOLLOWED = "followed", _("What happens with ideas you follow")
    COMMENT = "comment", _("Comments and answers")
    CALL = "call", _("Calls for ideas")
    STORY = "story", _("Stories and the prize")
