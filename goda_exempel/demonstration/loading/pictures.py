"""The pictures of the stories."""

from collections.abc import Iterable

from goda_exempel.demonstration.content import StoryText
from goda_exempel.demonstration.loading.story_fields import PHOTOGRAPHER
from goda_exempel.demonstration.rendering import Order, render_all
from stories.models import Picture
from stories.pictures.storing import keep


def load(stories: Iterable[StoryText], palettes: dict[str, str], size: tuple[int, int]) -> dict[str, Picture]:
    """Story seed → its stored picture. They are drawn: nobody can be recognised in them."""
    stories = list(stories)
    encoded = render_all(Order(row.seed, palettes[row.unit], row.motif, size) for row in stories)
    kept = {row.seed: keep(one, None) for row, one in zip(stories, encoded, strict=True)}
    drawn = Picture.objects.filter(pk__in=[picture.pk for picture in kept.values()])
    drawn.update(photographer=PHOTOGRAPHER, without_faces=True)
    return kept
