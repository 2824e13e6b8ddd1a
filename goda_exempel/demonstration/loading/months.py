"""The months ahead with somebody to see to them, and a timeless story on the reserve shelf."""

from datetime import datetime, timedelta
from typing import Final

from goda_exempel.demonstration.loading.people import Cast
from ideas.models import Idea
from stories.models import Edition, Picture, StoryHistory
from stories.months.models import MonthSlot
from stories.months.workflow import ensure_slots
from stories.schedule import next_month
from stories.states import StoryState
from stories.workflow import begin

SEEN_TO: Final = 6  # months ahead
STORY: Final = {
    "title": "Papperskorgarna som försvann",
    "lead": "Varje våning hade en soptunna per skrivbord. Nu går alla till samma rum och träffas vid kaffet.",
    "body": "Det började med en våg i korridoren. I fyra veckor vägde miljöenheten varje säck.\n\n"
    "Sedan togs papperskorgarna bort, och ett sorteringsrum ställdes i ordning vid kaffet på varje våning.\n\n"
    "*Det här är demonstrationsinnehåll. Människor, platser och siffror är påhittade.*",
    "new_where": "municipality",
    "new_evidence": "Inget annat kontor i kommunen hade tagit bort papperskorgarna.",
    "useful_for": "organisation",
    "useful_evidence": "Osorterat avfall har minskat, och lokalvården har fått tid över.",
    "photographer": "Demonstrationsbild",
}
S: Final = StoryState
WAY: Final = (  # days ago, by whom
    (18, "lisa", "ask_facts", S.DRAFT, S.FACT_CHECK),
    (12, "lisa", "ask_review", S.FACT_CHECK, S.IN_REVIEW),
    (9, "erik", "approve", S.IN_REVIEW, S.APPROVED),
)


def load(cast: Cast, now: datetime) -> None:
    ensure_slots(now)
    slots = MonthSlot.objects.order_by("month")[:SEEN_TO]
    MonthSlot.objects.filter(pk__in=[slot.pk for slot in slots]).update(
        owner=cast.people["lisa"], deputy=cast.people["erik"]
    )
    idea = Idea.objects.filter(title="Gemensamt sorteringsrum", stories=None).first()
    if idea is not None:
        _shelve(idea, cast, now)


def _shelve(idea: Idea, cast: Cast, now: datetime) -> None:
    picture = Picture.objects.order_by("pk").first()
    story = begin([idea], by=cast.people["lisa"], month=next_month(next_month(now.date())))
    about = {**STORY, "picture": picture, "picture_alt": "Demonstrationsbild: ett landskap i lugna färger."}
    for name, value in about.items():
        setattr(story, name, value)
    story.is_demonstration = True
    story.created = story.changed = now - timedelta(days=20)
    story.save()
    editor = cast.people["erik"]
    story.edition = Edition.objects.create(
        story=story, number=1, approved_by=editor, approved_by_name=editor.name,
        approved_at=now - timedelta(days=9), digest=story.fingerprint, **story.content,
    )  # fmt: skip
    story.state, story.on_shelf = StoryState.APPROVED, True
    story.save(update_fields=["edition", "state", "on_shelf"])
    StoryHistory.objects.bulk_create(
        StoryHistory(
            subject=story, at=now - timedelta(days=days), actor=cast.people[who], actor_name=cast.people[who].name,
            move=move, from_state=before, to_state=after,
        )
        for days, who, move, before, after in WAY
    )  # fmt: skip
