"""Proof cards, effects and follow-ups of the ideas in use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from goda_exempel.benefits import BenefitKind
from goda_exempel.demonstration.loading.people import Cast
from ideas.amounts import rounded
from ideas.effects.models import Basis, Benefit, EffectChange, EffectKind, FollowUp, Measurement
from ideas.effects.months import add_months
from ideas.models import Idea
from ideas.proof.models import ProofCard
from ideas.states import IdeaState
from stories.models import Story

YEARS: Final = 2  # how long ago an idea was handed in that is shown with effects


@dataclass(frozen=True, slots=True)
class _Sort:
    """An effect that ideas of a kind can have: about how much, give or take, and how it was counted."""

    kind: EffectKind
    words: str
    about: int
    method: str
    unit: str = ""


SORTS: Final = {
    BenefitKind.TIME: _Sort(EffectKind.HOURS, "Mindre dubbelarbete", 240, "Tidrapporter under två veckor."),
    BenefitKind.MONEY: _Sort(EffectKind.KRONOR, "Lägre inköpskostnad", 90_000, "Fakturor före och efter."),
    BenefitKind.ENVIRONMENT: _Sort(
        EffectKind.ENVIRONMENT, "Mindre avfall", 1_800, "Vägda säckar fyra veckor.", "kg CO2e per år"
    ),
}
OTHER: Final = _Sort(EffectKind.QUALITY, "Fler nöjda", 78, "Enkät till alla som berörs.", "nöjda av 100")
COUNTS: Final = ("arbetsplatser", "personer i veckan", "grupper")


def load(cast: Cast, now: datetime) -> None:
    ideas = list(_recent(now))
    stories = {story.ideas.all()[0].pk: story for story in Story.objects.prefetch_related("ideas") if story.ideas.all()}
    ProofCard.objects.bulk_create(_card(idea, stories.get(idea.pk)) for idea in ideas)
    rows = [(idea, sort) for idea in ideas for sort in _sorts(idea)]
    benefits = Benefit.objects.bulk_create(
        Benefit(idea=idea, kind=sort.kind, unit=sort.unit, words=sort.words, created=now) for idea, sort in rows
    )
    figures = [
        row for benefit, (_idea, sort) in zip(benefits, rows, strict=True) for row in _figures(benefit, sort, now)
    ]
    Measurement.objects.bulk_create(figures)
    EffectChange.objects.bulk_create(_change(benefit, now) for benefit in benefits)
    FollowUp.objects.bulk_create(_questions(ideas, timezone.localdate(now)))


def _recent(now: datetime) -> Iterable[Idea]:
    begun = now - timedelta(days=365 * YEARS)
    used = Idea.objects.filter(state=IdeaState.IN_USE, created__gte=begun).order_by("pk")
    return used.select_related("submitter", "unit").prefetch_related("ownerships__person")


def _salt(idea: Idea) -> int:
    """What differs from idea to idea and follows from its title."""
    return sum(idea.title.encode())


def _sorts(idea: Idea) -> list[_Sort]:
    """Time is saved nearly everywhere, and besides that what the idea is for."""
    own = SORTS.get(BenefitKind(idea.benefit_kind), OTHER) if idea.benefit_kind else OTHER
    time = SORTS[BenefitKind.TIME]
    return [own] if own == time else [own, time]


def _card(idea: Idea, story: Story | None) -> ProofCard:
    """Whole for every other idea; the others still lack their evidence."""
    is_whole = _salt(idea) % 2 == 0
    proven = "Vi frågade alla som arbetar med det i tre veckor och skrev upp svaren." if is_whole else ""
    return ProofCard(
        idea=idea,
        new_where=story.new_where if story else "unit",
        new_text=story.new_evidence if story else idea.solution[:400],
        new_evidence="Vi ringde runt till de andra enheterna: ingen gör så." if is_whole else "",
        useful_for=[story.useful_for] if story and story.useful_for else ["organisation", "customers"],
        useful_before=idea.problem.partition("\n")[0][:600],
        useful_after=(story.useful_evidence if story else idea.benefit)[:600],
        useful_evidence=proven,
        in_use_count=3 + _salt(idea) % 40,
        in_use_counts=COUNTS[_salt(idea) % len(COUNTS)],
        in_use_evidence="Verksamhetsberättelsen." if is_whole else "",
    )


def _figures(benefit: Benefit, sort: _Sort, now: datetime) -> Iterator[Measurement]:
    """An estimate when it was put in use, and for two of three a count some months later."""
    idea, today = benefit.idea, timezone.localdate(now)
    assert idea.in_use_since is not None  # noqa: S101 (they are in use)
    begun = max(min(idea.in_use_since, today - timedelta(days=40)), today - timedelta(days=400))
    about = int(rounded(Decimal(sort.about * (80 + _salt(idea) % 40) // 100)))
    spread = 0 if sort.kind == EffectKind.QUALITY else about // 5
    yield _figure(benefit, Basis.ESTIMATED, about - spread, about + spread, "Uppskattat i arbetsgruppen.", begun, today)
    if _salt(idea) % 2:
        counted, spread = about * 9 // 10, spread // 3
        yield _figure(benefit, Basis.MEASURED, counted - spread, counted + spread, sort.method, begun, today)


def _figure(benefit: Benefit, basis: Basis, low: int, high: int, method: str, first: date, last: date) -> Measurement:
    return Measurement(
        benefit=benefit, basis=basis, low=rounded(Decimal(low)), high=rounded(Decimal(high)), method=method,
        counted_by=benefit.idea.submitter_name, period_from=first, period_to=last,
    )  # fmt: skip


def _change(benefit: Benefit, now: datetime) -> EffectChange:
    idea = benefit.idea
    at = now - timedelta(days=1 + _salt(idea) % 20)
    return EffectChange(
        idea=idea, at=at, actor=idea.submitter, actor_name=idea.submitter_name, what=EffectChange.What.ADDED,
        reason=f"{benefit.words} · {benefit.unit_label}",
    )  # fmt: skip


def _questions(ideas: list[Idea], today: date) -> Iterator[FollowUp]:
    """The latest question that was due: most are answered, some wait, some were asked twice in vain."""
    for idea in ideas:
        owner, since = idea.owner, idea.in_use_since
        assert since is not None and owner is not None  # noqa: S101, PT018 (they are in use)
        due = [months for months in FollowUp.AFTER if add_months(since, months) < today]
        if due:
            yield _question(idea, due[-1], add_months(since, due[-1]), owner.person_name)


def _question(idea: Idea, months: int, due: date, owner: str) -> FollowUp:
    asked = timezone.make_aware(datetime.combine(due, datetime.min.time())) + timedelta(hours=9)
    row = FollowUp(idea=idea, months=months, due=due, asked_name=owner, asked_at=asked)
    if _salt(idea) % 5 in (0, 1, 2):
        row.answer, row.answered_at, row.answered_name = FollowUp.Answer.IN_USE, asked + timedelta(hours=5), owner
    elif asked + timedelta(days=21) < timezone.now():
        row.asked_again_at = asked + timedelta(days=21)
    return row
