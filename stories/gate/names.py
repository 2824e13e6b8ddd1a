"""Words that say nothing: links that do not tell where they lead, and file names for alternative texts."""

import re
from typing import Final

_VAGUE_LINKS: Final = frozenset(
    (
        "här", "klicka", "klicka här", "klicka på länken", "klicka på länken här", "tryck här", "tryck på länken",
        "följ länken", "länken här", "se länk", "se länken", "läs mer", "läs mer här", "läs mera", "läs mera här",
        "läs här", "läs vidare", "mera", "mera här", "mera info", "mera information",
        "mer", "mer här", "mer info", "mer information", "se mer", "se här", "hit", "gå hit", "länk", "länken",
        "en länk", "denna länk", "den här länken", "via länken", "till länken", "here", "click here", "read more",
        "more", "link", "this link", "learn more",
    )
)  # fmt: skip
_RUN_TOGETHER: Final = frozenset("".join(words.split()) for words in _VAGUE_LINKS)
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens and what has no width
_FILE: Final = re.compile(
    r"[^\n]{1,200}\.(?:jpe?g|jfif|png|gif|webp|avif|hei[cf]|tiff?|bmp|svg|raw|dng|cr[23]|nef|arw|mp4|mov|pdf)",
    re.IGNORECASE,
)
_CAMERA: Final = re.compile(
    r"(?=.*\d)(?:\d{6,}[_\-\s])?(?:_?mg|e?img|fb_img|vid|received|signal|mms|dscn?|dscf|dji|pxl"
    r"|mvimg|gopr|sam|p|pict?|picture|image|images|bild|bilden|foto|photo|scan|skanning"
    r"|screenshot|sk[äa]rmavbild|sk[äa]rmbild|whatsapp image|namnl[öo]s|untitled|unnamed|file|fil)"
    r"[\s_\-.()]*(?:[\d_\-\s.()~]|at|kl|kopia|copy|edit(?:ed)?|redigera[dt]|hdr|pano|burst|cover|portrait|night"
    r"|(?<=[\d.])mp|e(?=\d{3})|wa(?=\d{4})|(?<=\d)x(?=\d))*",
    re.IGNORECASE,
)
_SCREEN: Final = re.compile(  # with the name of the app at the end
    r"(?:screenshot|sk[äa]rmbild|sk[äa]rmavbild)[_\-\s]\d[\d_\-\s]{7,}[_\-][a-zåäö][\w.]*", re.IGNORECASE
)
_NUMBERS: Final = re.compile(r"[\d_\-\s.()]+|[0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


_LONGEST: Final = 200  # characters of a name; what is longer has words of its own


def is_vague(text: str) -> bool:
    """Whether a link's words say nothing of where it leads, arrows and punctuation around them aside."""
    if len(text) > _LONGEST:
        return False
    words = re.sub(r"^[\W_]+|[\W_]+$", "", " ".join(_UNSEEN.sub("", text).lower().split()))
    return words in _VAGUE_LINKS or words in _RUN_TOGETHER


def is_file_name(text: str) -> bool:
    """``IMG_1234``, ``bild.png``, ``20260612_143022``: what a camera or a computer calls a picture."""
    text = _UNSEEN.sub("", text).strip()
    patterns = (_FILE, _CAMERA, _SCREEN, _NUMBERS)
    return len(text) <= _LONGEST and any(pattern.fullmatch(text) is not None for pattern in patterns)
