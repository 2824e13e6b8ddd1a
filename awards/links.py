"""What this app hands to the earlier ones: the prizes that a story has won."""

from django.db.models import Model

from awards.models import Award
from awards.states import PrizeState
from goda_exempel.registry import Link
from stories.models import Story


def prizes_of(subject: Model) -> list[Link]:
    """The announced prizes of a story. What is decided under embargo is not told anywhere."""
    if not isinstance(subject, Story):
        return []
    awards = Award.objects.filter(nomination__story=subject, prize__state=PrizeState.ANNOUNCED)
    return [
        Link(
            label=str(award.prize),
            url=award.prize.public_url,
            is_public=True,
            state=award.get_award_class_display(),
        )
        for award in awards.select_related("prize")
    ]
