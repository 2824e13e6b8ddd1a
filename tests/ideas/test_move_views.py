"""Every move through its own address."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.states import MOVES
from tests.ideas.cast import OF_BREAKROOM, Cast, make_cast

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()

# Move → where it starts, who presses, what is filled in, the state after.
PRESSED: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "submit": ("draft", "submitter", {}, "submitted"),
    "take": ("submitted", "coach", {}, "in_review"),
    "ask": ("in_review", "coach", {"reason": "Hur många?"}, "needs_info"),
    "answer": ("needs_info", "contributor", {"reason": "63."}, "in_review"),
    "ask_owner": ("in_review", "coach", {"line_owner": "owner"}, "in_review"),
    "accept_ownership": ("in_review, asked", "owner", {}, "in_review"),
    "decline_ownership": ("in_review, asked", "owner", {"reason": "Inte min."}, "in_review"),
    "recall_owner": ("in_review, asked", "coach", {}, "in_review"),
    "start_trial": ("in_review, owned", "owner", {"trial_since": f"{TODAY}"}, "in_trial"),
    "put_in_use": ("in_trial", "owner", {"in_use_since": "2026-01-12", "in_use_where": "Biblioteket"}, "in_use"),
    "park": ("in_review", "coach", {"parked_until": f"{TODAY + timedelta(days=30)}", "reason": "Pengar."}, "parked"),
    "decline": ("in_review", "coach", {"reason": "Finns redan.", "yes_if": "Om det vore billigare."}, "declined"),
    "resume": ("parked", "coach", {}, "in_review"),
    "reassign": ("needs_info", "coach", {"person": "other_coach", "was": "coach", "reason": "Ledig."}, "needs_info"),
    "hand_over": ("in_use", "owner", {"person": "other_manager", "was": "owner", "reason": "Ny tjänst."}, "in_use"),
    "withdraw": ("in_use", "submitter", {"sure": "on"}, "withdrawn"),
}


def press(client: Client, cast: Cast, who: str, move: str, **data: Any) -> Any:
    client.force_login(cast.people[who])
    filled = {
        name: cast.people[value].pk if name in ("line_owner", "person", "was") and value else value
        for name, value in data.items()
    }
    return client.post(cast.idea.move_url(move), filled)


def test_every_move_of_the_table_is_tested_here() -> None:
    assert set(PRESSED) == {move.name for move in MOVES} - OF_BREAKROOM


@pytest.mark.parametrize("move", PRESSED)
def test_right_person_moves_and_comes_back_to_the_idea(client: Client, move: str) -> None:
    situation, who, data, after = PRESSED[move]
    cast = make_cast(situation)
    response = press(client, cast, who, move, **data)
    back = cast.idea.get_absolute_url() + ("kvitto/" if move == "submit" else "")
    assert (response.status_code, response.get("Location")) == (302, back)
    cast.idea.refresh_from_db()
    row = cast.idea.history.latest("pk")
    assert (cast.idea.state, row.move, row.actor) == (after, move, cast.people[who])
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("move", PRESSED)
def test_wrong_person_stranger_and_get_change_nothing(client: Client, move: str) -> None:
    situation, _who, data, _after = PRESSED[move]
    cast = make_cast(situation)
    rows = cast.idea.history.count()
    address = cast.idea.move_url(move)
    anonymous = client.post(address, data)
    assert (anonymous.status_code, anonymous["Location"].split("?")[0]) == (302, "/logga-in/")
    expected = 404 if situation == "draft" else 403
    assert press(client, cast, "staff", move, **data).status_code == expected
    assert client.get(address).status_code == 405
    assert cast.idea.history.count() == rows


# Whoever hands in twice is led to the receipt, see test_hand_in.py.
@pytest.mark.parametrize("move", [name for name in PRESSED if name not in ("submit", "ask_owner", "withdraw")])
def test_second_press_is_told_kindly_and_changes_nothing(client: Client, move: str) -> None:
    situation, who, data, _after = PRESSED[move]
    cast = make_cast(situation)
    press(client, cast, who, move, **data)
    rows = cast.idea.history.count()
    response = press(client, cast, who, move, **data)
    assert response.status_code == 409
    assert cast.idea.history.count() == rows


def test_refused_text_is_shown_again(client: Client) -> None:
    cast = make_cast("in_review")
    press(client, cast, "coach", "park", **PRESSED["park"][2])
    response = press(client, cast, "other_coach", "ask", reason="En lång och klok <b>fråga</b>")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ulla" in page
    assert "En lång och klok &lt;b&gt;fråga&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("move", "data", "field"),
    [
        ("ask", {"reason": "   "}, "reason"),
        ("ask", {"reason": "x" * 4001}, "reason"),
        ("ask", {"reason": "en \x07 klocka"}, "reason"),
        ("park", {"parked_until": "2026-13-45", "reason": "x"}, "parked_until"),
        ("park", {"parked_until": "imorgon", "reason": "x"}, "parked_until"),
        ("park", {"parked_until": f"{TODAY}", "reason": "x"}, "parked_until"),
        ("park", {"parked_until": "9999-12-31", "reason": "x"}, "parked_until"),
        ("decline", {"reason": "x", "yes_if": ""}, "yes_if"),
        ("ask_owner", {"line_owner": ""}, "line_owner"),
        ("ask_owner", {"line_owner": "staff"}, "line_owner"),
    ],
)
def test_what_is_filled_in_wrong_is_told_and_kept(client: Client, move: str, data: dict[str, str], field: str) -> None:
    cast = make_cast("in_review")
    response = press(client, cast, "coach", move, **data)
    assert response.status_code == 200
    panel = next(panel for panel in response.context["panels"] if panel.move.name == move)
    assert list(panel.form.errors) == [field]
    assert panel.open
    cast.idea.refresh_from_db()
    assert cast.idea.state == "in_review"


def test_in_use_in_the_future_is_refused(client: Client) -> None:
    cast = make_cast("in_trial")
    tomorrow = f"{TODAY + timedelta(days=1)}"
    response = press(client, cast, "owner", "put_in_use", in_use_since=tomorrow, in_use_where="Här")
    assert response.status_code == 200
    assert Idea.objects.get(pk=cast.idea.pk).state == "in_trial"


def test_managers_of_the_unit_come_first(client: Client) -> None:
    cast = make_cast("in_review")
    far = User.objects.get(name="Mats")
    far.units.clear()
    client.force_login(cast.people["coach"])
    panels = client.get(cast.idea.get_absolute_url()).context["panels"]
    form = next(panel.form for panel in panels if panel.move.name == "ask_owner")
    groups = form.fields["line_owner"].choices[1:]
    assert [[name for _pk, name in people] for _label, people in groups] == [["Maria"], ["Mats"]]


def test_unknown_move_and_unknown_idea_are_404(client: Client) -> None:
    cast = make_cast("in_review")
    assert press(client, cast, "coach", "explode").status_code == 404
    assert client.post("/ideer/IDE-1999-0001/flytta/take/").status_code == 404
