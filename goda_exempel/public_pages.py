"""Rendering for readers: with what is the same for everybody, and nothing of who asks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from goda_exempel.context import site


def render_public(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Without the context processors: no session, no token, no person can get into the page."""
    return HttpResponse(render_to_string(template, {**site(request), **context}), status=status)
