from datetime import date
from typing import ClassVar, Final

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from goda_exempel.renditions import KINDS, rendition_height, widths_of
from stories.pictures.querysets import PictureQuerySet

IN_TEXT: Final = 720  # pixels: the width named in texts, whatever is shown
FOCUS_STEP: Final = 5  # per cent: the grid of the style sheet's classes


class Picture(models.Model):
    """An uploaded picture, re-encoded upright and without metadata. Its renditions lie beside it in the storage.

    ``kinds`` names the formats that all its widths are ready in; until then only the smallest JPEG is there. The focal
    point, in per cent from the left and from the top, is what a crop keeps.
    """

    class Licence(models.TextChoices):
        OWN = "own", _("The municipality's own")
        CC_BY = "cc_by", _("CC BY")
        CC_BY_SA = "cc_by_sa", _("CC BY-SA")
        CC0 = "cc0", _("CC0")
        AGENCY = "agency", _("Bought from a picture agency")
        OTHER = "other", _("Another agreement")

    key = models.CharField(_("key"), max_length=64, unique=True, help_text=_("SHA-256 of the stored original"))
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    kinds = models.CharField(max_length=40, blank=True, editable=False)
    queued_at = models.DateTimeField(default=timezone.now, editable=False)

    focus_x = models.PositiveSmallIntegerField(_("from the left"), default=50, validators=[MaxValueValidator(100)])
    focus_y = models.PositiveSmallIntegerField(_("from the top"), default=50, validators=[MaxValueValidator(100)])
    photographer = models.CharField(_("photographer"), max_length=120, blank=True)
    licence = models.CharField(_("licence"), max_length=10, choices=Licence.choices, default=Licence.OWN)
    licence_ends = models.DateField(_("the licence's last day"), null=True, blank=True)
    warned_for = models.DateField(null=True, editable=False)
    without_faces = models.BooleanField(_("nobody can be recognised in the picture"), default=False)
    faces_checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    faces_checked_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[models.Manager["Picture"]] = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [
            models.Index(
                fields=["licence_ends"], name="picture_licence_ends", condition=models.Q(licence_ends__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focus_x__lte=100, focus_y__lte=100), name="picture_focus_is_inside"
            ),
        ]

    def __str__(self) -> str:
        return self.key[:12]

    @property
    def smallest(self) -> int:
        """The width of its smallest rendition."""
        return widths_of(self.width)[0]

    @property
    def smallest_height(self) -> int:
        return rendition_height(self.width, self.height, self.smallest)

    @property
    def is_ready(self) -> bool:
        return "jpg" in self.kinds.split()

    def has(self, width: int, ext: str) -> bool:
        """Whether there is a whole file of this width and format."""
        if ext == "jpg" and width == self.smallest:
            return True
        return width in widths_of(self.width) and ext in KINDS and ext in self.kinds.split()

    @property
    def focus(self) -> str:
        """As classes of the style sheet; nothing where it is the middle."""
        x, y = (FOCUS_STEP * round(value / FOCUS_STEP) for value in (self.focus_x, self.focus_y))
        return "" if x == y == 50 else f"focus-x-{x} focus-y-{y}"

    def licence_has_ended(self, day: date) -> bool:
        return self.licence_ends is not None and self.licence_ends < day


class PictureUse(models.Model):
    """That an edition shows a picture, first or in its text. The database writes these rows with the edition."""

    edition = models.ForeignKey("stories.Edition", models.CASCADE, related_name="picture_uses")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "picture"], name="one_use_an_edition_and_picture")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.picture_id}"


class StoryPicture(models.Model):
    """A picture that the desk has put beside a story's text, to be used in it, with the words for its first use."""

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="pictures_beside")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="+")
    alt = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "picture"], name="one_place_beside_a_story")]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.picture_id}"

    @property
    def src(self) -> str:
        """The address that stands in texts, for ever."""
        return f"/redaktion/bilder/{self.picture.key}/{IN_TEXT}.jpg"

    @property
    def figure(self) -> str:
        """What is written into the text."""
        caption = format_html("<figcaption>{}</figcaption>", self.caption) if self.caption else ""
        return format_html('<figure><img src="{}" alt="{}">{}</figure>', self.src, self.alt, caption)
