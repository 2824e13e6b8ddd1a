"""When the text itself has what a story waited for: the one place that says it, for pages, reminders and lists."""

from collections.abc import Callable, Mapping
from typing import Final

from goda_exempel.markup import plain
from stories.debts.models import Debt
from stories.facts.models import FactCheck
from stories.models import Story


def has_quote(story: Story) -> bool:
    return bool(story.pull_quote.strip())


def has_picture(story: Story) -> bool:
    return story.picture_id is not None


def has_figure(story: Story) -> bool:
    """A number in what proves the use, or among the facts."""
    return any(character.isdigit() for character in f"{story.useful_evidence}{plain(story.fact_box)}")


IN_THE_TEXT: Final[Mapping[str, Callable[[Story], bool]]] = {
    Debt.Kind.QUOTE: has_quote,
    Debt.Kind.PICTURE: has_picture,
    Debt.Kind.FIGURE: has_figure,
}


def is_met(debt: Debt) -> bool:
    """Whether the story waits for it no more. Reads ``debt.story`` with its fact checks, and ``debt.contributor``."""
    if debt.settled_at is not None:
        return True
    if debt.kind == Debt.Kind.CONSENT:
        return _has_consent(debt)
    rule = IN_THE_TEXT.get(debt.kind)
    return rule is not None and rule(debt.story)


def _has_consent(debt: Debt) -> bool:
    """The person has said yes or no to being named, or has confirmed the text with the name in it."""
    if debt.contributor is not None and debt.contributor.naming != debt.contributor.Naming.WAITING:
        return True
    confirmed = [row for row in debt.story.fact_checks.all() if row.answer == FactCheck.Answer.CONFIRMED]
    return any(_is_of(debt, row) for row in confirmed)


def _is_of(debt: Debt, check: FactCheck) -> bool:
    if debt.person_id is not None:
        return check.person_id == debt.person_id
    return debt.contributor_id is not None and check.contributor_id == debt.contributor_id
