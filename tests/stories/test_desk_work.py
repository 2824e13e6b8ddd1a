"""The page of a story at work: what it shows, and the date an approval asks for."""

from datetime import UTC, datetime, time
from datetime import date as day
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.schedule import first_working_day, local_time, suggested
from stories.states import StoryState
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_published_story, make_stored_picture, make_story

pytestmark = pytest.mark.django_db


def page(client: Client, story: Story, person: User) -> Any:
    client.force_login(person)
    return client.get(story.get_absolute_url())


def buttons(answer: Any) -> list[tuple[str, bool]]:
    """The moves on a page, and whether each can be pressed."""
    return [(panel.move.name, not panel.blocked) for panel in answer.context["panels"]]


def test_who_sees_the_work(client: Client) -> None:
    story = make_story()
    address = story.get_absolute_url()
    assert client.get(address).headers["Location"] == f"/logga-in/?next={address}"
    assert client.get(reverse("stories:preview", args=[story.pk])).status_code == 302
    for role, status in {"communicator": 200, "editor": 200, "staff": 404, "juror": 404, "administrator": 404}.items():
        assert (role, page(client, story, make_user(role)).status_code) == (role, status)
        assert client.get(reverse("stories:preview", args=[story.pk])).status_code == status
    assert client.post(address).status_code == 405
    assert client.get("/redaktion/999999/").status_code == 404


