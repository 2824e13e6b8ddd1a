"""Words that say nothing: links that do not tell where they lead, and file names for alternative texts."""

import re
from typing import Final

_VAGUE_LINKS: Final = frozenset(
    (
        "här", "klicka", "klicka här", "tryck här", "läs mer", "läs mer här", "läs mera", "läs här", "läs vidare",
        "mer", "mer här", "mer info", "mer information", "se mer", "se här", "hit", "gå hit", "länk", "länken",
        "en länk", "denna länk", "den här länken", "via länken", "till länken", "here", "click here", "read more",
        "more", "link", "this link", "learn more",
    )
)  # fmt: skip
_FILE: Final = re.compile(
    r"[^\n]{1,200}\.(?:jpe?g|jfif|png|gif|webp|avif|hei[cf]|tiff?|bmp|svg|raw|dng|cr[23]|nef|arw|mp4|mov|pdf)",
    re.IGNORECASE,
)
_CAMERA: Final = re.compile(
    r"(?=.*\d)(?:_?mg|e?img|dscn?|dscf|dji|pxl|mvimg|gopr|sam|p|pict?|picture|image|images|bild|bilden|foto|photo|scan|skanning"
    r"|screenshot|sk[äa]rmavbild|sk[äa]rmbild|whatsapp image|namnl[öo]s|untitled|unnamed|file|fil)"
    r"[\s_\-.()]*(?:[\d_\-\s.()]|at|kl|kopia|copy|edit(?:ed)?|(?<=\d)x(?=\d))*",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(r"[\d_\-\s.()]+|[0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


_LONGEST: Final = 200  # characters of a name; what is longer has words of its own


def is_vague(text: str) -> bool:
    """Whether a link's words say nothing of where it leads, arrows and punctuation around them aside."""
    if len(text) > _LONGEST:
        return False
    words = re.sub(r"^[\W_]+|[\W_]+$", "", " ".join(text.lower().split()))
    return words in _VAGUE_LINKS


def is_file_name(text: str) -> bool:
    """``IMG_1234``, ``bild.png``, ``20260612_143022``: what a camera or a computer calls a picture."""
    text = text.strip()
    return len(text) <= _LONGEST and any(pattern.fullmatch(text) is not None for pattern in (_FILE, _CAMERA, _NUMBERS))
