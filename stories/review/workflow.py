"""Saying something of a story, answering, and saying that it is dealt with. The desk alone reads it."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel.accounts.models import User
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.workflow import tell
from goda_exempel.workflow import MoveRefused
from stories.models import Story
from stories.permissions import is_on_the_desk, may_edit
from stories.review.models import ReviewComment, ReviewReply
from stories.review.passages import Passage, cut, place_of
from stories.review.reading import text_of


class ReviewClosedError(MoveRefused):
    """The text is not under review any more. ``str()`` says so to the person who wrote."""


class PassageGoneError(MoveRefused):
    """The passage was edited while somebody wrote about it."""


def comment(
    story: Story, *, by: User, field: str, passage: Passage, text: str, form_key: UUID | None = None
) -> ReviewComment:
    """Say something of a field, or of a passage in it. The same form again gives back what it made."""
    with transaction.atomic():
        current = _lock(story, by)
        written = ReviewComment.objects.filter(form_key=form_key, author=by).first() if form_key else None
        if written is not None:
            return written
        found = _found(current, field, passage)
        row = ReviewComment.objects.create(
            story=current, field=field, quote=found.quote, prefix=found.prefix, suffix=found.suffix, text=text,
            author=by, author_name=by.name, form_key=form_key or uuid4(),
        )  # fmt: skip
        _tell({current.writer, current.last_editor}, "comment", row, by=by, text=text)
    return row


def _found(story: Story, field: str, passage: Passage) -> Passage:
    if not passage.quote.strip():
        return Passage("")
    text = text_of(story, field)
    place = place_of(passage, text)
    if place is None:
        raise PassageGoneError(_("The passage is not in the text as it is now. Choose it again."))
    return cut(text, place)


def reply(row: ReviewComment, *, by: User, text: str, form_key: UUID | None = None) -> ReviewReply:
    with transaction.atomic():
        _lock(row.story, by)
        written = ReviewReply.objects.filter(form_key=form_key, author=by).first() if form_key else None
        if written is not None:
            return written
        answer = ReviewReply.objects.create(
            comment=row, author=by, author_name=by.name, text=text, form_key=form_key or uuid4()
        )
        _tell(_in_thread(row), "comment_reply", row, by=by, text=text)
    return answer


def resolve(row: ReviewComment, *, by: User) -> ReviewComment:
    """Say that it is dealt with. Twice is once."""
    with transaction.atomic():
        _lock(row.story, by)
        now = timezone.now()
        values = {"resolved_at": now, "resolved_by": by, "resolved_by_name": by.name}
        if ReviewComment.objects.filter(pk=row.pk, resolved_at=None).update(**values):
            _tell(_in_thread(row), "comment_resolved", row, by=by)
        row.refresh_from_db()
    return row


def reopen(row: ReviewComment, *, by: User) -> ReviewComment:
    with transaction.atomic():
        _lock(row.story, by)
        values = {"resolved_at": None, "resolved_by": None, "resolved_by_name": ""}
        if ReviewComment.objects.filter(pk=row.pk, resolved_at__isnull=False).update(**values):
            _tell(_in_thread(row), "comment_reopened", row, by=by)
        row.refresh_from_db()
    return row


def _lock(story: Story, by: User) -> Story:
    """The story, so that nobody approves it while something is said of it."""
    current = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    if not may_edit(by, current):
        raise ReviewClosedError(closed_sentence(current))
    return current


def closed_sentence(story: Story) -> str:
    words = {"state": story.state_label}
    return _("The state is “%(state)s”, so nothing can be said of the text. Open it for a change first.") % words


def _in_thread(row: ReviewComment) -> set[User | None]:
    answers = row.replies.select_related("author")
    story = row.story
    return {row.author, story.writer, story.last_editor, *(answer.author for answer in answers)}


def _tell(people: Iterable[User | None], letter: str, row: ReviewComment, *, by: User, text: str = "") -> None:
    """Those of them who still work at the desk, but for who did it."""
    with override(settings.LANGUAGE_CODE):
        url = row.get_absolute_url()
    desk = {person for person in people if person is not None and person != by and is_on_the_desk(person)}
    context = {"subject": row.story, "comment": row, "by": by, "text": text}
    tell(desk, letter=[f"stories/{letter}"], context=context, url=url, kind=NoticeKind.COMMENT)
