"""What names a story in its source, and the addresses it had there."""

import hashlib
from collections.abc import Iterator
from typing import Final

from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.text import slugify

from stories.importing.addresses import settled
from stories.importing.dates import Day
from stories.importing.entries import Entry

LONGEST_KEY: Final = 600


def key_of(entry: Entry, day: Day | None) -> str:
    """What names the story in its source: its id, else its old address, else its headline and day."""
    if number := entry.values.get("source_id"):
        key = f"id:{number}"
    elif address := next(addresses_of(entry), ""):
        key = f"address:{address}"
    else:
        key = f"title:{timezone.localtime(day.at).date() if day else ''}:{slugify(entry.title)}"
    return key if len(key) <= LONGEST_KEY else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def addresses_of(entry: Entry) -> Iterator[str]:
    """A line may have several, with spaces between."""
    found = dict.fromkeys(settled(text) for text in entry.values.get("old_address", "").split())
    return filter(None, found)


def is_ours(address: str) -> bool:
    """Whether a page of the portal answers there. What looks like a story's address answers only if there is one."""
    if "?" in address:
        return False
    for path in (address, f"{address}/"):
        try:
            return resolve(path).url_name != "story"
        except Resolver404:
            continue
    return False
