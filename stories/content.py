"""What a story says: the fields that the work version and every approved edition have in common."""

import hashlib
import json
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import Unit
from goda_exempel.benefits import BenefitKind
from goda_exempel.proof import NewWhere, UsefulFor


class StoryContent(models.Model):
    """The text, the picture and the proof card. ``fingerprint`` names an exact wording.

    Formatted texts (``body``, ``fact_box``, ``how_to``) are clean HTML, as ``goda_exempel.markup`` makes it.
    """

    title = models.CharField(_("headline"), max_length=120)
    lead = models.TextField(_("lead"), max_length=600, blank=True)
    body = models.TextField(_("text"), max_length=60_000, blank=True)
    pull_quote = models.CharField(_("pull quote"), max_length=300, blank=True)
    pull_quote_by = models.CharField(_("who says it"), max_length=120, blank=True)
    fact_box = models.TextField(_("fact box"), max_length=4000, blank=True)
    how_to = models.TextField(_("how to do the same"), max_length=4000, blank=True)
    byline = models.CharField(_("text by"), max_length=120, blank=True)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    benefit_kind = models.CharField(_("kind of benefit"), max_length=20, choices=BenefitKind.choices)

    picture = models.ForeignKey(
        "stories.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    picture_decorative = models.BooleanField(_("the picture is only decoration"), default=False)
    picture_caption = models.CharField(_("caption"), max_length=300, blank=True)
    photographer = models.CharField(_("photographer"), max_length=120, blank=True)

    new_where = models.CharField(_("new: where"), max_length=20, choices=NewWhere.choices, blank=True)
    new_evidence = models.CharField(_("new: in what way"), max_length=400, blank=True)
    useful_for = models.CharField(_("useful: for whom"), max_length=20, choices=UsefulFor.choices, blank=True)
    useful_evidence = models.CharField(_("useful: in what way"), max_length=400, blank=True)
    in_use_since = models.DateField(_("in use: since when"), null=True, blank=True)
    in_use_where = models.CharField(_("in use: where"), max_length=200, blank=True)

    class Meta:
        abstract = True

    CONTENT_FIELDS: Final = (
        "title", "lead", "body", "pull_quote", "pull_quote_by", "fact_box", "how_to", "byline", "unit", "benefit_kind",
        "picture", "picture_alt", "picture_decorative", "picture_caption", "photographer", "new_where", "new_evidence",
        "useful_for", "useful_evidence", "in_use_since", "in_use_where",
    )  # fmt: skip

    @property
    def content(self) -> dict[str, Any]:
        """Every field of the content by its name, foreign keys as keys (``unit_id``)."""
        fields = {field.name: field for field in self._meta.concrete_fields}
        return {fields[name].attname: fields[name].value_from_object(self) for name in self.CONTENT_FIELDS}

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of everything a reader sees, by field. What is not filled in counts for nothing."""
        filled = {name: str(value) for name, value in self.content.items() if value not in (None, "", False)}
        return hashlib.sha256(json.dumps(filled, sort_keys=True).encode()).hexdigest()

    @property
    def is_proven(self) -> bool:
        """Whether the proof card has its three proofs: new, useful, put to use."""
        return all(
            (
                self.new_where,
                self.new_evidence,
                self.useful_for,
                self.useful_evidence,
                self.in_use_since,
                self.in_use_where,
            )
        )
