"""The texts of the handbook as they are now, in the language of the reader."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from goda_exempel.text import render_markdown
from ideas.guidance.models import Guidance
from ideas.guidance.topics import TOPICS, Topic, Words, default_words


@dataclass(frozen=True, slots=True)
class Shown:
    """A text to be read; ``lang`` is set where it is not in the language of the page."""

    topic: Topic
    title: str
    html: SafeString
    lang: str = ""


def all_shown() -> dict[str, Shown]:
    """Key → text, in the order of the handbook. One query."""
    words = {row.key: row.words for row in Guidance.objects.newest() if not row.is_default}
    return {topic.key: in_language(topic, words.get(topic.key) or default_words(topic.key)) for topic in TOPICS}


def in_language(topic: Topic, words: Words) -> Shown:
    if (get_language() or "").startswith("en"):
        if words.title_en and words.text_en:
            return Shown(topic, words.title_en, render_markdown(words.text_en))
        return Shown(topic, words.title_sv, render_markdown(words.text_sv), lang="sv")
    return Shown(topic, words.title_sv, render_markdown(words.text_sv))
