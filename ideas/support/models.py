from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models import Idea


class Support(models.Model):
    """A person's «Good idea». How many there are is shown, never who: and it counts on when an account is gone."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "user"],
                name="one_support_a_person_and_idea",
                violation_error_message=_("You have already said that this is a good idea."),
            ),
        ]


class Follow(models.Model):
    """Somebody who wants to hear what happens with an idea of others."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "user"],
                name="one_follow_a_person_and_idea",
                violation_error_message=_("You already follow this idea."),
            ),
        ]
