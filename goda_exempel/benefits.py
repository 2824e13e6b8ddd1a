"""The kinds of benefit an idea can have; the archive is filtered by them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BenefitKind(models.TextChoices):
    TIME = "time", _("Saved time")
    MONEY = "money", _("Saved money")
    QUALITY = "quality", _("Better quality")
    ACCESSIBILITY = "accessibility", _("Better access")
    ENVIRONMENT = "environment", _("Environment")
    SAFETY = "safety", _("Safety")
    PARTICIPATION = "participation", _("Participation")
