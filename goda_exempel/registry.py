"""Where a later app hands something to an earlier one, which must not import it.

``stories`` tells which stories are about an idea, ``awards`` which prizes a story has won: each registers a provider
when it is loaded (``AppConfig.ready``), and the earlier app's page shows what the providers return.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Link:
    """A station further along the chain: what to call it, where it is, and whether the public can read it."""

    label: str
    url: str
    is_public: bool
    state: str = ""


_providers: list[Callable[[Model], list[Link]]] = []


def provide_links(provider: Callable[[Model], list[Link]]) -> None:
    """Register a function that returns the links of a subject, and none for subjects it does not know."""
    if provider not in _providers:
        _providers.append(provider)


def links_of(subject: Model) -> list[Link]:
    return [link for provider in _providers for link in provider(subject)]
