"""What people have put with an idea: pictures that are encoded anew, and PDFs that are kept as they are."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import User
from goda_exempel.pictures import WIDTHS, rendition_height, widths_of
from ideas.models import Idea

LONGEST_NAME = 100


def new_key() -> str:
    return uuid4().hex


class IdeaFileQuerySet(models.QuerySet["IdeaFile"]):
    def visible_to(self, user: User) -> "IdeaFileQuerySet":
        """Whoever may see the idea may see its files, and nobody else."""
        return self.filter(idea__in=Idea.objects.visible_to(user))


class IdeaFile(models.Model):
    """One file. Its parts lie in a folder that is named by ``key`` alone: nothing of what the sender called it."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Picture")
        DOCUMENT = "document", _("PDF")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="files")
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    description = models.CharField(_("description"), max_length=300, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size"))
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("added by")
    )
    created = models.DateTimeField(_("added"), default=timezone.now)

    objects: ClassVar[models.Manager["IdeaFile"]] = IdeaFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an idea")
        verbose_name_plural = _("files of ideas")
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "digest"],
                name="same_file_once_an_idea",
                violation_error_message=_("The idea already has this file."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="picture", width__isnull=False, height__isnull=False)
                | models.Q(kind="document", width=None, height=None),
                name="a_picture_has_sides",
                violation_error_message=_("A picture has a width and a height."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> str:
        """Where the parts lie, below the folder of uploaded files."""
        return folder_of(self.key)

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.PICTURE

    @property
    def download_name(self) -> str:
        """What the file is called on the disk of who fetches it: a picture is a JPEG, whatever it was."""
        return f"{self.name.rpartition('.')[0] or self.name}.{'jpg' if self.is_picture else 'pdf'}"

    @property
    def alt(self) -> str:
        return self.description or str(_("Picture without a description: %(name)s") % {"name": self.name})

    @property
    def widths(self) -> list[int]:
        return widths_of(self.width or WIDTHS[0])

    @property
    def thumbnail(self) -> "Rendition":
        return Rendition(self, self.widths[0])

    @property
    def srcset(self) -> str:
        """The widths a browser may choose from where the thumbnail stands."""
        return ", ".join(f"{Rendition(self, step).url} {step}w" for step in self.widths[:2])

    @property
    def largest(self) -> "Rendition":
        return Rendition(self, self.widths[-1])


class Rendition:
    """A picture in one of its fixed widths."""

    def __init__(self, file: IdeaFile, width: int) -> None:
        self.file, self.width = file, width

    @property
    def url(self) -> str:
        return reverse("ideas:file_picture", args=[self.file.idea.number, self.file.pk, self.width, "jpg"])

    @property
    def height(self) -> int:
        return rendition_height(self.file.width or 1, self.file.height or 1, self.width)


ROOT = "ideas"


def folder_of(key: str) -> str:
    return f"{ROOT}/{key[:2]}/{key}"
