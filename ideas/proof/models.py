from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from goda_exempel.proof import NewWhere, UsefulFor
from ideas.models import Idea

MOST: Final = 10_000_000  # places or people: more than there are Swedes would be a slip
is_web_address: Final = URLValidator(schemes=["http", "https"])
LINK: Final[dict[str, Any]] = {"max_length": 500, "blank": True, "validators": [is_web_address]}


class ProofCard(models.Model):
    """What proves that an idea is new, useful and put to use. Since when and where it is in use stands on the idea."""

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="proof")
    changed = models.DateTimeField(_("changed"), auto_now=True)

    new_where = models.CharField(_("where is it new?"), max_length=20, choices=NewWhere.choices, blank=True)
    new_text = models.CharField(_("what is new?"), max_length=400, blank=True)
    new_evidence = models.CharField(_("how do you know that it is new?"), max_length=600, blank=True)
    new_link = models.URLField(
        _("link to evidence that it is new"), max_length=500, blank=True, validators=[is_web_address]
    )

    useful_for = ArrayField(
        models.CharField(max_length=20, choices=UsefulFor.choices),
        verbose_name=_("for whom is it useful?"),
        default=list,
        blank=True,
    )
    useful_before = models.CharField(_("how was it before?"), max_length=600, blank=True)
    useful_after = models.CharField(_("how is it now?"), max_length=600, blank=True)
    useful_evidence = models.CharField(_("how do you know that it is useful?"), max_length=600, blank=True)
    useful_link = models.URLField(
        _("link to evidence that it is useful"), max_length=500, blank=True, validators=[is_web_address]
    )

    in_use_count = models.PositiveIntegerField(_("how many?"), null=True, blank=True)
    in_use_counts = models.CharField(_("how many of what?"), max_length=80, blank=True)
    in_use_evidence = models.CharField(_("how do you know that it is in use?"), max_length=600, blank=True)
    in_use_link = models.URLField(
        _("link to evidence that it is in use"), max_length=500, blank=True, validators=[is_web_address]
    )

    class Meta:
        verbose_name = _("proof card")
        verbose_name_plural = _("proof cards")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(in_use_count__isnull=True, in_use_counts="")
                | models.Q(in_use_count__isnull=False) & ~models.Q(in_use_counts=""),
                name="proof_number_says_what_it_counts",
                violation_error_message=_("A number needs what it counts, for example “places” or “people”."),
            ),
            models.CheckConstraint(
                condition=models.Q(in_use_count__isnull=True) | models.Q(in_use_count__lte=MOST),
                name="proof_number_within_bounds",
                violation_error_message=_("The number is too large."),
            ),
            models.CheckConstraint(
                condition=models.Q(useful_for__contained_by=UsefulFor.values),
                name="proof_useful_for_known_groups",
                violation_error_message=_("Choose from the list for whom it is useful."),
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{link: ""}) | models.Q(**{f"{link}__regex": "^https?://"}),
                    name=f"proof_{link}_is_a_web_address",
                    violation_error_message=_("A link begins with https:// or http://."),
                )
                for link in ("new_link", "useful_link", "in_use_link")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}"
