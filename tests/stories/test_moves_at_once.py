"""Two people save at the same moment, each over a database connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from goda_exempel.accounts.models import User
from goda_exempel.workflow import MoveRefused
from ideas.models import Idea
from stories.models import Story
from stories.workflow import OutdatedError, change, start
from tests.factories import make_user
from tests.stories.factories import make_idea_in_use, make_story

PATIENCE = 20  # seconds


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_one_is_kept_and_the_other_is_told() -> None:
    story, people, barrier = make_story(), [make_user("communicator") for _ in range(2)], Barrier(2)

    def save(person: User) -> bool:
        try:
            barrier.wait(PATIENCE)
            change(story, {"lead": person.name}, by=person, seen=story.version)
        except OutdatedError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        kept = list(pool.map(save, people))
    after = Story.objects.get(pk=story.pk)
    assert sorted(kept) == [False, True]
    assert after.lead == after.last_editor.name == people[kept.index(True)].name  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_start_on_the_same_idea_one_has_a_story() -> None:
    idea, people, barrier = make_idea_in_use(), [make_user("communicator") for _ in range(2)], Barrier(2)

    def begin(person: User) -> bool:
        try:
            barrier.wait(PATIENCE)
            start(Idea.objects.filter(pk=idea.pk), by=person, month=idea.created.date())
        except MoveRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(begin, people)) == [False, True]
    assert Story.objects.get().ideas.get() == idea
