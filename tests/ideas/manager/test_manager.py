"""A manager's page: own units and those below, through what the manager may see, and nobody ranked."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from ideas.breakroom.workflow import poster_of
from ideas.manager.praise import Group, to_praise
from ideas.manager.reading import Promises, ideas_of_units, promises
from ideas.models import Idea
from ideas.workflow import ENGINE
from stories.models import Story
from tests.factories import make_idea, make_unit, make_user
from tests.ideas.breakroom.leaving import make_left
from tests.ideas.calls.factories import make_call
from tests.stories.factories import make_idea_in_use, make_published_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> Unit:
    return make_unit("Bildning")


@pytest.fixture
def school(top: Unit) -> Unit:
    return make_unit("Skolan", parent=top)


@pytest.fixture
def maria(client: Client, top: Unit) -> User:
    maria = make_user(roles.MANAGER, units=(top,), name="Maria")
    client.force_login(maria)
    return maria


def page(client: Client) -> Any:
    return client.get("/ideer/chef/")


def set_fields(idea: Idea, **fields: Any) -> Idea:
    Idea.objects.filter(pk=idea.pk).update(**fields)
    return idea


def test_ideas_of_own_units_and_those_below(client: Client, maria: User, top: Unit, school: Unit) -> None:
    for unit, title in ((top, "Överst"), (school, "Under"), (make_unit("Parken"), "Någon annans")):
        make_idea(unit=unit, title=title)
    make_idea("draft", unit=school, title="Utkastet")
    set_fields(make_idea(unit=school, title="Hemlig"), confidential=True)
    set_fields(make_idea(unit=school, title="Otittad"), held=True)
    response = page(client)
    assert [idea.title for idea in response.context["page"]] == ["Under", "Överst"]
    for title in ("Någon annans", "Utkastet", "Hemlig", "Otittad"):
        assert title not in response.content.decode()


def test_promises_kept_open_and_late(maria: User, school: Unit) -> None:
    now, today = timezone.now(), timezone.localdate()
    make_idea("declined", unit=school)
    set_fields(make_idea("declined", unit=school), replied_at=now, reply_due=today - timedelta(days=1))
    set_fields(make_idea("declined", unit=school), replied_at=now, reply_due=today)
    make_idea(unit=school)
    set_fields(make_idea(unit=school), reply_due=today - timedelta(days=1))
    set_fields(make_idea(unit=school), reply_due=today)
    set_fields(make_idea("declined", unit=school), submitted_at=now - timedelta(days=400))
    make_idea("withdrawn", unit=school)
    make_idea(unit=make_unit())
    assert promises(ideas_of_units(maria)) == Promises(kept=2, broken=1, open=2, late=1)


def test_late_promises_come_first(client: Client, maria: User, school: Unit) -> None:
    make_idea(unit=school, title="I tid")
    set_fields(make_idea(unit=school, title="Sen"), reply_due=timezone.localdate() - timedelta(days=3))
    response = page(client)
    assert [idea.title for idea in response.context["awaiting"]] == ["Sen", "I tid"]
    assert response.content.decode().count("is-late") == 1


def test_what_is_asked_of_me_what_is_in_use_and_open_calls(client: Client, maria: User, school: Unit) -> None:
    make_idea(moves=("submit", "take", "ask_owner"), line_owner=maria, unit=make_unit(), title="Vill du äga")
    make_idea("in_use", unit=school, title="Används")
    make_call(units=(school,), title="Till skolan")
    make_call(title="Till alla")
    make_call(units=(make_unit("Parken"),), title="Till parken")
    make_call("drafted", title="Utkast till upprop")
    response = page(client)
    assert [idea.title for idea in response.context["waiting"]] == ["Vill du äga"]
    assert [idea.title for idea in response.context["in_use"]] == ["Används"]
    assert [call.title for call in response.context["calls"]] == ["Till skolan", "Till alla"]


def test_a_manager_without_units_is_told_so(client: Client) -> None:
    client.force_login(make_user(roles.MANAGER))
    make_idea(title="Någon annans")
    response = page(client)
    assert "Du är inte chef för någon enhet än." in response.content.decode()
    assert "Någon annans" not in response.content.decode()


@pytest.mark.parametrize("role", [role for role in roles.ROLES if role != roles.MANAGER])
def test_others_have_no_such_page(client: Client, role: str) -> None:
    client.force_login(make_user(role))
    assert [client.get(f"/ideer/chef/{more}").status_code for more in ("", "berom/")] == [403, 403]


def sentences(manager: User, days: int = 0) -> list[str]:
    groups: list[Group] = to_praise(ideas_of_units(manager), timezone.now() + timedelta(days=days))
    return [f"{group.title}: {row.sentence}" for group in groups for row in group.rows]


def author(name: str) -> User:
    return make_user(name=name)


def test_what_to_praise_in_sentences_that_name_everybody_behind(maria: User, school: Unit) -> None:
    used = make_idea("in_use", unit=school, submitter=author("Stina"), title="Lugn matsal")
    used.contributors.create(name="Carl")
    used.contributors.create(name="Elevkåren")
    used.contributors.create(name="Nils Nejsson", naming="no")
    make_idea("in_trial", unit=school, submitter=author("Olof"), title="Gående skolbuss")
    make_idea(unit=school, submitter=author("Eva"), title="Läxhjälp")
    make_idea(unit=make_unit(), title="Någon annans")
    assert sentences(maria) == [
        "Används nu: ”Lugn matsal” används nu: Biblioteket. Bra gjort, Stina, Carl och Elevkåren!",
        "Prövas nu: ”Gående skolbuss” prövas nu på riktigt. Tack till Olof, som kom på idén.",
        "Inlämnat: Tack till Eva för idén ”Läxhjälp”.",
    ]


def test_a_published_story_is_praised_while_it_is_public(client: Client, maria: User, school: Unit) -> None:
    idea = make_idea_in_use(unit=school, submitter=author("Stina"), title="Lugn matsal")
    story = make_published_story(ideas=[idea])
    assert sentences(maria) == ["Publicerat: Nu kan alla läsa om ”Lugn matsal”. Bra gjort, Stina!"]
    assert f'href="{story.public_url}"' in client.get("/ideer/chef/berom/").content.decode()
    Story.objects.filter(pk=story.pk).update(publish_at=timezone.now() + timedelta(days=1))
    assert sentences(maria) == []


def test_only_the_last_thirty_days(maria: User, school: Unit) -> None:
    make_idea(unit=school, submitter=author("Eva"), title="Läxhjälp")
    assert len(sentences(maria, days=29)) == 1
    assert sentences(maria, days=31) == []


def test_what_is_secret_held_or_withdrawn_is_not_read_aloud(maria: User, school: Unit) -> None:
    coach = make_user(roles.COACH)
    for fields in ({"confidential": True}, {"held": True}):
        idea = make_idea(
            moves=("submit", "take", "ask_owner"), line_owner=maria, unit=school, coach=coach, title="Känslig"
        )
        set_fields(idea, **fields)
    make_idea("withdrawn", unit=school, title="Ångrad")
    assert ideas_of_units(maria).filter(title="Känslig").exists()
    assert sentences(maria) == []


def test_nobody_behind_is_a_colleague(maria: User, school: Unit) -> None:
    set_fields(make_idea(unit=school, title="Läxhjälp"), submitter=None, submitter_name="")
    assert sentences(maria) == ["Inlämnat: Tack till en kollega på Skolan för idén ”Läxhjälp”."]


def test_what_was_left_without_an_account_is_praised_once_it_is_released(maria: User, school: Unit) -> None:
    make_user(roles.COACH)
    left = [make_left(poster_of(school), name=name).idea for name in ("", "Siv")]
    assert sentences(maria) == []
    for idea in left:
        ENGINE.perform(idea, "release", by=idea.coach)
    assert sorted(sentences(maria)) == [
        "Inlämnat: Tack till Siv för idén ”Krokar i barnens höjd”.",
        "Inlämnat: Tack till en kollega på Skolan för idén ”Krokar i barnens höjd”.",
    ]


def test_sentences_can_be_printed(client: Client, maria: User, school: Unit) -> None:
    make_idea(unit=school, submitter=author("Eva"), title="Läxhjälp")
    response = client.get("/ideer/chef/berom/").content.decode()
    assert "Tack till Eva för idén ”Läxhjälp”." in response


def test_nothing_to_praise_says_what_to_do(client: Client, maria: User) -> None:
    for address in ("/ideer/chef/", "/ideer/chef/berom/"):
        assert "Fråga på mötet vad som fungerar dåligt" in client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 50])
def test_page_costs_the_same_queries_for_one_idea_and_for_fifty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, maria: User, school: Unit, number: int
) -> None:
    coach, submitter = make_user(roles.COACH), make_user()
    given: dict[str, Any] = {"unit": school, "coach": coach, "submitter": submitter}
    for _each in range(number):
        make_idea(**given).contributors.create(name="Carl")
        make_idea("in_use", line_owner=maria, **given)
        make_idea(moves=("submit", "take", "ask_owner"), line_owner=maria, **given)
        make_call(units=(school,), answerer=coach, maker=maria)
    make_published_story(ideas=[make_idea_in_use(unit=school, submitter=submitter)])
    with django_assert_num_queries(25):
        page(client)
