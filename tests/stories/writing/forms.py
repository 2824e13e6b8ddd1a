"""What a browser sends back of the page for a story."""

from typing import Any

from stories.forms import ContentForm
from stories.models import Story
from tests.factories import make_user


def form_of(story: Story, **changed: Any) -> dict[str, Any]:
    form = ContentForm(instance=story, by=make_user("communicator"))
    sent = {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}
    key = story.picture.key if story.picture else ""
    return {**sent, "picture_file": "", "picture_key": key, **changed}


def stored(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)
