"""Passive voice in Swedish: forms in -s («genomfördes») and «bli» with a participle («blev vald»).

Heuristics that would rather miss than accuse: a form counts only where its ending, or a list, leaves little doubt.
"""

import re
from collections.abc import Iterator
from typing import Final

_PARTICLES: Final = (
    "", "an", "av", "be", "bi", "bibe", "bort", "efter", "er", "fast", "fram", "från", "färdig", "för", "före", "genom",
    "hän", "igen", "igenom", "in", "klar", "kring", "med", "miss", "ned", "ner", "om", "på", "sam", "samman", "sönder",
    "till", "tillbaka", "under", "upp", "ut", "vidare", "vid", "å", "åt", "åter", "över",
)  # fmt: skip
# Present forms of verbs whose stem ends in a consonant or a short vowel: nothing in their ending tells a genitive.
_PRESENT: Final = (
    "används", "görs", "förs", "ställs", "byggs", "skrivs", "krävs", "läggs", "hålls", "säljs", "köps", "tas", "ges",
    "sätts", "nås", "fås", "sköts", "sänds", "drivs", "höjs", "sänks", "väljs", "rivs", "stängs", "mäts", "byts",
    "slängs", "bjuds", "döms", "slås", "styrs", "leds", "stöds", "formges", "bestäms", "nämns", "sägs", "följs",
    "tillåts", "hjälps", "dras", "bärs", "fylls", "bryts", "skärs", "skjuts", "sugs", "störs", "förstärks", "märks",
    "utses", "anses", "sprids", "lärs", "berörs", "begärs", "ingås", "begås", "förstås", "utgörs", "förlängs", "körs",
    "tänds", "släcks", "kyls", "värms", "bedöms", "upplevs", "utövs", "föds", "vänds", "söks", "täcks", "klipps",
    "trycks", "steks", "äts", "kläms", "förses", "ombeds", "hävs", "delges", "anförtros", "förutsätts",
    "löses", "läses", "binds", "knyts",
)  # fmt: skip
_PRESENT_FORMS: Final = frozenset(particle + verb for particle in _PARTICLES for verb in _PRESENT)
# Past forms of strong verbs.
_PAST: Final = (
    "gavs", "togs", "hölls", "skrevs", "drevs", "bröts", "lades", "sades", "slogs", "drogs", "bars", "bjöds", "revs",
    "skars", "ansågs", "försågs", "utsågs", "bads", "stals", "åts", "höggs", "bands", "knöts", "slöts", "sköts",
)  # fmt: skip
_PAST_FORMS: Final = frozenset(particle + verb for particle in _PARTICLES for verb in _PAST)
# Verbs in -s that are not passive: deponents, what people do to one another, and what happens by itself.
_OWN_VERBS: Final = re.compile(
    r"(?:lyck|misslyck|hopp|and|vist|låts|skäm|kräk|åldr|svett|bråk|sakn|fatt|förändr|utveckl|saml|brott|glädj|skynd|"
    r"tvist|turs?|en|träff|ändr|mörkn|ljusn|grön|utspel|kivs?|daga|matt|förenkl?ing|trän?g)"
    r"(?:as|ades|ats|s|des|ts)"
    r"|(?:åter|be)?(?:finns|finnas|fanns|funnits)|umgås|umgicks|umgåtts|slåss|slogs|trivs|trivas|trivdes|trivts|minns|minnas"
    r"|mindes|mints|syns|synas|syntes|synts|känns|kännas|kändes|känts|tycks|tyckas|tycktes|tyckts|behövs|behövas|behövdes"
    r"|behövts|hörs|höras|hördes|hörts|möts|mötas|möttes|skils|skiljs|skiljas|skildes|töras|törs|tordes|nöjs|nöjas|levs"
    r"|gladdes|dröjs|ses|sågs|setts|rymms|ryms|rymmas|rymdes|trängs|trängas"
)
_NO_VERBS: Final = frozenset(
    (
        "deras", "andras", "varandras", "dessas", "allas", "bådas", "mångas", "någras", "samtligas", "flickas",
        "kvinnas", "mammas", "pappas", "skolas", "kalas", "ananas", "atlas", "madras", "ungas", "gamlas", "vuxnas",
        "sjukas", "anställdas", "diabetes", "hypotes", "protes", "förras", "plats", "barnas", "våras", "glas",
        "kameras",
    )
)  # fmt: skip
_ERAS: Final = re.compile(r"\w{2,}eras")
_AS: Final = re.compile(r"\w{2,}as")
_DEFINITE_PLURAL: Final = re.compile(r"\w+(?:or|ar|er|r)nas")
_ADES: Final = re.compile(r"\w{2,}ades")
_DES: Final = re.compile(r"\w+(?:[bfglmrvj]|[äöåiuy]n)des")  # not -andes and -endes: genitives («de studerandes»)
_TES: Final = re.compile(r"\w+(?:[kpsx]tes|ttes)")
_SUPINE: Final = re.compile(r"(?!\w*(?:insats|plats|uppsats|slutsats)$)\w{2,}(?:[ai]ts|[rlngkjmsptv]ts)")
_HAVE: Final = frozenset(("har", "hade", "ha", "haft", "som"))  # «de hus som byggts»
_BECOME: Final = frozenset(("bli", "blir", "blev", "blivit", "bleve"))
_REACH: Final = 4  # words between «har» or «blev» and the form that belongs to it
_PARTICIPLE: Final = re.compile(
    r"\w{3,}(?:ad|at|ade)|\w*(?:vald|valt|byggd|byggt|gjord|gjort|köpt|såld|sålt|sedd|sett|ställd|ställt|lagd|lagt|satt|förd"
    r"|fört|hjälpt|läst|stängd|stängt|höjd|höjt|sänkt|dömd|dömt|fylld|fyllt)a?"
    r"|\w*(?:skriv|tag|giv|håll|driv|bjud|slag|brut|funn|stul|bit|skjut|riv|bund|knut)(?:en|et|na)"
)
_NO_PARTICIPLES: Final = re.compile(
    r"\w*(?:glad|rad|grad|blad|stad|mat|resultat|kamrat|kandidat|apparat|soldat|citat|format|hållen)|annat|bland|salat|privat"
    r"|tomat|plakat|mandat|rabatt|satt"
)
_LONGEST: Final = 40  # letters of a verb
_TOKEN: Final = re.compile(r"\w+(?:-\w+)*|[^\w\s]")


