from datetime import date
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from ideas.models import Contributor

# What a draft lacks from the beginning. Somebody who adds a debt writes what it is.
WORDS: Final = {
    "quote": gettext_noop("a quote: what has become better, in your own words"),
    "picture": gettext_noop("a picture, and who took it"),
    "consent": gettext_noop("consent to stand with name in the story"),
    "figure": gettext_noop("a figure that shows the benefit, and how it was counted"),
    "other": gettext_noop("something more"),
}


class Debt(models.Model):
    """Something a story still waits for: from whom, and until when.

    Some are met by the text itself (``stories.debts.rule``); ``settled_at`` is for what somebody says is settled.
    """

    class Kind(models.TextChoices):
        QUOTE = "quote", _("Quote")
        PICTURE = "picture", _("Picture")
        CONSENT = "consent", _("Consent")
        FIGURE = "figure", _("Figure")
        OTHER = "other", _("Something else")

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="debts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    what = models.CharField(_("what is missing"), max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="debts", verbose_name=_("person")
    )
    contributor = models.ForeignKey(Contributor, models.SET_NULL, null=True, editable=False, related_name="+")
    person_name = models.CharField(_("name"), max_length=120)
    due = models.DateField(_("until"))
    created = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by_name = models.CharField(max_length=120, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("debt")
        verbose_name_plural = _("debts")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person_name=""),
                name="debt_has_a_name",
                violation_error_message=_("Say whom the story waits for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.person_name})"

    @property
    def label(self) -> str:
        """What is missing, in the reader's language unless somebody has written it."""
        return self.what or gettext(WORDS[self.kind])

    def is_late(self, today: date) -> bool:
        return self.due < today
