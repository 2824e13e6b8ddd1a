"""Posters of all units, and what people have left through them: one idea with a question, two held, one stopped."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone, translation

from goda_exempel.accounts.models import User
from goda_exempel.demonstration.loading.people import Cast
from goda_exempel.working_days import add_working_days
from ideas.breakroom.codes import hash_of
from ideas.breakroom.models import Entry, Poster
from ideas.breakroom.workflow import anonymous
from ideas.models import Idea, IdeaHistory, IdeaNumber
from ideas.states import IDEA_WORKFLOW, IdeaState
from ideas.workflow import title_from

# The code of the idea that waits for an answer, for whoever wants to try (README).
CODE: Final = "sommar kaffe cykel lampa hav"


@dataclass(frozen=True, slots=True)
class Left:
    """An idea, how many hours ago it was left, and what the coach has done since: move and reason, an hour apart."""

    unit: str
    solution: str
    hours: int
    code: str
    name: str = ""
    problem: str = ""
    benefit: str = ""
    yes_if: str = ""
    moves: tuple[tuple[str, str], ...] = ()


IDEAS: Final = (
    Left(
        "aldreboenden",
        "Sätt en färgad tejp på golvet där rullstolarna ska stå, så att gången alltid är fri.",
        hours=52,
        code=CODE,
        problem="På kvällen står rullstolarna i vägen för städvagnen.",
        benefit="Nattpersonalen och de boende.",
        moves=(
            ("release", ""),
            ("take", ""),
            ("ask", "Bra tänkt! Hur många rullstolar brukar stå i gången på kvällen?"),
        ),
    ),
    Left(
        "hemtjansten",
        "En krok i cykelkällaren för varje nyckelknippa, med samma färg som cykeln.",
        hours=26,
        code="fyr havre gitarr moln tulpan",
        problem="Vi letar nycklar varje morgon.",
    ),
    Left(
        "parkenheten",
        "Låt oss låna ut kratta och spade till dem som vill hjälpa till i parken.",
        hours=5,
        code="anka bro citron dimma eld",
        name="Nisse i parken",
        benefit="Grannarna, och vi som får hjälp.",
    ),
    Left(
        "funktionsstod",
        "En idécoach har tagit bort texten, eftersom den berättade om någons privatliv.",
        hours=98,
        code="guld hatt igelkott jacka kanal",
        yes_if="Lämna gärna idén igen, utan att berätta vem det gäller.",
        moves=(("erase", "Tack för idén! Det gick att förstå vem du skrev om, så vi kan inte visa texten."),),
    ),
)


def load(cast: Cast, now: datetime) -> None:
    hung_up = now - timedelta(days=60)
    Poster.objects.bulk_create(Poster(unit=unit, created=hung_up) for unit in cast.units.values())
    _renew_one(cast, now - timedelta(days=20))
    for row in sorted(IDEAS, key=lambda row: -row.hours):
        _leave(row, cast, now)


def _renew_one(cast: Cast, at: datetime) -> None:
    poster = Poster.objects.order_by("pk")[0]
    poster.ended_at, poster.ended_by = at, cast.people["karin"]
    poster.save(update_fields=["ended_at", "ended_by"])
    Poster.objects.create(unit=poster.unit, created=at)


def _leave(row: Left, cast: Cast, now: datetime) -> None:
    at = now - timedelta(hours=row.hours)
    moves = [name for name, _reason in row.moves]
    steps = [("leave", "", None), *((name, reason, cast.people["karin"]) for name, reason in row.moves)]
    with translation.override(settings.LANGUAGE_CODE):
        name = row.name or anonymous()
    idea = Idea.objects.create(
        number=_number(timezone.localtime(at).year),
        title="Borttagen text" if "erase" in moves else title_from(row.solution),
        unit=cast.units[row.unit],
        submitter_name=name,
        coach=cast.people["karin"],
        held="release" not in moves,
        solution=row.solution,
        problem=row.problem,
        benefit=row.benefit,
        yes_if=row.yes_if,
        created=at,
        submitted_at=at,
        reply_due=add_working_days(timezone.localdate(at), settings.REPLY_DAYS),
        replied_at=at + timedelta(hours=len(moves)) if "ask" in moves else None,
    )
    Entry.objects.create(idea=idea, code_hash=hash_of(row.code), created=at)
    _history(idea, steps, at)


def _number(year: int) -> str:
    counter, _created = IdeaNumber.objects.get_or_create(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"IDE-{year}-{counter.last:04d}"


def _history(idea: Idea, steps: list[tuple[str, str, User | None]], at: datetime) -> None:
    state = str(IdeaState.DRAFT)
    for hours, (move, reason, actor) in enumerate(steps):
        target = IDEA_WORKFLOW[move].target or state
        IdeaHistory.objects.create(
            subject=idea,
            at=at + timedelta(hours=hours),
            actor=actor,
            move=move,
            from_state=state,
            to_state=target,
            reason=reason,
        )
        state = target
    Idea.objects.filter(pk=idea.pk).update(state=state)
