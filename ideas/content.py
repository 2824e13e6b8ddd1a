"""What people write about an idea: the three questions, and the other fields of the national form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goda_exempel.benefits import BenefitKind


class IdeaContent(models.Model):
    title = models.CharField(_("title"), max_length=120, blank=True)
    problem = models.TextField(_("what is the problem?"), max_length=8000)
    solution = models.TextField(_("what did you do, or want to do?"), max_length=8000)
    benefit = models.TextField(_("who gains, and how?"), max_length=8000)
    summary = models.TextField(_("short description"), max_length=1000, blank=True)
    spread = models.TextField(_("potential to spread"), max_length=4000, blank=True)
    development = models.TextField(_("how the work was done"), max_length=8000, blank=True)
    links = models.TextField(_("read more"), max_length=2000, blank=True)
    benefit_kind = models.CharField(_("kind of benefit"), max_length=20, choices=BenefitKind.choices, blank=True)
    contact = models.CharField(_("contact person"), max_length=200, blank=True)

    class Meta:
        abstract = True
