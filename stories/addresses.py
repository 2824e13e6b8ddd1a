"""The addresses of stories: one of its month that no other story has, or has had."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from stories.models import Story, StoryAddress


def free_slug(month: date, title: str) -> str:
    """An address of the month that no story has ever had. å and ä become a, ö becomes o, as in Swedish addresses."""
    base = slugify(title)[:70].strip("-") or "exempel"
    taken = set(StoryAddress.objects.filter(month=month, slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


def keep_address(story: Story) -> None:
    """Note the address the story has now. Raises ValidationError where it is, or was, another story's."""
    address = StoryAddress.objects.get_or_create(month=story.month, slug=story.slug, defaults={"story": story})[0]
    if address.story_id != story.pk:
        raise ValidationError({"slug": _("Another story of the month has, or has had, this address.")})


def is_free(month: date, story: Story) -> bool:
    """Whether the story may keep its address in another month."""
    return not StoryAddress.objects.filter(month=month, slug=story.slug).exclude(story=story).exists()
