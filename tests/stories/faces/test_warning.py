"""The desk hears once, thirty days before, that a licence or a consent ends."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from goda_exempel import roles
from stories.faces.warning import warn_of_ends
from tests.factories import make_user
from tests.notices.letters import swedish
from tests.stories.faces.factories import NAME, make_person
from tests.stories.factories import make_picture, make_published_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> object:
    with time_machine.travel(swedish("2026-11-01 09:00"), tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(
    ("ends", "told"),
    [(date(2026, 12, 1), 1), (date(2026, 11, 1), 1), (date(2026, 12, 2), 0), (date(2026, 10, 31), 0), (None, 0)],
)
def test_of_a_licence(clock: object, ends: date | None, told: int) -> None:
    editor, writer, other = make_user(roles.EDITOR), make_user(roles.COMMUNICATOR), make_user(roles.COMMUNICATOR)
    story = make_published_story(picture=make_picture(licence_ends=ends), writer=writer)
    make_picture(licence_ends=ends)  # one that nobody shows
    for _ in range(2):
        warn_of_ends(timezone.now())
    assert [person.notices.count() for person in (editor, writer, other)] == [told, told, 0]
    if told:
        notice = editor.notices.get()
        assert notice.url == f"/redaktion/{story.pk}/bilder/"
        assert story.title in notice.subject


def test_of_a_consent_without_the_name(clock: object) -> None:
    editor = make_user(roles.EDITOR)
    story = make_published_story()
    row = make_person(story, ends=date(2026, 11, 20))
    make_person(story, ends=date(2026, 11, 20), is_protected=True)
    for _ in range(2):
        warn_of_ends(timezone.now())
    notice = editor.notices.get()
    assert (notice.url, NAME in notice.body + notice.subject) == (f"/redaktion/{story.pk}/personer/{row.pk}/", False)
    row.ends = date(2026, 11, 25)
    row.save()
    warn_of_ends(timezone.now())
    assert editor.notices.count() == 2
