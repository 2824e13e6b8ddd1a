"""What has been said of a story, and the story as its reviewers read it: block by block, with the passages marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from django.db.models import OuterRef, Subquery
from django.utils.translation import ngettext

from goda_exempel.accounts.models import User
from goda_exempel.markup import blocks
from stories.models import Story
from stories.months.reading import approval_days
from stories.review.models import ReviewComment, ReviewReply
from stories.review.passages import Passage, on_one_line, place_of
from stories.waits import Wait, is_past

FORMATTED: Final = ("body", "fact_box", "how_to")
# What can be commented, in the order in which readers meet it.
FIELDS: Final = (
    "title", "lead", "picture_alt", "picture_caption", "photographer", "body", "pull_quote", "pull_quote_by",
    "fact_box", "how_to", "new_evidence", "useful_evidence", "in_use_where", "byline",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and the open comments on them."""

    text: str
    comments: tuple[ReviewComment, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a field; ``key`` names it in an address."""

    key: str
    tag: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Field:
    """``whole`` are the open comments that are about no passage of it, or about one that is gone."""

    name: str
    label: str
    whole: list[ReviewComment]
    paragraphs: list[Paragraph]


def label_of(name: str) -> str:
    return str(Story._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def texts_of(story: Story, name: str) -> list[tuple[str, str]]:
    """The blocks of a field: tag and words, each on one line."""
    text = str(getattr(story, name))
    if name in FORMATTED:
        return [(block.tag, on_one_line(block.text)) for block in blocks(text)]
    return [("p", line)] if (line := on_one_line(text)) else []


def text_of(story: Story, name: str) -> str:
    """All words of a field on one line, in which passages are found."""
    return " ".join(words for _tag, words in texts_of(story, name))


def open_comments(story: Story) -> list[ReviewComment]:
    return list(story.review_comments.filter(resolved_at=None).order_by("pk"))


def passage_of(comment: ReviewComment) -> Passage:
    return Passage(comment.quote, comment.prefix, comment.suffix)


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, and whether the words it is about have gone."""

    comment: ReviewComment
    replies: list[ReviewReply]
    is_gone: bool


def threads(story: Story, *, only_open: bool = False) -> list[Thread]:
    """What has been said, in two queries."""
    rows = story.review_comments.prefetch_related("replies").order_by("pk")
    comments = list(rows.filter(resolved_at=None) if only_open else rows)
    gone = gone_among(comments, story)
    return [Thread(row, list(row.replies.all()), row.pk in gone) for row in comments]


def gone_among(comments: Iterable[ReviewComment], story: Story) -> set[int]:
    """The keys of those whose passage is gone; each field is read once."""
    comments = list(comments)
    texts = {name: text_of(story, name) for name in {comment.field for comment in comments if comment.quote}}
    return {row.pk for row in comments if row.quote and place_of(passage_of(row), texts[row.field]) is None}


def fields_of(story: Story, comments: list[ReviewComment]) -> list[Field]:
    """The fields that say something or that something is said of, with the open comments marked in them."""
    by_field: dict[str, list[ReviewComment]] = {}
    for row in comments:
        by_field.setdefault(row.field, []).append(row)
    rows = ((name, texts_of(story, name), by_field.get(name, [])) for name in FIELDS)
    return [_field(name, texts, said) for name, texts, said in rows if texts or said]


def _field(name: str, texts: list[tuple[str, str]], comments: list[ReviewComment]) -> Field:
    whole = " ".join(words for _tag, words in texts)
    found = [(place_of(passage_of(row), whole), row) for row in comments]
    places = [(*place, row) for place, row in found if place is not None]
    return Field(name, label_of(name), [row for place, row in found if place is None], _paragraphs(name, texts, places))


def _paragraphs(
    name: str, texts: list[tuple[str, str]], places: list[tuple[int, int, ReviewComment]]
) -> list[Paragraph]:
    paragraphs, at = [], 0
    for number, (tag, words) in enumerate(texts):
        inside = [(start - at, end - at, row) for start, end, row in places]
        paragraphs.append(Paragraph(f"{name}-{number}", tag, _pieces(words, inside)))
        at += len(words) + 1
    return paragraphs


def _pieces(words: str, places: list[tuple[int, int, ReviewComment]]) -> list[Piece]:
    """The words cut where passages begin and end."""
    edges = {min(max(edge, 0), len(words)) for start, end, _row in places for edge in (start, end)}
    return [
        Piece(words[start:end], tuple(row for first, last, row in places if first <= start and end <= last))
        for start, end in pairwise(sorted({0, len(words), *edges}))
    ]


def waits(user: User, now: datetime) -> list[Wait]:
    """Open comments on texts of this person, and answers to comments of this person: by the day of the approval."""
    rows = ReviewComment.objects.filter(resolved_at=None, story__in=Story.objects.in_work())
    last = ReviewReply.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    rows = rows.annotate(answered_by=Subquery(last.values("author")[:1])).select_related("story").order_by("pk")
    mine: dict[Story, list[ReviewComment]] = {}
    answered: dict[Story, list[ReviewComment]] = {}
    for row in rows:
        last_word = row.answered_by  # type: ignore[attr-defined]
        if row.author_id == user.pk and last_word not in (None, user.pk):
            answered.setdefault(row.story, []).append(row)
        elif user.pk in (row.story.writer_id, row.story.last_editor_id) and row.author_id != user.pk:
            mine.setdefault(row.story, []).append(row)
    days = approval_days(story.month for story in (*mine, *answered))
    return [
        *(_wait(story, _to_deal_with(len(found)), found[0], days, now) for story, found in mine.items()),
        *(_wait(story, _to_read(len(found)), found[0], days, now) for story, found in answered.items()),
    ]


def _wait(story: Story, what: str, first: ReviewComment, days: dict[date, date], now: datetime) -> Wait:
    due = days[story.month]
    return Wait(story, what, due, first.get_absolute_url(), is_mine=True, is_late=is_past(due, now))


def _to_deal_with(count: int) -> str:
    return ngettext("%d comment on your text to deal with", "%d comments on your text to deal with", count) % count


def _to_read(count: int) -> str:
    return ngettext("%d comment of yours has an answer", "%d comments of yours have answers", count) % count
