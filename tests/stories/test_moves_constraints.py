"""What the database itself refuses, whoever asks."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from stories.models import Edition, FactCheck, Picture, Story, StoryAddress
from stories.states import StoryState
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_picture, make_published_story, make_story

pytestmark = pytest.mark.django_db


def set_on(state: str, /, **fields: object) -> Callable[[], object]:
    def act() -> object:
        story = make_story(state)
        return Story.objects.filter(pk=story.pk).update(**fields)

    return act


def same_address() -> None:
    first = make_story()
    Story.objects.filter(pk=make_story().pk).update(slug=first.slug, month=first.month)


def reused_address() -> None:
    first = make_story()
    StoryAddress.objects.create(story=make_story(), month=first.month, slug=first.slug)


def same_edition() -> None:
    edition = Edition.objects.get(story=make_published_story())
    edition.pk = None
    edition.save(force_insert=True)


def asked_twice_without_account() -> None:
    story = make_story()
    row = story.ideas.get().contributors.create(name="Utan Konto")
    for _time in range(2):
        story.fact_checks.create(contributor=row, person_name=row.name, without_account=True)


def asked_twice() -> None:
    story, person = make_story(), make_user()
    make_fact_check(story, person)
    make_fact_check(story, person)


CASES: list[tuple[str, Callable[[], object]]] = [
    ("one_story_an_address", same_address),
    ("story_month_is_the_first", set_on(StoryState.DRAFT, month=date(2026, 6, 2))),
    ("story_approved_is_complete", set_on(StoryState.APPROVED, edition=None)),
    ("story_approved_is_complete", set_on(StoryState.APPROVED, publish_at=None)),
    ("story_approved_is_complete", set_on(StoryState.APPROVED, lead="")),
    ("story_approved_is_complete", set_on(StoryState.APPROVED, picture=None)),
    ("story_approved_is_complete", set_on(StoryState.APPROVED, picture_alt="")),
    ("story_approved_is_complete", set_on(StoryState.APPROVED, new_where="")),
    ("story_approved_is_complete", set_on(StoryState.APPROVED, useful_for="")),
    ("story_approved_is_complete", set_on(StoryState.APPROVED, in_use_since=None)),
    ("story_approved_is_complete", set_on(StoryState.DRAFT, state=StoryState.APPROVED)),
    ("story_on_the_shelf_is_approved_without_a_date", set_on(StoryState.APPROVED, on_shelf=True)),
    ("story_on_the_shelf_is_approved_without_a_date", set_on(StoryState.DRAFT, on_shelf=True)),
    ("story_withdrawn_is_not_shown", set_on(StoryState.APPROVED, state=StoryState.WITHDRAWN)),
    ("one_edition_a_number", same_edition),
    ("an_address_is_never_reused", reused_address),
    ("one_fact_check_a_person", asked_twice),
    ("one_fact_check_a_contributor", asked_twice_without_account),
    ("picture_focus_is_inside", lambda: make_picture(focus_x=101)),
    ("picture_focus_is_inside", lambda: make_picture(focus_y=101)),
    ("stories_picture_key_key", lambda: make_picture(key=make_picture().key)),
]


def test_a_picture_that_is_only_decoration_needs_no_alt_text() -> None:
    set_on(StoryState.APPROVED, picture_alt="", picture_decorative=True)()
    assert Story.objects.filter(picture_alt="", state=StoryState.APPROVED).count() == 1


@pytest.mark.parametrize(("constraint", "act"), CASES)
def test_the_database_refuses(constraint: str, act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act()


def test_every_constraint_of_the_app_is_violated_here() -> None:
    named = {c.name for model in (Story, Edition, StoryAddress, FactCheck, Picture) for c in model._meta.constraints}
    assert named == {name for name, _act in CASES} - {"stories_picture_key_key"}


def test_history_is_never_edited() -> None:
    story = make_story()
    row = story.history.create(at=timezone.now(), move="revise", from_state="approved", to_state="draft")
    for change in (row.delete, lambda: story.history.update(reason="Annat.")):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()
