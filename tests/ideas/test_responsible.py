"""Exactly one person is responsible for an idea at every moment of its life, or it is orphaned; code and SQL agree."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.models import Idea
from ideas.responsible import is_orphaned, responsible
from ideas.states import LIVE, MOVES, IdeaState
from ideas.workflow import ENGINE, choose_coach
from tests.factories import TO_OWNER, TO_TRIAL, WAYS, make_idea, make_unit, make_user, move_data
from tests.ideas.cast import SITUATIONS, Cast, make_cast

pytestmark = pytest.mark.django_db

# Who is responsible in each situation.
EXPECTED: dict[str, str] = {
    "draft": "submitter",
    "submitted": "coach",
    "in_review": "coach",
    "in_review, asked": "coach",
    "in_review, owned": "coach",
    "needs_info": "coach",
    "in_trial": "owner",
    "in_use": "owner",
    "parked": "coach",
    "declined": "coach",
    "withdrawn": "submitter",
}


def in_sql(idea: Idea) -> int | None:
    found: int | None = vars(Idea.objects.with_responsible().get(pk=idea.pk))["responsible_id"]
    return found


def agreed(idea: Idea) -> User | None:
    """The answer of the function, when its twin in SQL gives the same, and so do the lists that are made with it."""
    idea = Idea.objects.get(pk=idea.pk)
    person = responsible(idea)
    assert in_sql(idea) == (person and person.pk)
    assert Idea.objects.orphaned().filter(pk=idea.pk).exists() == is_orphaned(idea)
    assert is_orphaned(idea) == (person is None and idea.state in LIVE)
    if person is not None:
        assert Idea.objects.responsible_to(person).filter(pk=idea.pk).exists()
    return person


@pytest.mark.parametrize("situation", SITUATIONS)
def test_who_is_responsible_in_each_situation(situation: str) -> None:
    cast = make_cast(situation)
    assert agreed(cast.idea) == cast.people[EXPECTED[situation]]


def steps(idea: Idea, people: list[User]) -> Iterator[tuple[str, User]]:
    """Every move that can be made with the idea now, with somebody who can."""
    for move in MOVES:
        if idea.state in move.sources and not ENGINE.missing(idea, move):
            yield from [(move.name, person) for person in people if ENGINE.may(person, idea, move)][:1]


def walk(idea: Idea, cast: Cast, seen: set[tuple[str, str]]) -> int:
    """From here along every move to every situation that was not met before; the number of steps taken."""
    assert agreed(idea) is not None
    idea = Idea.objects.get(pk=idea.pk)
    situation = (idea.state, idea.owner.answer if idea.owner else "")
    if situation in seen:
        return 1
    seen.add(situation)
    people = cast.people
    data = move_data(people["owner"])
    taken = 1
    for name, person in list(steps(idea, [people[who] for who in ("submitter", "coach", "owner", "other_manager")])):
        with transaction.atomic():
            data["person"] = people["other_coach" if idea.coach == people["coach"] else "coach"]
            if name == "hand_over":
                data["person"] = people["other_manager" if person != people["other_manager"] else "owner"]
            moved = ENGINE.perform(idea, name, by=person, reason="Därför.", data=data)
            taken += walk(moved, cast, seen)
            transaction.set_rollback(True)
    return taken


def test_every_way_an_idea_can_go_has_one_responsible_person_at_each_step() -> None:
    cast, seen = make_cast("draft"), set[tuple[str, str]]()
    taken = walk(cast.idea, cast, seen)
    assert {state for state, _answer in seen} == set(IdeaState.values)
    assert taken > 2 * len(seen) > 20


@pytest.mark.parametrize("state", [state for state in WAYS if state in LIVE])
@pytest.mark.parametrize("how", ["deleted", "disabled", "without the role"])
def test_idea_of_a_person_who_leaves_is_orphaned(state: str, how: str) -> None:
    idea = make_idea(state)
    person = agreed(idea)
    assert person is not None
    if how == "deleted":
        person.delete()
    elif how == "disabled":
        User.objects.filter(pk=person.pk).update(is_active=False)
    else:
        person.groups.clear()
    assert agreed(idea) is None
    assert is_orphaned(Idea.objects.get(pk=idea.pk))


def test_draft_and_withdrawn_idea_of_who_has_left_wait_for_nobody() -> None:
    for state in (IdeaState.DRAFT, IdeaState.WITHDRAWN):
        idea = make_idea(state)
        assert idea.submitter is not None
        idea.submitter.delete()
        assert agreed(idea) is None
    assert Idea.objects.orphaned().count() == 0


def test_idea_without_an_author_has_its_coach() -> None:
    idea = make_idea("submitted")
    Idea.objects.filter(pk=idea.pk).update(submitter=None)
    assert agreed(idea) == idea.coach


def test_idea_in_use_that_never_had_a_line_owner_is_its_coach_s() -> None:
    idea = make_idea("in_use")
    idea.ownerships.all().delete()
    assert agreed(idea) == idea.coach


def test_coach_who_is_named_as_contributor_is_no_longer_responsible() -> None:
    idea = make_idea("in_review")
    idea.contributors.create(user=idea.coach, name="Coach")
    assert agreed(idea) is None


def test_author_is_never_chosen_as_coach() -> None:
    unit = make_unit()
    author = make_user(roles.COACH, units=(unit,), name="Egen")
    assert make_idea("submitted", submitter=author, unit=unit).coach != author
    assert choose_coach(unit, but=[author]) != author


def test_disabled_line_owner_of_an_idea_under_review_leaves_the_coach_responsible() -> None:
    idea = make_idea(moves=TO_OWNER)
    User.objects.filter(ownerships__idea=idea).update(is_active=False)
    assert agreed(idea) == idea.coach


def test_orphans_stand_in_the_order_of_their_promise_and_with_one_query() -> None:
    ideas = [make_idea(moves=TO_TRIAL), make_idea("submitted"), make_idea("parked")]
    User.objects.update(is_active=False)
    assert list(Idea.objects.orphaned()) == sorted(ideas, key=lambda idea: (idea.reply_due, idea.pk))


def test_answer_of_an_author_reaches_a_coach_also_when_the_own_one_has_left() -> None:
    cast = make_cast("needs_info")
    User.objects.filter(pk=cast.people["coach"].pk).update(is_active=False)
    Notice.objects.all().delete()
    ENGINE.perform(cast.idea, "answer", by=cast.people["submitter"], reason="63.")
    told = {notice.person for notice in Notice.objects.all()}
    assert told == {cast.people["other_coach"], cast.people["contributor"]}
