from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

FAR = 14  # days; further away a date says more than a number of days


@register.simple_tag
def day(value: date | datetime | None) -> SafeString | str:
    """``{% day idea.reply_due %}``: «in 3 days» where it is near, the date itself where it is far.

    The exact date is always there, in the title and for screen readers. Nothing for None.
    """
    if value is None:
        return ""
    on = timezone.localdate(value) if isinstance(value, datetime) else value
    exact = date_format(on)
    near = _relative((on - timezone.localdate()).days)
    if not near:
        return format_html('<time datetime="{}">{}</time>', on.isoformat(), exact)
    return format_html(
        '<time datetime="{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></time>',
        on.isoformat(),
        exact,
        near,
        exact,
    )


def _relative(days: int) -> str:
    if abs(days) > FAR:
        return ""
    if abs(days) <= 1:
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[days]
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}
