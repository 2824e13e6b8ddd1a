from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def names_of(names: Mapping[int, list[str]], pk: int) -> str:
    """``{{ partial|names_of:nomination.pk }}``: the names that belong to a candidate, or nothing."""
    return ", ".join(names.get(pk, ()))
