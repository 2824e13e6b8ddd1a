"""What people say about ideas, which of them they think are good, and how they want to be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from goda_exempel.accounts.models import User
from goda_exempel.demonstration.loading.people import Cast
from goda_exempel.notices.kinds import Frequency, NoticeKind
from goda_exempel.notices.models import NoticeChoice
from ideas.comments.models import Comment, CommentEvent
from ideas.models import Contributor, Idea
from ideas.states import IdeaState
from ideas.support.models import Follow, Support


@dataclass(frozen=True, slots=True)
class Line:
    """A comment: by whom, how many hours after the idea was handed in, and which line of the talk it answers."""

    by: str
    after: int
    text: str
    answers: int | None = None
    before: str = ""


TALKS: Final[dict[str, tuple[Line, ...]]] = {
    IdeaState.IN_TRIAL: (
        Line("anders", 20, "Vi har samma bekymmer hos oss. Hur mycket tid går det åt i veckan?"),
        Line("maja", 23, "Ungefär tjugo minuter om dagen, alla räknade.", 0, "Ungefär tio minuter om dagen."),
        Line("anders", 26, "Tack, då vill vi gärna vara med och prova.", 1),
        Line("oskar", 40, "Miljöenheten har skrivit om något liknande: https://exempelkommunen.example/matt-pa-tid"),
        Line("birgitta", 52, "Tänk på skolorna också. Våra vaktmästare skulle ha stor nytta av det här."),
    ),
    IdeaState.IN_REVIEW: (
        Line("amina", 5, "Bra tänkt. Har ni frågat dem som det gäller?"),
        Line("maja", 9, "Ja, vi frågade tolv personer. Tio av dem ville ha det så här.", 0),
    ),
    IdeaState.IN_USE: (
        Line("lisa", 30, "Det här vill vi gärna skriva om. Hör av er när ni har siffror."),
        Line("anders", 34, "Vi gör redan så här sedan i våras."),
    ),
}
SUPPORTERS: Final = ("anders", "lisa", "erik", "amina", "oskar", "birgitta", "tomas", "sigrid")
CHOICES: Final = {"maja": ("comment", Frequency.DAILY), "anders": ("followed", Frequency.WEEKLY)}


def load(cast: Cast, now: datetime) -> None:
    for state, lines in TALKS.items():
        idea = Idea.objects.filter(state=state).exclude(submitter=None).order_by("-submitted_at")[0]
        _talk(idea, lines, cast, now)
    _support(cast, now)
    _contributors(cast)
    NoticeChoice.objects.bulk_create(
        NoticeChoice(person=cast.people[name], kind=NoticeKind(kind), frequency=frequency, changed=now)
        for name, (kind, frequency) in CHOICES.items()
    )


def _talk(idea: Idea, lines: tuple[Line, ...], cast: Cast, now: datetime) -> None:
    said: list[Comment] = []
    for line in lines:
        said.append(_comment(idea, line, said, cast, now))
    hidden = said[-1] if len(said) > len(TALKS[IdeaState.IN_REVIEW]) else None
    if hidden is not None:
        _hide(hidden, cast.people["karin"])


def _comment(idea: Idea, line: Line, said: list[Comment], cast: Cast, now: datetime) -> Comment:
    person = cast.people[line.by]
    answered = said[line.answers] if line.answers is not None else None
    at = min((idea.submitted_at or now) + timedelta(hours=line.after), now)
    comment = Comment.objects.create(
        idea=idea,
        author=person,
        author_name=person.name,
        text=line.text,
        created=at,
        answers=answered,
        thread_id=answered.root_id if answered else None,
        edited_at=at + timedelta(minutes=12) if line.before else None,
    )
    if line.before:
        _event(comment, "edit", person, line.before)
    return comment


def _hide(comment: Comment, coach: User) -> None:
    comment.hidden_at = comment.created + timedelta(hours=1)
    comment.hidden_reason = "Den nämnde en namngiven kollega. Skriv gärna igen utan namnet."
    comment.save(update_fields=["hidden_at", "hidden_reason"])
    _event(comment, "hide", coach, comment.text, comment.hidden_reason)


def _event(comment: Comment, move: str, by: User, text: str, reason: str = "") -> None:
    CommentEvent.objects.create(
        subject=comment, at=comment.hidden_at or comment.edited_at or comment.created, actor=by, move=move,
        from_state="", to_state="", text=text, reason=reason,
    )  # fmt: skip


def _support(cast: Cast, now: datetime) -> None:
    ideas = list(
        Idea.objects.exclude(submitted_at=None).exclude(state=IdeaState.WITHDRAWN).order_by("-submitted_at")[:40]
    )
    Support.objects.bulk_create(row for place, idea in enumerate(ideas) for row in _supports(idea, place, cast))
    Follow.objects.bulk_create(
        Follow(idea=idea, user=cast.people[name], at=now)
        for idea in ideas[:6]
        for name in ("lisa", "oskar")
        if idea.submitter != cast.people[name]
    )


def _supports(idea: Idea, place: int, cast: Cast) -> Iterator[Support]:
    for name in SUPPORTERS[: place * 5 % (len(SUPPORTERS) + 1)]:
        if cast.people[name] != idea.submitter:
            yield Support(idea=idea, user=cast.people[name], at=idea.submitted_at or idea.created)


def _contributors(cast: Cast) -> None:
    """Maja's newest idea has somebody who has said yes, one who has not answered and one who has said no."""
    idea = (
        Idea.objects.filter(submitter=cast.people["maja"]).exclude(submitted_at=None).order_by("-submitted_at").first()
    )
    if idea is None:
        return
    for name, naming in (("amina", "yes"), ("oskar", "waiting"), ("birgitta", "no")):
        person = cast.people[name]
        Contributor.objects.get_or_create(idea=idea, user=person, defaults={"name": person.name, "naming": naming})
