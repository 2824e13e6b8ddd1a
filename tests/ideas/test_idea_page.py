from typing import Any

import pytest
from django.test import Client

from goda_exempel import roles
from ideas.models import Idea
from tests.factories import WAYS, make_idea, make_user
from tests.ideas.cast import SITUATIONS, make_cast
from tests.stories.factories import make_story

IN_USE = Idea.workflow.label("in_use")  # the station has the name of the state

pytestmark = pytest.mark.django_db


def get(client: Client, idea: Idea, who: Any = None) -> Any:
    client.force_login(who or make_user())
    return client.get(idea.get_absolute_url())


def stations(response: Any) -> list[tuple[str, str]]:
    return [(station.label, station.state) for station in response.context["stations"]]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_page_says_what_happens_next_in_every_situation(client: Client, situation: str) -> None:
    cast = make_cast(situation)
    response = get(client, cast.idea, cast.people["submitter"])
    assert response.status_code == 200
    assert response.context["next_step"]
    assert "%(" not in response.content.decode()


def test_buttons_on_the_page_are_the_person_s_own(client: Client) -> None:
    cast = make_cast("in_review")
    found = {}
    for name, person in cast.people.items():
        page = get(client, cast.idea, person).content.decode()
        found[name] = {move.name for move in cast.idea.workflow.moves if f'data-move="{move.name}"' in page}
    assert {name: moves for name, moves in found.items() if moves} == {
        "submitter": {"withdraw"},
        "coach": {"ask", "ask_owner", "start_trial", "put_in_use", "park", "decline", "reassign"},
        "other_coach": {"ask", "ask_owner", "start_trial", "put_in_use", "park", "decline", "reassign"},
        "coordinator": {"reassign"},
        "administrator": {"reassign"},
    }


def test_question_stands_where_it_is_answered(client: Client) -> None:
    cast = make_cast("needs_info")
    assert get(client, cast.idea, cast.people["contributor"]).context["question"].reason == "Därför."


def test_chain_from_idea_to_story(client: Client) -> None:
    idea = make_idea("in_use")
    assert stations(get(client, idea)) == [
        ("Idén är inlämnad", "done"),
        ("Svar", "done"),
        ("På prov", "done"),
        (IN_USE, "done"),
        ("Reportage", "now"),
    ]
    assert stations(get(client, make_idea("submitted")))[:2] == [("Idén är inlämnad", "done"), ("Svar", "now")]
    assert [state for _label, state in stations(get(client, make_idea("declined")))] == ["done", "done", *["ahead"] * 3]


def test_trial_that_never_was_is_left_out(client: Client) -> None:
    idea = make_idea("in_use", moves=("submit", "take", "ask_owner", "accept_ownership", "put_in_use"))
    assert [label for label, _state in stations(get(client, idea))] == [
        "Idén är inlämnad",
        "Svar",
        IN_USE,
        "Reportage",
    ]


def test_unpublished_story_is_known_to_the_desk_and_the_authors_only(client: Client) -> None:
    stina = make_user()
    idea = make_idea("in_use", submitter=stina)
    story = make_story(ideas=[idea])
    for person, sees in ((stina, True), (make_user(roles.COMMUNICATOR), True), (make_user(), False)):
        assert (story.title in get(client, idea, person).content.decode()) == sees


def test_draft_of_another_and_unknown_numbers_are_404(client: Client) -> None:
    draft = make_idea("draft", title="Hemligt utkast")
    for role in (roles.STAFF, roles.COACH, roles.ADMINISTRATOR):
        assert get(client, draft, make_user(role)).status_code == 404
    for number in ("IDE-1999-0001", "1", "IDE-2026-", "x" * 500, "%F0%9F%8D%B2", "../admin"):
        assert client.get(f"/ideer/{number}/").status_code == 404
    assert client.get(f"{draft.get_absolute_url()}redigera/").status_code == 404
    assert client.post(f"{draft.get_absolute_url()}medidegivare/", {"name": "x"}).status_code == 404


def test_withdrawn_before_it_was_handed_in_stays_private(client: Client) -> None:
    stina = make_user()
    idea = make_idea("withdrawn", submitter=stina, moves=("withdraw",))
    assert get(client, idea, stina).status_code == 200
    assert get(client, idea).status_code == 404


def test_person_without_role_sees_only_own(client: Client) -> None:
    outsider = make_user()
    outsider.groups.clear()
    idea = make_idea()
    assert get(client, idea, outsider).status_code == 404
    idea.contributors.create(user=outsider, name="Bo")
    assert get(client, idea, outsider).status_code == 200


def test_anonymous_goes_to_log_in(client: Client) -> None:
    address = make_idea().get_absolute_url()
    assert client.get(address)["Location"] == f"/logga-in/?next={address}"


def test_page_in_english(client: Client) -> None:
    idea = make_idea("in_use")
    client.force_login(make_user(language="en"))
    assert "The way here" in client.get(idea.get_absolute_url()).content.decode()


def test_every_state_is_one_a_way_leads_to() -> None:
    assert set(WAYS) == set(Idea.workflow.states.values)
