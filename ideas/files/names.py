"""What an uploaded file may be called. A name is only ever shown and proposed; nothing is stored under it."""

import re
import unicodedata
from typing import Final

from ideas.files.models import LONGEST_NAME

# What Windows takes for a device, whatever the ending (Microsoft, «Naming Files, Paths, and Namespaces»).
RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
FORBIDDEN: Final = re.compile(r'[<>:"|?*]')


def shown_name(name: str, ending: str) -> str:
    """The last part of a path, without what can't be seen or turns the text around, ending in ``.ending``."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if unicodedata.category(c).startswith(("C", "Z")) else c for c in last)
    stem = " ".join(FORBIDDEN.sub("-", visible).split()).rpartition(".")
    words = (stem[0] if stem[1] else stem[2]).strip(" .~")
    if not words or RESERVED.fullmatch(words.partition(".")[0].rstrip()):
        words = f"fil-{words}".rstrip("-")
    return f"{words[: LONGEST_NAME - len(ending) - 1].rstrip(' .')}.{ending}"
