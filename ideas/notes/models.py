from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models import Idea


class Note(models.Model):
    """What those who prepare the answer write for each other. It becomes a public record once the matter is closed."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    author_name = models.CharField(_("written by"), max_length=120)
    text = models.TextField(_("working note"), max_length=4000)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed"), null=True)

    class Meta:
        verbose_name = _("working note")
        verbose_name_plural = _("working notes")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.idea.number}: {self.author_name}"
