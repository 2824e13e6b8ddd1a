"""Word codes: what a person without an account keeps to follow an idea.

Five of 512 words, 45 bits. The database holds a hash that can only be made with the portal's key. The code itself
follows from a secret that only the form on the person's phone holds, so that pressing twice shows the same code.
"""

import re
import unicodedata
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

from ideas.breakroom.words import WORDS

LENGTH: Final = 5  # words
_SALT: Final = "ideas.breakroom.codes"


def code_of(secret: str) -> str:
    """The words that belong to the secret of a form."""
    number = int.from_bytes(_digest("code", secret))
    words = []
    for _place in range(LENGTH):
        number, place = divmod(number, len(WORDS))
        words.append(WORDS[place])
    return " ".join(words)


def form_key_of(secret: str) -> UUID:
    """What marks an idea as made by a form, and does not lead back to the secret."""
    return UUID(bytes=_digest("form", secret)[:16])


def hash_of(code: str) -> str:
    return _digest("hash", normalised(code)).hex()


def normalised(code: str) -> str:
    """As people write it down: capitals, commas, hyphens, numbers before the words and line breaks do not matter."""
    return " ".join(re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", code).lower()))


def _digest(purpose: str, text: str) -> bytes:
    return salted_hmac(f"{_SALT}.{purpose}", text, algorithm="sha256").digest()
