"""The Swedish catalogue: texts in, Swedish in, the compiled file out, the same bytes for the same content."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import polib

from goda_exempel.translating.sources import Key, Message

HEADER: Final = {
    "Project-Id-Version": "Goda exempel",
    "Language": "sv",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
CONTEXT_ENDS: Final = "\x04"
WRAP: Final = 110
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")


class Catalogue:
    """A ``.po`` file and the ``.mo`` file beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.compiled = path.with_suffix(".mo")
        self._entries = {entry_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}

    def follow(self, messages: Mapping[Key, Message]) -> None:
        """Take in new messages. What no source says any more is kept aside, with its Swedish, until ``prune``."""
        for message in messages.values():
            entry = self._entries.setdefault(message.key, new_entry(message.key))
            with_plural(entry, message.plural)
            entry.occurrences = [(name, "") for name in sorted(message.files)]
            entry.flags = ["python-format"] if re.search(r"%\(|%[sd]", message.text) else []
        for key, entry in self._entries.items():
            entry.obsolete = key not in messages
            if entry.obsolete:
                entry.occurrences, entry.flags = [], []

    def merge(self, swedish: Mapping[str, str | list[str]]) -> None:
        """Set translations, by text or by ``context\\x04text``; a list holds one and many."""
        for name, words in swedish.items():
            context, _, text = name.rpartition(CONTEXT_ENDS)
            entry = self._entries.setdefault((context, text), new_entry((context, text)))
            if isinstance(words, str):
                entry.msgstr = words
            else:
                entry.msgstr_plural = dict(enumerate(words))

    def prune(self) -> None:
        self._entries = {key: entry for key, entry in self._entries.items() if not entry.obsolete}

    def save(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.text(), encoding="utf-8")
        self.compiled.write_bytes(self.binary())

    def text(self) -> str:
        return f"{self._file(self._sorted())}\n"

    def binary(self) -> bytes:
        return bytes(self._file(self._translated()).to_binary())

    def faults(self) -> list[str]:
        """What keeps the translation from being whole, a line each."""
        faults = [f"obsolete: {entry.msgid!r}" for entry in self._sorted() if entry.obsolete]
        for entry in self._sorted():
            if not entry.obsolete:
                faults += entry_faults(entry)
        if not self.path.exists() or self.path.read_text(encoding="utf-8") != self.text():
            faults.append(f"{self.path.name} is not what the sources say")
        if not self.compiled.exists() or self.compiled.read_bytes() != self.binary():
            faults.append(f"{self.compiled.name} is not compiled from {self.path.name}")
        return faults

    def _sorted(self) -> list[polib.POEntry]:
        return [self._entries[key] for key in sorted(self._entries, key=lambda key: (key[1].lower(), key[1], key[0]))]

    def _translated(self) -> list[polib.POEntry]:
        return [entry for entry in self._sorted() if not entry.obsolete and not entry_faults(entry)]

    @staticmethod
    def _file(entries: Iterable[polib.POEntry]) -> polib.POFile:
        file = polib.POFile(wrapwidth=WRAP)
        file.metadata = dict(HEADER)
        file.extend(entries)
        return file


def entry_key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def new_entry(key: Key) -> polib.POEntry:
    return polib.POEntry(msgctxt=key[0] or None, msgid=key[1])


def with_plural(entry: polib.POEntry, plural: str) -> None:
    """A text that gains or loses its plural form loses the Swedish of the other shape."""
    entry.msgid_plural = plural
    if plural:
        entry.msgstr = ""
        entry.msgstr_plural = {n: entry.msgstr_plural.get(n, "") for n in (0, 1)}
    else:
        entry.msgstr_plural = {}


def entry_faults(entry: polib.POEntry) -> list[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(texts):
        return [f"not translated: {entry.msgid!r} ({', '.join(name for name, _ in entry.occurrences)})"]
    if "fuzzy" in entry.flags:
        return [f"fuzzy: {entry.msgid!r}"]
    wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
    if any(placeholders(text) - wanted for text in texts) or placeholders(texts[-1]) != wanted:
        return [f"placeholders differ: {entry.msgid!r} -> {texts!r}"]
    return []


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text)) - {"%%"}
