from typing import ClassVar, Final
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goda_exempel.history import HistoryRow
from ideas.models import Idea

LONGEST: Final = 4000


class CommentQuerySet(models.QuerySet["Comment"]):
    def in_threads(self) -> "CommentQuerySet":
        """Thread by thread, the oldest first, and in each the answers in the order they came."""
        return self.order_by(Coalesce("thread", "pk"), "pk").select_related("author", "answers")

    def readable(self) -> "CommentQuerySet":
        return self.filter(deleted_at=None, hidden_at=None)


class Comment(models.Model):
    """What somebody has said about an idea, as plain text.

    ``thread`` is the comment that began the thread (None for that one itself), ``answers`` the one that this is an
    answer to: however deep the answers go, a thread is shown as one row.
    """

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="comments")
    thread = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    answers = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments")
    author_name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("comment"), max_length=LONGEST)
    form_key = models.UUIDField(_("form"), unique=True, default=uuid4, editable=False)
    created = models.DateTimeField(_("written"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True)
    hidden_reason = models.CharField(_("why it is hidden"), max_length=500, blank=True)

    objects: ClassVar[models.Manager["Comment"]] = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        indexes = [models.Index(Coalesce("thread", "id"), "id", name="comments_in_threads")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(thread=None, answers=None) | models.Q(thread__isnull=False, answers__isnull=False),
                name="comment_answers_within_its_thread",
                violation_error_message=_("An answer belongs to the thread of what it answers."),
            ),
            models.CheckConstraint(
                condition=models.Q(hidden_at=None) | ~models.Q(hidden_reason=""),
                name="comment_hidden_with_a_reason",
                violation_error_message=_("A comment is hidden with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:40]}"

    def get_absolute_url(self) -> str:
        return reverse("ideas:comment", args=[self.idea.number, self.pk])

    @property
    def anchor(self) -> str:
        return f"kommentar-{self.pk}"

    @property
    def root_id(self) -> int:
        return self.thread_id or self.pk

    @property
    def is_readable(self) -> bool:
        """Whether everybody who sees the idea reads the text."""
        return self.deleted_at is None and self.hidden_at is None


class CommentEvent(HistoryRow):
    """What was done with a comment: edited, deleted, hidden, shown again; with its wording until then."""

    subject = models.ForeignKey(Comment, models.CASCADE, related_name="events")
    text = models.TextField(_("wording until then"))

    class Meta(HistoryRow.Meta):
        verbose_name = _("history of a comment")
        verbose_name_plural = _("history of comments")

    @property
    def label(self) -> str:
        return {
            "edit": gettext("Changed"),
            "delete": gettext("Removed by the person who wrote it"),
            "hide": gettext("Hidden"),
            "unhide": gettext("Shown again"),
        }[self.move]

    @property
    def actor_label(self) -> str:
        return self.subject.idea.shown_name(self.actor_id, super().actor_label)


def shown_name(comment: Comment) -> str:
    """Who wrote it, as others read it. Who shares the idea and does not want to be named is not named here either."""
    return comment.idea.shown_name(comment.author_id, comment.author_name)
