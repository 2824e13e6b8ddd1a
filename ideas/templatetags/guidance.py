"""Guidance beside the fields it concerns."""

from dataclasses import dataclass, field
from typing import Any

from django import template
from django.http import HttpRequest

from ideas.guidance.reading import Shown, all_shown

register = template.Library()


@dataclass(slots=True)
class _Page:
    """The texts, read once a page, and those the page already shows: an id stands on a page once."""

    texts: dict[str, Shown] = field(default_factory=all_shown)
    used: set[str] = field(default_factory=set)


@register.inclusion_tag("ideas/guidance/beside.html", takes_context=True)
def guidance(context: template.Context, key: str) -> dict[str, Any]:
    """``{% guidance "try_small" %}``: a text of the handbook, folded. However many a page has, one query.

    Its summary has the id ``vagledning-<slug>``, for ``aria-describedby`` of the field beside it.
    """
    page = _page(context["request"])
    is_first = key not in page.used
    page.used.add(key)
    return {"text": page.texts[key], "is_first": is_first}


def _page(request: HttpRequest) -> _Page:
    page = getattr(request, "guidance", None)
    if not isinstance(page, _Page):
        page = request.guidance = _Page()  # type: ignore[attr-defined]
    return page
