"""The gate: everything that stops an approval, all at once, each with the address where it is put right."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _

from goda_exempel.text import first_words
from goda_exempel.workflow import Missing, Reason
from stories.facts.needs import facts_needs
from stories.gate.names import is_file_name, is_vague
from stories.gate.wording import FORMATTED, Wording, wordings
from stories.models import Story
from stories.needs import Need, needs_of, said
from stories.pictures.needs import gate_needs
from stories.review.reading import open_comments

SHORT: Final = 60  # characters of a passage in a reason
Source = Callable[[Story], list[Need]]


def comment_needs(story: Story) -> list[Need]:
    return [
        Need(
            comment.field,
            _("Open comment by %(name)s: “%(text)s”")
            % {"name": comment.author_name, "text": first_words(comment.text, SHORT)},
            comment.get_absolute_url(),
        )
        for comment in open_comments(story)
    ]


def wording_needs(story: Story) -> list[Need]:
    """Headings that jump, links that say nothing, pictures in the text without words."""
    rows = (chain(_jumps(text), _vague_links(text), _alts(text)) for text in wordings(story))
    return list(chain.from_iterable(rows))


def _jumps(text: Wording) -> Iterator[Need]:
    """A heading is at most one level below the one before it (WCAG 2.2, success criterion 1.3.1)."""
    before = FORMATTED[text.field]
    for heading in text.headings:
        if heading.level > before + 1:
            words = {"text": first_words(heading.text, SHORT), "level": heading.level, "right": before + 1}
            yield Need(
                text.field, _("The heading “%(text)s” has level %(level)d, but level %(right)d comes next") % words
            )
        before = heading.level


def _vague_links(text: Wording) -> Iterator[Need]:
    """A link says by itself where it leads (WCAG 2.2, success criterion 2.4.4)."""
    for link in text.links:
        if is_vague(link.text):
            words = {"text": link.text, "address": first_words(link.address, SHORT)}
            yield Need(text.field, _("The link “%(text)s” does not say where it leads (%(address)s)") % words)


def _alts(text: Wording) -> Iterator[Need]:
    for number, alt in enumerate(text.alts, start=1):
        if not (alt or "").strip():
            yield Need(text.field, _("Picture %(number)d in the text has no alt text") % {"number": number})
        elif is_file_name(alt or ""):
            yield Need(text.field, _("The alt text “%(alt)s” in the text is a file name") % {"alt": alt})


def main_picture_needs(story: Story) -> list[Need]:
    if story.picture_id and is_file_name(story.picture_alt):
        return [Need("picture_alt", _("The alt text “%(alt)s” is a file name") % {"alt": story.picture_alt})]
    return []


# Beside what is missing in the form, in the order in which it is told.
SOURCES: Final[tuple[Source, ...]] = (main_picture_needs, wording_needs, facts_needs, comment_needs)


def reasons(story: Story) -> list[Reason]:
    """What is missing first, in the order of the form."""
    return _listed(story, _missing(story), _others(story))


def gate(story: Story) -> str:
    """Everything that stops an approval in a sentence with its parts, or an empty string."""
    return _told(story, _missing(story), _others(story))


def _told(story: Story, missing: list[Need], others: list[Need]) -> str:
    sentence = " ".join(filter(None, (said(missing), *(f"{need.label}." for need in others))))
    return Missing(sentence, _listed(story, missing, others)) if sentence else ""


def standing(story: Story) -> str:
    """What has come up since the approval and stops a story from coming back: a no, a comment, a person, a licence."""
    return _told(story, gate_needs(story), [*facts_needs(story), *comment_needs(story)])


def _missing(story: Story) -> list[Need]:
    return [*needs_of(story), *gate_needs(story)]


def _others(story: Story) -> list[Need]:
    return list(chain.from_iterable(source(story) for source in SOURCES))


def _listed(story: Story, missing: list[Need], others: list[Need]) -> list[Reason]:
    labels = [_("Missing: %(what)s") % {"what": need.label} for need in missing] + [need.label for need in others]
    return [Reason(label, need.address(story)) for label, need in zip(labels, missing + others, strict=True)]
