"""What the page to check one's answers on shows: a row for each question, with the way back to it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import User
from ideas.forms import units_to_choose_from
from ideas.models import Idea
from ideas.writing import BRIEF, MORE, has_made_title, in_words, label_of


@dataclass(frozen=True, slots=True)
class Answer:
    """``text`` is empty where the question is not answered; ``url`` leads to its field, or is empty."""

    name: str
    label: str
    text: str
    url: str
    note: str = ""


def answers(idea: Idea, by: User) -> list[Answer]:
    """The three questions, the unit and the care that is asked for; of the rest what is answered."""
    return [
        *(_answer(idea, name) for name in BRIEF),
        _unit(idea, by),
        *(_answer(idea, name) for name in MORE if getattr(idea, name)),
        _answer(idea, "confidential"),
    ]


def _answer(idea: Idea, name: str) -> Answer:
    note = _("Made of your text") if name == "title" and has_made_title(idea) else ""
    return Answer(name, label_of(name), in_words(name, getattr(idea, name)), _field(idea, name), note)


def _unit(idea: Idea, by: User) -> Answer:
    has_choice = units_to_choose_from(by).count() > 1
    text = idea.unit.name if idea.unit_is_chosen else ""
    return Answer("unit", label_of("unit"), text, _field(idea, "unit") if has_choice else "")


def _field(idea: Idea, name: str) -> str:
    return f"{reverse('ideas:edit', args=[idea.number])}#id_{name}"
