"""Lines → an entry, and all that could not be placed, each with its line number."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goda_exempel.forms import refuse_control_characters
from ideas.importing.headings import LONG, REQUIRED, SUBMITTER, TITLE, looks_like_heading, read_heading, shown
from ideas.importing.text import WHOLE_FILE
from ideas.models import Contributor, Idea

LEFT_OUT: Final = ("(utelämnad)", "(utelämnat)", "-", "–")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to say about a line (numbered from 1), or about the whole file (0)."""

    line: int
    sentence: str

    def __str__(self) -> str:
        if self.line == WHOLE_FILE:
            return self.sentence
        return _("Line %(line)s: %(sentence)s") % {"line": self.line, "sentence": self.sentence}


@dataclass(slots=True)
class Section:
    line: int
    paragraphs: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(text for _line, text in self.paragraphs)


@dataclass(slots=True)
class Entry:
    """What a file says. ``errors`` stop the import, ``remarks`` do not."""

    sections: dict[str, Section] = field(default_factory=dict)
    errors: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)

    def text(self, name: str) -> str:
        section = self.sections.get(name)
        text = section.text if section is not None else ""
        return "" if text.lower() in LEFT_OUT else text


def read(text: str) -> Entry:
    """Read an entry: the first line is its title, each further section begins with a heading on its own line."""
    entry = Entry()
    place = ""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", unicodedata.normalize("NFC", text)), start=1):
        line = line.strip()  # noqa: PLW2901
        if line:
            place = _place(entry, place, number, line)
    _check_missing(entry)
    _check_lengths(entry)
    _remark_repeated(entry)
    entry.errors.sort()
    entry.remarks.sort()
    return entry


def _place(entry: Entry, place: str, number: int, line: str) -> str:
    """Put one line where it belongs and return the section that goes on."""
    _check_characters(entry, number, line)
    heading = read_heading(line)
    if heading is not None:
        return _open(entry, number, *heading)
    if not entry.sections:
        entry.sections[TITLE] = Section(number, [(number, line)])
        return TITLE
    if place == LONG or (place == TITLE and entry.sections[TITLE].paragraphs):
        entry.errors.append(Finding(number, _("This text stands before any heading we know: “%s”.") % _cut(line)))
    elif looks_like_heading(line) and not _is_a_name(entry, place):
        sentence = _("This looks like a heading, but not one of the form: “%s”. End it with a full stop if it is text.")
        entry.errors.append(Finding(number, sentence % _cut(line)))
    else:
        entry.sections[place].paragraphs.append((number, line))
    return place


def _is_a_name(entry: Entry, place: str) -> bool:
    """Whether a short line may stand here: a title or a name is one, directly below its heading."""
    return place in (TITLE, SUBMITTER, "contact") and not entry.sections[place].paragraphs


def _open(entry: Entry, number: int, name: str, rest: str) -> str:
    if name in entry.sections:
        first = entry.sections[name].line
        words = {"heading": shown(name), "line": first}
        sentence = _("The heading “%(heading)s” is already used on line %(line)s.") % words
        entry.errors.append(Finding(number, sentence))
        return name
    entry.sections[name] = Section(number, [(number, rest)] if rest else [])
    return name


def _check_characters(entry: Entry, number: int, line: str) -> None:
    try:
        refuse_control_characters(line)
    except ValidationError as error:
        entry.errors.append(Finding(number, error.messages[0]))


def _check_missing(entry: Entry) -> None:
    for name in REQUIRED:
        if name not in entry.sections:
            sentence = _("The title is missing.") if name == TITLE else _("The heading “%s” is missing.") % shown(name)
            entry.errors.append(Finding(WHOLE_FILE, sentence))
        elif not entry.text(name):
            entry.errors.append(Finding(entry.sections[name].line, _("Nothing stands under “%s”.") % shown(name)))


def _check_lengths(entry: Entry) -> None:
    for name, section in entry.sections.items():
        most = _longest(name)
        if most is not None and len(section.text) > most:
            words = {"heading": shown(name), "length": len(section.text), "most": most}
            sentence = _("“%(heading)s” has %(length)s characters; at most %(most)s fit.") % words
            entry.errors.append(Finding(section.line, sentence))


def _longest(name: str) -> int | None:
    if name == LONG:
        return None
    model, column = (Contributor, "name") if name == SUBMITTER else (Idea, name)
    length: int | None = getattr(model._meta.get_field(column), "max_length", None)
    return length


def _remark_repeated(entry: Entry) -> None:
    """The same paragraph twice is often a slip of the clipboard, but somebody may have meant it."""
    rows = [row for section in entry.sections.values() for row in section.paragraphs]
    first = {text: line for line, text in reversed(rows)}
    for text in [text for text, times in Counter(text for _line, text in rows).items() if times > 1]:
        again = [line for line, other in rows if other == text and line != first[text]]
        entry.remarks += [Finding(line, _("The same paragraph as on line %s.") % first[text]) for line in again]


def _cut(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:59]}…"
