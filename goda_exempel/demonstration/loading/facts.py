"""What stories in work wait for, and people without an account who are asked whether the text is right."""

from datetime import datetime, timedelta

from goda_exempel.demonstration.loading.people import Cast
from stories.debts.models import Debt
from stories.debts.workflow import owe
from stories.facts.models import FactAnswer, FactCheck, FactView, Kind
from stories.models import Story
from stories.states import StoryState


def load(cast: Cast, now: datetime) -> None:
    for story in Story.objects.in_work().filter(is_demonstration=True).order_by("pk"):
        owe(story, story.ideas.all())
        if story.state == StoryState.DRAFT:
            _wait_for_figures(story, now)
        if story.state == StoryState.FACT_CHECK:
            _ask_outsiders(story, now)


def _wait_for_figures(story: Story, now: datetime) -> None:
    what = "siffror från de andra förskolorna"
    due = (now - timedelta(days=1)).date()
    Debt.objects.create(story=story, kind=Debt.Kind.OTHER, what=what, person_name="Föräldraföreningen", due=due)


def _ask_outsiders(story: Story, now: datetime) -> None:
    """Somebody who asks for a change at a sentence, and somebody whose link was ended."""
    asked, said = now - timedelta(days=4), now - timedelta(days=2)
    words = {
        "digest": story.fingerprint,
        "sentence": story.lead.split(". ")[0] + ".",
        "comment": "Det var sju rödljus.",
    }
    anna = FactCheck.objects.create(
        story=story, person_name="Anna Bergström", email="anna.bergstrom@skola.example", without_account=True,
        asked_at=asked, expires_at=asked + timedelta(days=21), answer=FactCheck.Answer.DISPUTED, answered_at=said,
        reminded_after=0, **words,
    )  # fmt: skip
    FactAnswer.objects.create(fact_check=anna, at=said, kind=Kind.CHANGE, by_link=True, **words)
    FactView.objects.bulk_create(
        FactView(fact_check=anna, at=said - timedelta(minutes=minutes), device=device)
        for minutes, device in ((90, "Chrome, mobile"), (5, "Firefox, computer"))
    )
    FactCheck.objects.create(
        story=story, person_name="Bussbolaget", without_account=True, asked_at=asked,
        expires_at=asked + timedelta(days=21), revoked_at=said, reminded_after=3,
    )  # fmt: skip
