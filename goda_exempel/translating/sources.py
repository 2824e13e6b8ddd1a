"""Finds the texts to translate in Python files and templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.utils.translation import templatize

CODE_FOLDERS: Final = ("goda_exempel", "ideas", "stories", "awards")
TEMPLATE_FOLDER: Final = "templates"
TEMPLATE_ENDINGS: Final = (".html", ".txt", ".xml", ".typ")

# The arguments of each function: c context, s text (or singular), p plural.
FUNCTIONS: Final = {
    "_": "s",
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), "s"),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), "sp"),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), "cs"),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), "csp"),
}
LITERAL: Final = r"u?(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
CALL: Final = re.compile(rf"(?<![\w.])(\w+)\(({LITERAL}(?:, ?{LITERAL})*)")

Key = tuple[str, str]  # context (empty for none), text


@dataclass
class Message:
    context: str
    text: str
    plural: str = ""
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        return self.context, self.text


def messages_in(root: Path) -> tuple[dict[Key, Message], list[str]]:
    """Every message of the project, and the files that could not be read."""
    found: dict[Key, Message] = {}
    unreadable = []
    for path in source_files(root):
        name = path.relative_to(root).as_posix()
        try:
            for message in messages_of(path):
                known = found.setdefault(message.key, message)
                known.plural = known.plural or message.plural
                known.files.add(name)
        except (SyntaxError, UnicodeDecodeError) as error:
            unreadable.append(f"{name}: {error}")
    return found, unreadable


def source_files(root: Path) -> Iterator[Path]:
    for folder in CODE_FOLDERS:
        yield from sorted(p for p in (root / folder).rglob("*.py") if "migrations" not in p.parts)
    for folder in (TEMPLATE_FOLDER, *CODE_FOLDERS):
        yield from sorted(p for p in (root / folder).rglob("*") if p.suffix in TEMPLATE_ENDINGS and p.is_file())


def messages_of(path: Path) -> Iterator[Message]:
    source = path.read_text(encoding="utf-8")
    calls = python_calls(source) if path.suffix == ".py" else template_calls(source)
    for function, texts in calls:
        if message := as_message(function, texts):
            yield message


def as_message(function: str, texts: list[str]) -> Message | None:
    """None where it is another function, a call without fixed texts, or the empty text."""
    shape = FUNCTIONS.get(function)
    if shape is None or len(texts) < len(shape):
        return None
    part = dict(zip(shape, texts, strict=False))
    return Message(part.get("c", ""), part["s"], part.get("p", "")) if part["s"] else None


def python_calls(source: str) -> Iterator[tuple[str, list[str]]]:
    """Calls with their leading fixed texts. Adjacent literals are one text to Python, and so here."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            yield name, leading_texts(node.args)


def leading_texts(arguments: list[ast.expr]) -> list[str]:
    texts = []
    for argument in arguments:
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            break
        texts.append(argument.value)
    return texts


def template_calls(source: str) -> Iterator[tuple[str, list[str]]]:
    """Django rewrites the tags of a template as gettext calls among noise; the calls are picked out of it."""
    for function, arguments in CALL.findall(templatize(source)):
        yield function, [ast.literal_eval(text.removeprefix("u")) for text in re.findall(LITERAL, arguments)]
