"""A story's text as the fields of the model."""

from typing import Any

from goda_exempel.accounts.models import Unit
from goda_exempel.demonstration.content import StoryText
from goda_exempel.demonstration.pictures import alt_text
from goda_exempel.markup import to_html
from stories.models import Picture

MADE_UP = "Demonstrationstext: händelser, personer och siffror är påhittade."
CAPTION = "Bilden är tecknad för demonstrationen."
PHOTOGRAPHER = "Demonstrationsbild"


def fields_of(text: StoryText, picture: Picture, unit: Unit, byline: str) -> dict[str, Any]:
    return {
        "title": text.title,
        "lead": text.lead,
        "body": to_html(f"{text.body}\n\n*{text.fact_note or MADE_UP}*"),
        "pull_quote": text.quote,
        "pull_quote_by": text.quote_by,
        "fact_box": to_html("\n".join(f"- {fact}" for fact in text.facts)),
        "how_to": to_html("\n".join(f"{number}. {step}" for number, step in enumerate(text.how, 1))),
        "byline": byline,
        "unit": unit,
        "benefit_kind": text.benefit,
        "picture": picture,
        "picture_alt": alt_text(text.seed, text.motif),
        "picture_caption": CAPTION,
        "photographer": PHOTOGRAPHER,
        "new_where": text.new_where,
        "new_evidence": text.new,
        "useful_for": text.useful_for,
        "useful_evidence": text.useful,
        "in_use_since": text.since,
        "in_use_where": text.where,
    }
