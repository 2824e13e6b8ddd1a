"""The columns of a table of stories, by the names that occur. docs/import.md lists the same for people."""

import re
import unicodedata
from typing import Final

from django.utils.translation import gettext_lazy as _

from goda_exempel.workflow_table import Text

# field → (what we call it, the names it is known by: the first Swedish one and the first English one are ours)
COLUMNS: Final[dict[str, tuple[Text, tuple[str, ...]]]] = {
    "source_id": (_("id"), ("id", "source_id", "nummer", "artikel-id", "article_id")),
    "page": (_("saved page"), ("sida", "page", "fil", "html", "html_file")),
    "title": (_("headline"), ("rubrik", "title", "titel", "headline")),
    "lead": (_("lead"), ("ingress", "lead", "sammanfattning", "summary")),
    "body": (_("text"), ("text", "body", "brödtext", "innehåll", "content")),
    "date": (_("date"), ("datum", "date", "publicerad", "publiceringsdatum", "published", "published_at")),
    "old_address": (_("old address"), ("adress", "old_address", "url", "address", "gammal adress", "permalink")),
    "unit": (_("unit"), ("enhet", "unit", "förvaltning", "verksamhet", "department")),
    "benefit_kind": (_("kind of benefit"), ("nytta", "benefit", "typ av nytta", "benefit_kind")),
    "picture": (_("picture"), ("bild", "picture", "bildfil", "image")),
    "picture_alt": (_("alt text"), ("alt-text", "picture_alt", "alttext", "alt", "bildbeskrivning")),
    "picture_caption": (_("caption"), ("bildtext", "caption", "picture_caption")),
    "photographer": (_("photographer"), ("fotograf", "photographer", "foto", "photo_by")),
    "people": (_("people"), ("personer", "people", "namn", "names", "medverkande")),
    "consent": (_("consent"), ("samtycke", "consent", "samtycken", "consents")),
    "byline": (_("text by"), ("text av", "byline", "skribent", "författare", "author")),
    "pull_quote": (_("pull quote"), ("citat", "quote", "pull_quote", "pratminus")),
    "pull_quote_by": (_("who says it"), ("citat av", "quote_by", "pull_quote_by")),
    "fact_box": (_("fact box"), ("faktaruta", "fact_box", "fakta", "facts")),
    "how_to": (_("how to do the same"), ("gör så här", "how_to", "så gör ni")),
    "new_where": (_("new: where"), ("ny var", "new_where")),
    "new_evidence": (_("new: in what way"), ("ny", "new_evidence", "nytt")),
    "useful_for": (_("useful: for whom"), ("nyttig för", "useful_for")),
    "useful_evidence": (_("useful: in what way"), ("nyttig", "useful_evidence")),
    "in_use_since": (_("in use: since when"), ("i bruk sedan", "in_use_since", "nyttiggjord")),
    "in_use_where": (_("in use: where"), ("i bruk var", "in_use_where", "plats", "place")),
    "prize_year": (_("prize year"), ("prisår", "prize_year", "pris", "prize")),
    "prize_class": (_("prize class"), ("prisklass", "prize_class")),
    "prize_day": (_("prize announced"), ("prisdatum", "prize_day", "prize_announced")),
    "citation": (_("citation"), ("motivering", "citation")),
}


def plain(name: str) -> str:
    """«Alt-text », «ALT_TEXT» and «alt text» are the same name."""
    text = unicodedata.normalize("NFC", name).replace("\ufeff", "").casefold()
    return " ".join(re.split(r"[\s_:*./-]+", text)).strip()


_FIELDS: Final = {plain(name): field for field, (_label, names) in COLUMNS.items() for name in (*names, field)}


def field_of(name: str) -> str | None:
    """The field a column holds, or None where its name is not known."""
    return _FIELDS.get(plain(name))


def label_of(field: str) -> str:
    return str(COLUMNS[field][0]) if field in COLUMNS else field
