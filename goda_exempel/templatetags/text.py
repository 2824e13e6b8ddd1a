from django import template
from django.utils.safestring import SafeString

from goda_exempel.text import render_markdown

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """``{{ story.body|markdown }}``: Markdown as clean HTML."""
    return render_markdown(text)