def test_what_is_missing_is_a_list_of_links(client: Client) -> None:
    story = make_story(lead="", picture=None, in_use_where="")
    content = page(client, story, make_user("editor")).content.decode()
    edit = reverse("stories:edit", args=[story.pk])
    assert [f'<a href="{edit}#id_{name}">' in content for name in ("lead", "picture_file", "in_use_since", "body")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_why_the_last_editor_has_no_button_to_approve(client: Client) -> None:
    editor = make_user("editor")
    story = make_story(StoryState.IN_REVIEW, last_editor=editor)
    own = page(client, story, editor)
    assert buttons(own) == [("approve_alone", True), ("send_back", True)]  # the first in an emergency only
    assert "Du ändrade texten sist" in own.content.decode()
    other = page(client, story, make_user("editor"))
    assert buttons(other) == [("approve", True), ("send_back", True)]
    assert "ändrade texten sist" not in other.content.decode()


def test_an_answer_that_no_longer_holds_is_said(client: Client) -> None:
    story = make_story(StoryState.IN_REVIEW)
    make_fact_check(story, make_user(name="Bo"), answer="confirmed", digest="another text")
    answer = page(client, story, make_user("editor"))
    assert buttons(answer) == [("approve", False), ("send_back", True)]
    assert "svaret gäller inte längre" in answer.content.decode()
    assert "Bo" in answer.context["panels"][0].blocked


def test_the_page_of_a_published_story(client: Client) -> None:
    story = make_published_story(picture=make_stored_picture())
    answer = page(client, story, make_user("communicator"))
    assert buttons(answer) == [("revise", True), ("correct", True), ("withdraw", True)]
    assert story.public_url in answer.content.decode()
    assert "det som läsarna ser" in answer.content.decode()


def test_the_preview_is_the_readers_article_of_the_work_version(client: Client) -> None:
    story = make_published_story(title="Den gamla rubriken", picture=make_stored_picture())
    writer = make_user("communicator")
    ENGINE.perform(story, "revise", by=writer, reason="Ny rubrik.")
    Story.objects.filter(pk=story.pk).update(title="Den nya rubriken")
    client.force_login(writer)
    content = client.get(reverse("stories:preview", args=[story.pk])).content.decode()
    assert '<h1 class="headline">Den nya rubriken</h1>' in content
    assert f"/redaktion/{story.pk}/bild/960.jpg" in content
    assert '<meta name="robots" content="noindex">' in content


def approve(client: Client, on: str, at: str, month: day = day(2026, 6, 1)) -> tuple[Any, Story]:
    story = make_story(StoryState.IN_REVIEW, month=month)
    client.force_login(make_user("editor"))
    sent = {"publish_day": on, "publish_clock": at, "seen": "in_review", "digest": story.fingerprint}
    answer = client.post(story.move_url("approve"), sent)
    return answer, Story.objects.get(pk=story.pk)


@pytest.mark.parametrize(
    ("on", "at", "published"),
    [
        ("2026-06-01", "08:00", datetime(2026, 6, 1, 6, tzinfo=UTC)),
        ("2026-06-01", "08.30", datetime(2026, 6, 1, 6, 30, tzinfo=UTC)),
        ("2026-12-01", "08:00", datetime(2026, 12, 1, 7, tzinfo=UTC)),
        ("2026-10-25", "02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # comes twice: the first
        ("2027-03-28", "03:00", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("", "", datetime(2026, 5, 20, 10, tzinfo=UTC)),
    ],
)
def test_a_date_and_a_time_in_sweden(client: Client, on: str, at: str, published: datetime) -> None:
    with time_machine.travel("2026-05-20T10:00:00Z", tick=False):
        answer, story = approve(client, on, at)
    assert (answer.status_code, story.state, story.publish_at) == (302, StoryState.APPROVED, published)


@pytest.mark.parametrize(
    ("on", "at", "field", "sentence"),
    [
        (
            "2027-03-28",
            "02:30",
            "publish_clock",
            "Klockan 02.30 finns inte den 28 mars 2027: klockan ställs fram den natten.",
        ),
        ("2026-05-20", "11:59", "publish_clock", "Den tiden har passerat."),
        ("2026-05-19", "12:00", "publish_day", "Välj ett datum från och med 20 maj 2026."),
        ("2026-06-01", "", "publish_clock", "Välj både dag och klockslag"),
        ("", "08:00", "publish_day", "Välj både dag och klockslag"),
        ("i morgon", "08:00", "publish_day", "Skriv datumet"),
        ("2026-06-01", "åtta", "publish_clock", "Skriv klockslaget"),
    ],
)
def test_a_time_that_can_not_be_is_said_at_its_field(
    client: Client, on: str, at: str, field: str, sentence: str
) -> None:
    with time_machine.travel("2026-05-20T10:00:00Z", tick=False):
        answer, story = approve(client, on, at)
    form = next(panel.form for panel in answer.context["panels"] if panel.move.name == "approve")
    assert (answer.status_code, story.state, list(form.errors)) == (200, StoryState.IN_REVIEW, [field])
    assert form.errors[field][0].startswith(sentence)
    assert f'value="{on}"' in answer.content.decode() or not on


def test_a_text_changed_after_it_was_read_is_not_approved(client: Client) -> None:
    story = make_story(StoryState.IN_REVIEW)
    client.force_login(make_user("editor"))
    answer = client.post(story.move_url("approve"), {"seen": "in_review", "digest": "of an earlier text"})
    assert (answer.status_code, Story.objects.get(pk=story.pk).state) == (409, StoryState.IN_REVIEW)
    assert "Texten ändrades efter att du öppnade sidan" in answer.content.decode()


def test_a_new_text_of_a_published_story_is_not_asked_for_a_date(client: Client) -> None:
    story = make_published_story()
    published = story.publish_at
    Story.objects.filter(pk=story.pk).update(state=StoryState.IN_REVIEW, lead="Det nya.")
    answer = page(client, story, make_user("editor"))
    assert "publish_day" not in answer.content.decode()
    digest = Story.objects.get(pk=story.pk).fingerprint
    assert client.post(story.move_url("approve"), {"digest": digest}).status_code == 302
    assert Story.objects.get(pk=story.pk).publish_at == published


def test_the_first_working_morning_is_suggested() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert [first_working_day(day(2026, month, 1)) for month in (1, 2, 5, 6)] == [
        day(2026, 1, 2), day(2026, 2, 2), day(2026, 5, 4), day(2026, 6, 1),
    ]  # fmt: skip
    assert suggested(day(2026, 12, 1), now) == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert suggested(day(2026, 11, 1), now) is None


def test_every_minute_of_an_ordinary_day_exists() -> None:
    assert all(local_time(day(2026, 6, 1), time(hour, minute)) for hour in range(24) for minute in (0, 59))
    with pytest.raises(ValidationError):
        local_time(day(2026, 3, 29), time(2, 0))
