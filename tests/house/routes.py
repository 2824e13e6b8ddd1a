"""Every address the portal has, as the resolver knows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern


@dataclass(frozen=True, slots=True)
class Route:
    """One pattern. ``name`` is what ``reverse`` takes; ``parameters`` are the names of what stands in the address."""

    name: str
    view: Callable[..., Any]
    parameters: tuple[str, ...]
    in_both_languages: bool

    def path(self, **values: Any) -> str:
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})


def every_route() -> list[Route]:
    """In the order of the resolver. Raises ValueError for an address without a name: nobody could link to it."""
    return list(_routes(get_resolver(), "", (), False))


def _routes(resolver: URLResolver, space: str, above: tuple[str, ...], both: bool) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        parameters = (*above, *_parameters(entry))
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _routes(entry, inner, parameters, both or isinstance(entry.pattern, LocalePrefixPattern))
        elif entry.callback is not None and not _is_djangos_own(entry):
            if not entry.name:
                raise ValueError(f"The address {entry.pattern} has no name.")
            yield Route(f"{space}{entry.name}", entry.callback, parameters, both)


def _parameters(entry: URLPattern | URLResolver) -> tuple[str, ...]:
    if hasattr(entry.pattern, "converters"):
        return tuple(entry.pattern.converters or entry.pattern.regex.groupindex)
    return ()


# Patterns of django.contrib.admin that nothing links to: the old form of an address, and the catch-all.
NAMELESS_IN_ADMIN: Final = ("<path:object_id>/", "(?P<url>.*)$")


def _is_djangos_own(entry: URLPattern) -> bool:
    return not entry.name and str(entry.pattern) in NAMELESS_IN_ADMIN