def passives_in(sentence: str) -> list[str]:
    """The passive forms of a sentence, in order."""
    return list(_passives(_TOKEN.findall(sentence)))


def _passives(tokens: list[str]) -> Iterator[str]:
    for at, token in enumerate(tokens):
        if token[:1].isupper() or not token[:1].isalpha() or len(token) > _LONGEST:
            continue  # names, and first words: a sentence that begins with a verb in -s is rare
        near = tokens[max(0, at - _REACH) : at]
        if _is_s_form(token, near):
            yield token
        elif (auxiliary := _last_of(near, _BECOME)) and _is_participle(token):
            yield f"{auxiliary} {token}"


def _last_of(near: list[str], words: frozenset[str]) -> str:
    """The nearest of the words before, with no other clause between."""
    for token in reversed(near):
        if token.lower() in words:
            return token.lower()
        if not token[0].isalnum():
            return ""
    return ""


def _is_participle(word: str) -> bool:
    return bool(_PARTICIPLE.fullmatch(word)) and not _NO_PARTICIPLES.fullmatch(word)


def _is_s_form(word: str, near: list[str]) -> bool:
    if not word.endswith("s") or word in _NO_VERBS or _OWN_VERBS.fullmatch(word):
        return False
    if word in _PRESENT_FORMS or word in _PAST_FORMS:
        return True
    if any(pattern.fullmatch(word) for pattern in (_ADES, _DES, _TES, _ERAS)):
        return True
    if _AS.fullmatch(word):
        return not _DEFINITE_PLURAL.fullmatch(word)
    return bool(_SUPINE.fullmatch(word)) and bool(_last_of(near, _HAVE))
