"""Made-up texts of ordinary length, in real Swedish words: the same number gives the same text."""

import random
import tomllib
from functools import cache
from itertools import chain
from typing import Final

from goda_exempel.settings import BASE_DIR

STORIES: Final = BASE_DIR / "goda_exempel" / "demonstration" / "data" / "stories"
PARAGRAPHS: Final = 4


@cache
def paragraphs() -> list[str]:
    """Those of the demonstration's stories."""
    bodies = (tomllib.loads(path.read_text(encoding="utf-8"))["body"] for path in sorted(STORIES.glob("*.toml")))
    return list(chain.from_iterable(body.strip().split("\n\n") for body in bodies))


@cache
def words() -> list[str]:
    found = {word.strip('.,:;?!”’"()') for text in paragraphs() for word in text.split()}
    return sorted(word for word in found if word.isalpha() and len(word) > 4)


def title(number: int) -> str:
    return " ".join([*random.Random(number).sample(words(), 4), str(number)]).capitalize()


def body(number: int) -> str:
    return "\n\n".join(random.Random(number).sample(paragraphs(), PARAGRAPHS))


def lead(number: int) -> str:
    return body(number)[:300].rsplit(" ", 1)[0] + "."
