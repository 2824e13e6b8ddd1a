"""A page that a browser saved → the same fields as a line of a table."""

import json
import re
from itertools import islice
from typing import Any, Final
from urllib.parse import unquote

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from stories.importing.dates import date_in, read_day
from stories.importing.shallow import shallow
from stories.importing.tables import sound

LONGEST_DATE: Final = 60  # characters
LONGEST_LINE: Final = 1000  # characters
MOST_IN_A_LINE: Final = 40  # tags and texts
_SAVED_FROM: Final = re.compile(r"saved from url=\(\d+\)(\S+)")
_PHOTO: Final = re.compile(
    r"(?:^|[.\s(])(?:foto|fotograf|bild|photo)\s*:\s*(?P<name>[^.;)\n]{2,80})[.)]?\s*$", re.IGNORECASE
)
_BYLINE: Final = re.compile(r"^\s*(?:text|av|skribent)\s*:\s*(?P<name>[^;\n]{2,120}?)\s*$", re.IGNORECASE)
_NOT_TEXT: Final = (
    "script", "style", "noscript", "template", "nav", "header", "footer", "form", "iframe", "svg", "button", "aside",
)  # fmt: skip
_BODIES: Final = ("article", "main", "[role=main]", "#content", "#innehall", ".content", "body")
_LEADS: Final = (".ingress", ".lead", ".preamble", ".intro")


def read_page(html: str, notes: list[str] | None = None) -> dict[str, str]:
    """The fields of a saved page; what is not found is left out. Pictures keep the names they have in the page.

    ``notes`` is told how it was read where that was not as it stands. Raises UnreadableError.
    """
    html, note = shallow(html)
    if note and notes is not None:
        notes.append(note)
    soup = BeautifulSoup(html, "html.parser")
    facts = {**_linked_data(soup), **_head(soup)}
    body = _body(soup)
    values = {
        "title": _title(soup, facts),
        "date": _date(soup, facts, body),
        "old_address": _address(soup, facts),
        **_texts(soup, body, facts),
    }
    values["body"] = _inner(body)
    return {name: sound(text).strip() for name, text in values.items() if text.strip()}


def _head(soup: BeautifulSoup) -> dict[str, str]:
    facts: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            facts.setdefault(name.lower(), content.strip())
    return facts


def _linked_data(soup: BeautifulSoup) -> dict[str, str]:
    """What the page says in JSON-LD: when it was published, and by whom it was written."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            found = json.loads(script.string or "")
        except (ValueError, RecursionError):
            continue
        rows: list[Any] = found if isinstance(found, list) else [found]
        for row in rows:
            if isinstance(row, dict) and isinstance(row.get("datePublished"), str):
                return {"ld:date": row["datePublished"]}
    return {}


def _body(soup: BeautifulSoup) -> Tag:
    found = next((tag for name in _BODIES if (tag := soup.select_one(name)) is not None), soup)
    for tag in found.find_all(_NOT_TEXT):
        if not (tag.name == "aside" and "fact" in " ".join(tag.get("class") or [])):
            tag.extract()
    for comment in found.find_all(string=lambda text: isinstance(text, Comment)):
        if not _SAVED_FROM.search(comment):
            comment.extract()
    return found


def _title(soup: BeautifulSoup, facts: dict[str, str]) -> str:
    """The page's only level-one heading, else what it is called when it is shared, else its title without the site."""
    heading = soup.find("h1")
    if isinstance(heading, Tag) and (words := _words(heading)):
        heading.extract()
        return words
    if words := facts.get("og:title", ""):
        return words
    title = _words(soup.title) if soup.title else ""
    return re.split(r"\s+[|–—]\s+|\s+-\s+", title)[0]


