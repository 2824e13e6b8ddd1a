"""Judging what an entry says: its texts, its picture, its people, its proof."""

import re
from typing import Any, Final

from bs4 import BeautifulSoup, Tag
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel import markup
from goda_exempel.benefits import BenefitKind
from goda_exempel.forms import is_blank
from goda_exempel.personal_numbers import first_personal_number
from goda_exempel.proof import NewWhere, UsefulFor
from goda_exempel.text import first_words
from stories.importing.columns import label_of, plain
from stories.importing.dates import read_day
from stories.importing.pictures import Seen, is_file_name, pictures_of_text, with_pictures
from stories.importing.plans import Kind, Plan
from stories.models import Story

LINES: Final = (
    "title", "byline", "pull_quote", "pull_quote_by", "picture_alt", "picture_caption", "photographer", "new_evidence",
    "useful_evidence", "in_use_where",
)  # fmt: skip
LONGEST_BODY: Final = 60_000
_UNKNOWN: Final = ("", "?", "okänd", "okänt", "oklart", "saknas", "unknown", "missing")
_NO: Final = (*_UNKNOWN, "nej", "no", "ej", "false", "0", "återkallat", "withdrawn")
_GARBLED: Final = re.compile("Ã[¥¤¶…„–\x84\x85\x96©]|\ufffd")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def judge_texts(plan: Plan) -> None:
    """Every text into its field. What is too long for its field is cut there, kept whole in the row, and told."""
    values = {name: _CONTROLS.sub("", text) for name, text in plan.entry.values.items()}
    if any(_CONTROLS.search(text) for text in plan.entry.values.values()):
        plan.notes.append(_("Invisible control characters were taken out of the texts."))
    for name in LINES:
        plan.fields[name] = _cut(plan, name, " ".join(values.get(name, "").split()))
    for name in ("fact_box", "how_to"):
        html = str(markup.to_html(values.get(name, "")))
        plan.fields[name] = html
        if len(html) > (longest := _longest(name)):
            plan.fields[name] = str(markup.to_html(markup.plain(html)[: longest - 200]))
            _tell_cut(plan, name, len(html), longest)
    _judge_body(plan, values)
    everything = " ".join(values.values())
    if number := first_personal_number(everything):
        plan.lacks(Kind.PERSONAL, _("“%(number)s” looks like a personal identity number.") % {"number": number})
    if _GARBLED.search(everything):
        plan.lacks(Kind.LETTERS, _("Some letters were garbled before the import (å as Ã¥)."))


def _longest(name: str) -> int:
    return int(getattr(Story._meta.get_field(name), "max_length", 0) or 0)


def _cut(plan: Plan, name: str, text: str) -> str:
    longest = _longest(name)
    if len(text) <= longest:
        return text
    _tell_cut(plan, name, len(text), longest)
    return text[: longest - 1].rsplit(" ", 1)[0] + "…"


def _tell_cut(plan: Plan, name: str, length: int, most: int) -> None:
    words = {"name": label_of(name), "length": length, "most": most}
    plan.lacks(Kind.CUT, _("The %(name)s has %(length)s characters and was cut at %(most)s.") % words)


def _judge_body(plan: Plan, values: dict[str, str]) -> None:
    body = values.get("body", "")
    clean = str(markup.to_html(with_pictures(body, {})))
    if len(clean) > LONGEST_BODY:
        plan.fail(
            _("The text has %(length)s characters, and may have %(most)s.")
            % {"length": len(clean), "most": LONGEST_BODY}
        )
        return
    lead = markup.plain(values.get("lead", "")).replace("\n", " ")
    if is_blank(lead) and (found := _first_paragraph(body, clean)):
        lead, body = found
        plan.assume(_("The lead is the first paragraph of the text."))
    if len(lead) > _longest("lead"):
        body = f"<p>{lead}</p>{body if '<' in body else markup.to_html(body)}"
        lead = _cut(plan, "lead", lead)
    plan.fields |= {"lead": lead, "body": body}
    if is_blank(lead):
        plan.lacks(Kind.TEXT, _("There is no lead."))
    if is_blank(markup.plain(clean)):
        plan.lacks(Kind.TEXT, _("There is no text."))


def _first_paragraph(body: str, clean: str) -> tuple[str, str] | None:
    """The first paragraph as a lead, and the text without it; None where it is long, or all there is."""
    blocks = markup.blocks(clean)
    if len(blocks) < 2 or blocks[0].tag != "p" or len(blocks[0].text) > _longest("lead"):
        return None
    soup = BeautifulSoup(body if "<p" in body.lower() else clean, "html.parser")
    first = next((tag for tag in soup.find_all("p") if tag.get_text(strip=True)), None)
    if not isinstance(first, Tag):
        return None
    first.extract()
    return blocks[0].text, str(soup)


