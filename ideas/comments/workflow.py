"""Writing, changing, removing and hiding comments, and telling those whom it concerns.

Each verb locks the comment, looks again and changes nothing the second time.
"""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.workflow import MoveRefused
from ideas.comments.models import Comment, CommentEvent, shown_name
from ideas.comments.permissions import is_open
from ideas.models import Idea, people_of
from ideas.support.workflow import follow
from ideas.telling import tell_about
from ideas.workflow import followers


class CommentsClosedError(MoveRefused):
    """Nothing can be written here any more. ``str()`` says so to the person who wrote."""


def write(
    idea: Idea,
    *,
    by: User,
    text: str,
    answers: Comment | None = None,
    form_key: UUID | None = None,
    and_follow: bool = False,
) -> Comment:
    """Say something about an idea, or answer what somebody has said. The same form again gives back what it made."""
    with transaction.atomic():
        current = Idea.objects.select_for_update().get(pk=idea.pk)
        written = Comment.objects.filter(form_key=form_key, author=by).first() if form_key else None
        if written is not None:
            return written
        _refuse_closed(current)
        comment = Comment.objects.create(
            idea=current,
            thread_id=answers.root_id if answers else None,
            answers=answers,
            author=by,
            author_name=by.name,
            text=text,
            form_key=form_key or uuid4(),
        )
        if and_follow:
            follow(current, by)
        _tell(comment, by)
    return comment


def _refuse_closed(idea: Idea) -> None:
    if not is_open(idea):
        raise CommentsClosedError(_("Nobody can comment on the idea any more: it is withdrawn."))


def _tell(comment: Comment, by: User) -> None:
    """Authors, those who have written in the same thread, and followers: each once, as one kind."""
    idea = comment.idea
    in_thread = User.objects.filter(comments__idea=idea, comments__in=_thread(comment)).distinct()
    told = people_of(idea) | set(in_thread) | followers(idea)
    context = {"comment": comment, "who": shown_name(comment), "is_answer": comment.answers_id is not None}
    tell_about(
        idea,
        told - {by},
        letter="ideas/comment",
        kind=NoticeKind.COMMENT,
        context=context,
        url=comment.get_absolute_url(),
    )


def _thread(comment: Comment) -> list[int]:
    if comment.thread_id is None:
        return []
    rows = Comment.objects.filter(thread=comment.thread_id).values_list("pk", flat=True)
    return [comment.thread_id, *rows]


def edit(comment: Comment, *, by: User, text: str) -> Comment:
    """Change one's own words; the earlier ones are kept for the idea coaches. The same words are no change."""
    with transaction.atomic():
        current = _lock(comment)
        _refuse_closed(current.idea)
        if not current.is_readable:
            raise CommentsClosedError(_("The comment has been removed or hidden meanwhile, so it can not be changed."))
        if current.text == text:
            return current
        _note(current, "edit", by)
        current.text, current.edited_at = text, timezone.now()
        current.save(update_fields=["text", "edited_at"])
    return current


def delete(comment: Comment, *, by: User) -> Comment:
    """Take back one's own words. What others have answered stays."""
    with transaction.atomic():
        current = _lock(comment)
        if current.deleted_at is None:
            _note(current, "delete", by)
            current.deleted_at = timezone.now()
            current.save(update_fields=["deleted_at"])
    return current


def hide(comment: Comment, *, by: User, reason: str) -> Comment:
    """Take a comment out of sight, for a reason that all can read; its author is told."""
    with transaction.atomic():
        current = _lock(comment)
        if current.hidden_at is None:
            _note(current, "hide", by, reason)
            current.hidden_at, current.hidden_reason = timezone.now(), reason
            current.save(update_fields=["hidden_at", "hidden_reason"])
            _tell_author(current, by, "ideas/comment_hidden", reason)
    return current


def unhide(comment: Comment, *, by: User) -> Comment:
    with transaction.atomic():
        current = _lock(comment)
        if current.hidden_at is not None:
            _note(current, "unhide", by)
            current.hidden_at, current.hidden_reason = None, ""
            current.save(update_fields=["hidden_at", "hidden_reason"])
            _tell_author(current, by, "ideas/comment_shown")
    return current


def _lock(comment: Comment) -> Comment:
    return Comment.objects.select_for_update(of=("self",)).select_related("idea").get(pk=comment.pk)


def _note(comment: Comment, move: str, by: User, reason: str = "") -> None:
    CommentEvent.objects.create(
        subject=comment, actor=by, move=move, from_state="", to_state="", reason=reason, text=comment.text
    )


def _tell_author(comment: Comment, by: User, letter: str, reason: str = "") -> None:
    tell_about(
        comment.idea,
        {comment.author} - {by},
        letter=letter,
        kind=NoticeKind.COMMENT,
        context={"comment": comment, "by": by, "reason": reason},
        url=comment.get_absolute_url(),
    )
