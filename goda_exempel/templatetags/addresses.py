"""Addresses that stand on every public page, looked up once a process and language instead of once a page."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def address(name: str) -> str:
    """``{% address 'archive' %}``: like ``{% url %}``, for names without arguments."""
    return _address(get_language() or "", name)


@lru_cache(maxsize=64)
def _address(language: str, name: str) -> str:
    return reverse(name)