def _date(soup: BeautifulSoup, facts: dict[str, str], body: Tag) -> str:
    for name in ("article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "date"):
        if (text := facts.get(name, "")) and read_day(text):
            return text
    if text := facts.get("ld:date", ""):
        return text
    for tag in soup.find_all("time"):
        written = tag.get("datetime")
        text = written if isinstance(written, str) and read_day(written) else _line(tag)
        if read_day(text):
            if tag.parent is not None and len(_words(tag.parent)) < len(_words(tag)) + 16:
                tag.parent.extract()
            return text
    return _dated_line(body) or date_in(_words(body))


def _dated_line(body: Tag) -> str:
    """A line that is a date and no more: «Publicerad 13 juni 2019»."""
    for tag in body.find_all(["p", "div", "span", "li"]):
        text = _line(tag)
        if len(text) < LONGEST_DATE and (day := read_day(text)) and day.precision in ("day", "moment"):
            tag.extract()
            return text
    return ""


def _address(soup: BeautifulSoup, facts: dict[str, str]) -> str:
    """Its own address, as the page says it, or as the browser noted when it saved it."""
    link = soup.find("link", rel="canonical")
    href = link.get("href") if isinstance(link, Tag) else None
    if isinstance(href, str) and href.strip():
        return href
    if address := facts.get("og:url", ""):
        return address
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        if found := _SAVED_FROM.search(comment):
            return found[1]
    return ""


def _texts(soup: BeautifulSoup, body: Tag, facts: dict[str, str]) -> dict[str, str]:
    """Lead, writer, and the first picture with what belongs to it; each is taken out of the text."""
    values = _picture(body)
    values["lead"] = _lead(soup, body, facts)
    for tag in body.find_all(["p", "div", "address", "span"]):
        if (found := _BYLINE.match(_line(tag))) and not tag.find(["p", "div"]):
            values["byline"] = found["name"].strip()
            tag.extract()
            break
    return values


def _lead(soup: BeautifulSoup, body: Tag, facts: dict[str, str]) -> str:
    for name in _LEADS:
        tag = soup.select_one(name)
        if tag is not None and (words := _words(tag)):
            tag.extract()
            return words
    first = body.find("p")
    if isinstance(first, Tag):
        strong = first.find(["strong", "b"])
        if isinstance(strong, Tag) and (words := _words(strong)) and words == _words(first):
            first.extract()
            return words
    return facts.get("description") or facts.get("og:description", "")


def _picture(body: Tag) -> dict[str, str]:
    picture = body.find("img", src=True)
    if not isinstance(picture, Tag):
        return {}
    figure = picture.find_parent("figure")
    caption = (
        figure.find("figcaption")
        if figure is not None
        else picture.find_next_sibling(class_=re.compile("caption|bildtext"))
    )
    words = _words(caption) if isinstance(caption, Tag) else ""
    text, photographer = split_caption(words)
    values = {
        "picture": unquote(str(picture["src"])),
        "picture_alt": str(picture.get("alt") or ""),
        "picture_caption": text,
        "photographer": photographer or _photo_beside(figure or picture),
    }
    if isinstance(caption, Tag):
        caption.extract()
    (figure or picture).extract()
    return values


def split_caption(words: str) -> tuple[str, str]:
    """«Hon cyklar. Foto: Eva Ek» → the caption, and who took it."""
    found = _PHOTO.search(words)
    return (
        (
            words[: found.start()].strip(" .(") + ("." if words[: found.start()].strip(" .(") else ""),
            found["name"].strip(),
        )
        if found
        else (words, "")
    )


def _photo_beside(tag: Tag) -> str:
    """A paragraph of its own after the picture: «Foto: Eva Ek»."""
    after = tag.find_next("p")
    found = _PHOTO.search(_words(after)) if isinstance(after, Tag) else None
    if found and found.start() == 0 and isinstance(after, Tag):
        after.extract()
        return found["name"].strip()
    return ""


def _inner(body: Tag) -> str:
    return "".join(str(child) for child in body.children if not isinstance(child, Comment))


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _line(tag: Tag) -> str:
    """The words of a tag that holds a line and no more, which is quickly seen; of a longer one nothing."""
    within = list(islice(tag.descendants, MOST_IN_A_LINE + 1))
    length = sum(len(text) for text in within if isinstance(text, NavigableString))
    return _words(tag) if len(within) <= MOST_IN_A_LINE and length <= LONGEST_LINE else ""