def judge_picture(plan: Plan, seen: dict[str, Seen]) -> None:
    """A story without its picture comes in without it, and waits for review; none is lost in silence."""
    own = seen.get("")
    if own is None:
        plan.lacks(Kind.PICTURE, _("There is no picture."))
    elif own.problem:
        plan.lacks(Kind.PICTURE, _("Dead picture: %(problem)s") % {"problem": own.problem})
    else:
        plan.pictures[""] = own.name
        _judge_words_of_picture(plan)
    for file, alt in pictures_of_text(plan.fields.get("body", "")):
        row = seen.get(file)
        if row is None or row.problem:
            problem = row.problem if row else file
            plan.lacks(Kind.PICTURE, _("Dead picture in the text: %(problem)s") % {"problem": problem})
            continue
        plan.pictures[file] = row.name
        if is_blank(alt) or is_file_name(alt):
            plan.lacks(Kind.ALT, _("A picture in the text has no alt text: %(file)s.") % {"file": row.name})


def _judge_words_of_picture(plan: Plan) -> None:
    alt = plan.fields["picture_alt"]
    if is_blank(alt):
        plan.lacks(Kind.ALT, _("The picture has no alt text."))
    elif is_file_name(alt):
        plan.lacks(Kind.ALT, _("The alt text of the picture is a file name: “%(alt)s”.") % {"alt": alt[:80]})
        plan.fields["picture_alt"] = ""
    if is_blank(plan.fields["photographer"]):
        plan.lacks(Kind.PHOTOGRAPHER, _("There is no photographer."))


def judge_people(plan: Plan) -> None:
    """Who is in it, and whether they have agreed. «Inga» says that nobody is named or can be recognised."""
    plan.people = plan.entry.values.get("people", "").strip()
    plan.consent = plan.entry.values.get("consent", "").strip()
    if plan.people.casefold().rstrip(".") in _UNKNOWN:
        plan.lacks(Kind.NAMES, _("It is not said who is in it (write “inga” where nobody is)."))
    if not plan.consent:
        plan.lacks(Kind.CONSENT, _("It is not said whether the people have agreed to be shown."))
    elif plan.consent.casefold().rstrip(".") in _NO or plan.consent.casefold().startswith(("nej", "saknas", "ej ja")):
        plan.lacks(Kind.CONSENT, _("Consent: “%(text)s”.") % {"text": first_words(plan.consent, 80)})


def judge_proof(plan: Plan) -> None:
    """The proof card is newer than most stories. What it lacks is assumed at its least, and not shown to readers."""
    values, fields = plan.entry.values, plan.fields
    for name, choices, least in (
        ("benefit_kind", BenefitKind, BenefitKind.QUALITY),
        ("new_where", NewWhere, NewWhere.UNIT),
        ("useful_for", UsefulFor, UsefulFor.ORGANISATION),
    ):
        text = values.get(name, "")
        found = chosen(choices, text)
        fields[name] = found or least.value
        if text and not found:
            words = {"name": label_of(name), "text": text[:80], "taken": least.label}
            plan.assume(_("%(name)s: “%(text)s” is not one of the choices; taken to be “%(taken)s”.") % words)
        elif name == "benefit_kind" and not found:
            plan.assume(_("The kind of benefit is taken to be “%(taken)s”.") % {"taken": least.label})
    since = read_day(values.get("in_use_since", ""))
    at = since.at if since else plan.publish_at
    fields["in_use_since"] = timezone.localtime(at).date() if at else None
    if not (fields["new_evidence"] and fields["useful_evidence"] and fields["in_use_where"]):
        plan.assume(_("The proof card is not filled in. Readers do not see it."))
    elif since is None and at is not None:
        plan.assume(_("It is taken to be in use since the day the story came out."))


def chosen(choices: type[models.TextChoices], text: str) -> str:
    """A choice by its value or by what it is called, in Swedish or English; an empty string for neither."""
    wanted = plain(text)
    for language in ("sv", "en"):
        with override(language):
            names: dict[str, Any] = {plain(str(choice.label)): choice.value for choice in choices}
        if wanted in names:
            return str(names[wanted])
    return next((str(choice.value) for choice in choices if wanted == plain(choice.value)), "")
