from typing import ClassVar, Final
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models import Story

LONGEST: Final = 4000
LONGEST_QUOTE: Final = 1000
AROUND: Final = 32  # characters kept on each side of a passage


class ReviewCommentQuerySet(models.QuerySet["ReviewComment"]):
    def open(self) -> "ReviewCommentQuerySet":
        return self.filter(resolved_at=None)


class ReviewComment(models.Model):
    """What the desk says of a field, or of a passage in it; open until somebody says that it is dealt with.

    A passage is kept as its words and some of what stands around it, so that it is found again after the text was
    edited (TextQuoteSelector of the W3C Web Annotation Data Model). Readers and fact checkers never see comments.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="review_comments")
    field = models.CharField(_("what it is about"), max_length=40)
    quote = models.TextField(_("passage"), max_length=LONGEST_QUOTE, blank=True)
    prefix = models.CharField(_("what stands before"), max_length=AROUND, blank=True)
    suffix = models.CharField(_("what stands after"), max_length=AROUND, blank=True)
    text = models.TextField(_("comment"), max_length=LONGEST)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="review_comments")
    author_name = models.CharField(_("name"), max_length=120)
    at = models.DateTimeField(_("written"), default=timezone.now)
    resolved_at = models.DateTimeField(_("dealt with"), null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    resolved_by_name = models.CharField(max_length=120, blank=True)
    form_key = models.UUIDField(_("form"), unique=True, default=uuid4, editable=False)

    objects: ClassVar[models.Manager["ReviewComment"]] = ReviewCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment of the desk")
        verbose_name_plural = _("comments of the desk")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resolved_at=None, resolved_by_name="")
                | (models.Q(resolved_at__isnull=False) & ~models.Q(resolved_by_name="")),
                name="review_comment_dealt_with_by_somebody",
                violation_error_message=_("A comment is dealt with by somebody."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:40]}"

    def get_absolute_url(self) -> str:
        return f"{reverse('stories:review', args=[self.story_id])}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"kommentar-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def field_label(self) -> str:
        return str(Story._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]


class ReviewReply(models.Model):
    comment = models.ForeignKey(ReviewComment, models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("answer"), max_length=LONGEST)
    at = models.DateTimeField(_("written"), default=timezone.now)
    form_key = models.UUIDField(_("form"), unique=True, default=uuid4, editable=False)

    class Meta:
        verbose_name = _("answer of the desk")
        verbose_name_plural = _("answers of the desk")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:40]}"
