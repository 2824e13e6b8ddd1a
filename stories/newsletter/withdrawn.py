"""What the newsletter does where a name or a picture is withdrawn: letters that left are listed, the rest waits."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import ngettext

from stories.faces.hidden import hidden
from stories.faces.masking import mask
from stories.faces.places import Place
from stories.models import Picture, Story
from stories.newsletter.models import Delivery, Issue


def shows_hidden(issue: Issue) -> bool:
    """Whether the letter, as it was frozen, has a name or a picture that is not shown any more."""
    known = hidden()
    names = [name for pk in issue.stories.values_list("pk", flat=True) for name in known.names_in(pk)]
    if names and mask(issue.text, names) != issue.text:
        return True
    keys = Picture.objects.filter(pk__in=known.pictures).values_list("key", flat=True) if known.pictures else ()
    return any(key in issue.html for key in keys)


def letters_with(story: Story, picture: Picture | None) -> Iterator[Place]:
    for issue in Issue.objects.filter(stories=story).order_by("month"):
        sent = issue.deliveries.filter(state=Delivery.State.SENT).count()
        words = {"month": date_format(issue.month, "YEAR_MONTH_FORMAT"), "count": sent}
        label = ngettext(
            "The newsletter of %(month)s, which %(count)d person has received",
            "The newsletter of %(month)s, which %(count)d people have received",
            sent,
        )
        yield Place(label % words, issue.get_absolute_url(), is_left=True)
