from django import template

from ideas.models import Idea
from ideas.responsible import appointed_name as name_of

register = template.Library()


@register.filter
def appointed_name(idea: Idea) -> str:
    """``{{ idea|appointed_name }}``: who is named to act, also where that person has left. For ideas with people."""
    return name_of(idea)
