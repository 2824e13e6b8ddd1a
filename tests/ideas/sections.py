"""The parts of an idea's page, as tests look at them."""

from typing import Any


def section_in(response: Any, name: str) -> Any:
    """What the template of a part reads, by the part's name."""
    places = response.context["sections"].values()
    return next(shown.context for place in places for shown in place if shown.name == name)
