"""What a text still needs before it can be approved."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from stories.content import StoryContent
from stories.models import Story


@dataclass(frozen=True, slots=True)
class Need:
    """Something missing, in words, and the name of the field to fill in; ``url`` where it is put right elsewhere."""

    field: str
    label: str
    url: str = ""

    def address(self, story: Story) -> str:
        return self.url or f"{reverse('stories:edit', args=[story.pk])}#id_{self.field}"


def needs_of(content: StoryContent) -> list[Need]:
    """All that is missing, in the order of the form."""
    filled = (
        ("lead", _("lead"), content.lead.strip()),
        ("body", _("text"), content.body.strip()),
        ("picture_file", _("picture"), content.picture_id),
        ("picture_alt", _("what the picture shows (alt text)"), content.picture_alt.strip()),
        ("photographer", _("photographer"), content.photographer.strip()),
        ("new_where", _("the proof that it is new"), content.new_where and content.new_evidence),
        ("useful_for", _("the proof that it is useful"), content.useful_for and content.useful_evidence),
        ("in_use_since", _("the proof that it is in use"), content.in_use_since and content.in_use_where),
    )
    return [Need(field, label) for field, label, value in filled if not value]


def said(needs: Iterable[Need]) -> str:
    """As one sentence, or an empty string where nothing is missing."""
    what = ", ".join(need.label for need in needs)
    return _("Still missing: %(what)s.") % {"what": what} if what else ""
