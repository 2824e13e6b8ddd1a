"""The words of a proof card: how new something is, and for whom it is useful."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NewWhere(models.TextChoices):
    UNIT = "unit", _("New in the unit")
    MUNICIPALITY = "municipality", _("New in the municipality")
    SWEDEN = "sweden", _("New in Sweden")


class UsefulFor(models.TextChoices):
    ORGANISATION = "organisation", _("The organisation")
    CUSTOMERS = "customers", _("Our customers")
    CITIZENS = "citizens", _("Citizens")
