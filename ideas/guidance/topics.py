"""What there is guidance about, where each text is shown, and the wording it has until somebody changes it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from goda_exempel.workflow_table import Text

_FOLDER: Final = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Words:
    """A wording in both languages; ``text`` is Markdown. English may be empty: then the Swedish is shown."""

    title_sv: str
    text_sv: str
    title_en: str = ""
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """``key`` is stable: templates ask for it. ``slug`` is its place in addresses, ``shown`` says where it stands."""

    key: str
    slug: str
    shown: Text


# In the order of the handbook.
TOPICS: Final = (
    Topic("good_idea", "en-bra-ide", _("Shown where an idea is handed in.")),
    Topic("three_questions", "tre-fragor", _("Shown beside the three questions.")),
    Topic("new_useful_used", "ny-nyttig-nyttiggjord", _("Shown beside the proof card.")),
    Topic("try_small", "prova-i-liten-skala", _("Shown where a trial is started.")),
    Topic("measure_effect", "mata-effekt", _("Shown beside the effects.")),
    Topic("answer_well", "svara-bra", _("Shown to idea coaches where they answer.")),
    Topic("own_an_idea", "aga-en-ide", _("Shown to managers who are asked to own an idea.")),
)
BY_KEY: Final = {topic.key: topic for topic in TOPICS}
BY_SLUG: Final = {topic.slug: topic for topic in TOPICS}


@lru_cache(maxsize=len(TOPICS))
def default_words(key: str) -> Words:
    """The wording that comes with the portal."""
    return Words(*_read(key, "sv"), *_read(key, "en"))


def _read(key: str, language: str) -> tuple[str, str]:
    """The first line of the file is the title, after ``# ``."""
    title, _newline, text = (_FOLDER / f"{key}.{language}.md").read_text("utf-8").partition("\n")
    return title.removeprefix("# ").strip(), text.strip()
