"""The staff menu: each app registers what it offers a person, in the order the apps are loaded."""

from collections.abc import Callable
from dataclasses import dataclass

from goda_exempel.accounts.models import User


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the top bar; ``count`` is how much waits there for this person."""

    label: str
    url: str
    count: int = 0


_providers: list[Callable[[User], list[MenuItem]]] = []


def provide_menu(provider: Callable[[User], list[MenuItem]]) -> None:
    if provider not in _providers:
        _providers.append(provider)


def menu_of(user: User) -> list[MenuItem]:
    return [item for provider in _providers for item in provider(user)]
