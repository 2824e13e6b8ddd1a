"""What the desk sees of those who are asked, and does about them."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from goda_exempel.notices.models import OutsideLetter
from goda_exempel.workflow import Blocked
from ideas.people.naming import answer as answer_naming
from stories.facts.links import link_to
from stories.facts.models import FactAnswer, FactCheck
from stories.facts.needs import open_checks
from stories.facts.people import people_to_ask
from stories.models import Story
from stories.states import StoryState
from stories.workflow import ENGINE, change
from tests.factories import make_user
from tests.stories.faces.factories import make_person
from tests.stories.factories import make_idea_in_use, make_story
from tests.stories.facts.asking import current, ended, make_asked, path, say

pytestmark = pytest.mark.django_db


def as_desk(check: FactCheck) -> Client:
    client = Client()
    client.force_login(check.story.writer)  # type: ignore[arg-type]
    return client


def section(client: Client, story: Story) -> Any:
    page = client.get(story.get_absolute_url())
    return {part.name: part.context for part in page.context["sections"]["main"]}["facts"]


def press(client: Client, name: str, check: FactCheck) -> Any:
    return client.post(reverse(f"stories:{name}", args=[check.story_id, check.pk]))


def test_the_desk_sees_how_far_each_has_come(client: Client) -> None:
    check = make_asked()
    client.get(path(check))
    say(client, check, "andra", comment="Fel siffra.")
    rows = {row.check.person_name: row for row in section(as_desk(check), check.story)["rows"]}
    assert [(name, row.holds, row.views, len(row.answers)) for name, row in rows.items()] == [
        ("Ida Idégivare", True, 0, 0), ("Anna Berg", False, 1, 1),
    ]  # fmt: skip
    assert rows["Anna Berg"].link == link_to(check)


def test_before_it_is_sent_the_desk_sees_who_will_be_asked() -> None:
    idea = make_idea_in_use(submitter=make_user(name="Ida"))
    idea.contributors.create(name="Utan Adress")
    idea.contributors.create(name="Säger Nej", naming="no")
    story = make_story(ideas=[idea])
    client = Client()
    client.force_login(make_user("editor"))
    shown = section(client, story)
    assert ([person.name for person in shown["coming"]], shown["rows"]) == (["Ida", "Utan Adress"], [])


@pytest.mark.parametrize("number", [1, 4])
def test_the_section_asks_the_same_number_of_queries(django_assert_num_queries: Any, number: int) -> None:
    from stories.facts.reading import rows_of

    story = make_story()
    for name in range(number):
        FactCheck.objects.create(story=story, person_name=f"Anna {name}", without_account=True)
    with django_assert_num_queries(2):
        assert len(rows_of(story)) == number


def test_asking_once_more_sends_the_same_link_and_a_new_one_after_it_ended() -> None:
    check = make_asked()
    before, desk = link_to(check), as_desk(check)
    press(desk, "facts_send", check)
    assert link_to(current(check)) == before
    press(desk, "facts_end", check)
    assert current(check).revoked_at is not None
    press(desk, "facts_send", check)
    assert (link_to(current(check)) == before, current(check).revoked_at) == (False, None)
    assert link_to(current(check)) in OutsideLetter.objects.latest("pk").body


def test_asking_everybody_anew_does_not_open_a_link_that_was_ended() -> None:
    check = ended(make_asked())
    story = ENGINE.perform(check.story, "send_back", by=make_user("editor"), reason="Mer.")
    OutsideLetter.objects.all().delete()
    ENGINE.perform(story, "ask_facts", by=make_user("editor"))
    assert (current(check).revoked_at is not None, OutsideLetter.objects.count()) == (True, 0)
    with pytest.raises(Blocked, match="Anna Berg"):
        ENGINE.perform(story, "ask_review", by=make_user("editor"))


def test_once_more_is_only_while_facts_are_checked() -> None:
    check = make_asked(StoryState.IN_REVIEW)
    OutsideLetter.objects.all().delete()
    assert (press(as_desk(check), "facts_send", check).status_code, OutsideLetter.objects.count()) == (409, 0)


def test_somebody_more_is_asked_at_once() -> None:
    check = make_asked()
    address = reverse("stories:facts_add", args=[check.story_id])
    data = {"person_name": "Bo Bild", "email": "bo@foto.example"}
    assert [as_desk(check).post(address, data).status_code for _press in range(2)] == [302, 302]
    added = FactCheck.objects.get(person_name="Bo Bild")
    assert (added.answer, added.without_account, added.email) == ("asked", True, "bo@foto.example")
    assert list(OutsideLetter.objects.filter(email="bo@foto.example").values_list("email", flat=True)) == [added.email]


def test_somebody_added_to_a_draft_is_asked_when_it_is_sent() -> None:
    story, editor = make_story(), make_user("editor")
    client = Client()
    client.force_login(editor)
    client.post(reverse("stories:facts_add", args=[story.pk]), {"person_name": "Bo", "email": "bo@foto.example"})
    assert OutsideLetter.objects.count() == 0
    ENGINE.perform(story, "ask_facts", by=editor)
    assert OutsideLetter.objects.get().email == "bo@foto.example"


def make_without_address() -> Story:
    """A draft with somebody who shares the idea, and somebody who can be recognised; neither has an address."""
    idea = make_idea_in_use(submitter=make_user(name="Ida"))
    idea.contributors.create(name="Utan Adress")
    story = make_story(ideas=[idea])
    make_person(story, name="Per Porträtt")
    return story


def add(story: Story, name: str, email: str) -> None:
    client = Client()
    client.force_login(make_user("editor"))
    client.post(reverse("stories:facts_add", args=[story.pk]), {"person_name": name, "email": email})


def asked(story: Story) -> list[tuple[str, str]]:
    return sorted(story.fact_checks.values_list("person_name", "email"))


@pytest.mark.parametrize("name", ["Utan Adress", "Per Porträtt"])
def test_an_address_for_who_had_none_makes_no_second_row_and_is_written_to(name: str) -> None:
    story = ENGINE.perform(make_without_address(), "ask_facts", by=make_user("editor"))
    before = dict(asked(story))
    assert before == {"Ida": "", "Per Porträtt": "", "Utan Adress": ""}
    add(story, name.lower(), "hit@skola.example")
    assert dict(asked(story)) == {**before, name: "hit@skola.example"}
    check = story.fact_checks.get(person_name=name)
    letter = OutsideLetter.objects.get()
    assert (letter.email, link_to(check) in letter.body) == ("hit@skola.example", True)
    story = ENGINE.perform(story, "send_back", by=make_user("editor"), reason="Mer.")
    ENGINE.perform(story, "ask_facts", by=make_user("editor"))
    assert (len(asked(story)), OutsideLetter.objects.count()) == (3, 2)


@pytest.mark.parametrize("name", ["Utan Adress", "Per Porträtt"])
def test_an_address_given_before_they_are_asked_is_theirs(name: str) -> None:
    story = make_without_address()
    add(story, name, "hit@skola.example")
    ENGINE.perform(story, "ask_facts", by=make_user("editor"))
    assert (len(asked(story)), dict(asked(story))[name]) == (3, "hit@skola.example")
    assert [letter.email for letter in OutsideLetter.objects.all()] == ["hit@skola.example"]
    contributor = story.ideas.get().contributors.get()
    answer_naming(contributor, "no")
    assert ("Utan Adress" in dict(asked(story))) is False


@pytest.mark.parametrize("name", ["Utan Adress", "Per Porträtt"])
def test_an_address_for_who_has_answered_leaves_the_answer(client: Client, name: str) -> None:
    story = ENGINE.perform(make_without_address(), "ask_facts", by=make_user("editor"))
    check = story.fact_checks.get(person_name=name)
    say(client, check, "avsta")
    add(story, name, "hit@skola.example")
    assert (len(asked(story)), current(check).answer, current(check).email) == (3, "declined", "hit@skola.example")
    assert OutsideLetter.objects.count() == 0


def test_a_namesake_with_another_address_is_somebody_more() -> None:
    check = make_asked()
    add(check.story, "Anna Berg", "anna@annan.example")
    assert [email for name, email in asked(check.story) if name == "Anna Berg"] == [
        "anna@annan.example", "anna@skola.example",
    ]  # fmt: skip


def test_a_person_without_a_name_is_said_and_the_address_kept() -> None:
    check = make_asked()
    answer = as_desk(check).post(reverse("stories:facts_add", args=[check.story_id]), {"email": "bo@foto.example"})
    assert (answer.status_code, "bo@foto.example" in answer.content.decode()) == (200, True)
    assert FactCheck.objects.count() == 2


def test_the_desk_can_go_on_without_an_answer_with_a_reason(client: Client) -> None:
    check = make_asked()
    desk = as_desk(check)
    answer = desk.post(check.story.move_url("waive_facts"), {"check": check.pk, "reason": "Har flyttat."})
    assert answer.status_code == 302
    assert (current(check).waived_at is not None, current(check).waived_because) == (True, "Har flyttat.")
    assert ENGINE.perform(check.story, "ask_review", by=check.story.writer).state == StoryState.IN_REVIEW


def waived(check: FactCheck) -> FactCheck:
    ENGINE.perform(check.story, "waive_facts", by=check.story.writer, reason="Har flyttat.", data={"check": check})
    return current(check)


def edited(check: FactCheck) -> Story:
    story, writer = Story.objects.get(pk=check.story_id), check.story.writer
    assert writer is not None
    return change(story, {"lead": "Något helt annat."}, by=writer, seen=story.version)


@pytest.mark.parametrize(("what", "answer"), [("andra", "disputed"), ("avsta", "declined")])
def test_an_answer_that_comes_after_all_stops_the_story(client: Client, what: str, answer: str) -> None:
    check = waived(make_asked())
    say(client, check, what, comment="Fel siffra.")
    assert (current(check).answer, current(check).waived_at) == (answer, None)
    with pytest.raises(Blocked, match="Anna Berg"):
        ENGINE.perform(check.story, "ask_review", by=check.story.writer)


@pytest.mark.parametrize("state", ["fact_check", "in_review"])
def test_going_on_without_an_answer_holds_for_the_wording_it_was_said_of(state: str) -> None:
    check = waived(make_asked())
    Story.objects.filter(pk=check.story_id).update(state=state)
    assert open_checks(check.story) == []
    story = edited(check)
    assert current(check).waived_at is None
    assert "Anna Berg" in [row.person_name for row in open_checks(story)]


def test_who_is_forgotten_stops_nothing_after_an_edit_either() -> None:
    check = make_asked()
    FactAnswer.objects.create(fact_check=check, kind="approve", digest="ett annat")
    assert check.contributor is not None
    answer_naming(check.contributor, "no")
    story = edited(check)
    assert current(check).waived_at is not None
    assert [row.person_name for row in open_checks(story)] == ["Ida Idégivare"]


def test_a_no_stays_when_the_person_leaves_the_municipality() -> None:
    check = FactCheck.objects.get(person__name="Ida Idégivare", story=make_asked().story)
    person, story = check.person, check.story
    assert person is not None
    FactCheck.objects.exclude(pk=check.pk).update(answer="confirmed", digest=story.fingerprint)
    ENGINE.perform(story, "decline_facts", by=person)
    person.is_active = False
    person.save()
    assert open_checks(story) == [check]
    with pytest.raises(Blocked, match="Ida Idégivare"):
        ENGINE.perform(story, "ask_review", by=story.writer)


def test_the_silence_of_who_has_left_stops_nothing() -> None:
    check = FactCheck.objects.get(person__name="Ida Idégivare", story=make_asked().story)
    FactCheck.objects.filter(pk=check.pk).update(answer="asked", person=make_user(is_active=False))
    assert [row.person_name for row in open_checks(check.story)] == ["Anna Berg"]


def test_but_not_without_somebody_who_ever_said_no(client: Client) -> None:
    check = make_asked()
    say(client, check, "avsta")
    ENGINE.perform(check.story, "send_back", by=check.story.writer, reason="Utan Anna.")
    story = ENGINE.perform(check.story, "ask_facts", by=check.story.writer)
    assert current(check).answer == "asked"
    with pytest.raises(Blocked):
        ENGINE.perform(story, "waive_facts", by=story.writer, reason="Nu då?", data={"check": check})
    assert "waive_facts" not in [row.move.name for row in ENGINE.open_moves(story.writer, story)]  # type: ignore[arg-type]


def test_a_no_to_being_named_takes_the_question_back_and_forgets_the_name(client: Client) -> None:
    check = make_asked()
    assert check.contributor is not None
    answer_naming(check.contributor, "no")
    assert not FactCheck.objects.filter(pk=check.pk).exists()
    assert client.get(path(check)).context["standing"] == "gone"


def test_an_answer_stays_without_the_name(client: Client) -> None:
    check = make_asked()
    say(client, check, "stammer")
    assert check.contributor is not None
    answer_naming(check.contributor, "no")
    row = Story.objects.get(pk=check.story_id).history.get(move="confirm_facts")
    assert (current(check).person_name, current(check).email, row.actor_label) == (
        "En medidégivare", "", "En medidégivare",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["facts_send", "facts_end"])
def test_only_the_desk_and_only_of_the_story(client: Client, name: str) -> None:
    check, other = make_asked(), make_story()
    address = reverse(f"stories:{name}", args=[check.story_id, check.pk])
    assert client.post(address).headers["Location"].startswith("/logga-in/")
    client.force_login(FactCheck.objects.get(without_account=False).person)  # type: ignore[arg-type]
    assert client.post(address).status_code == 403
    client.force_login(make_user("editor"))
    assert (client.get(address).status_code, client.post(address).status_code) == (405, 302)
    assert client.post(reverse(f"stories:{name}", args=[other.pk, check.pk])).status_code == 404


def test_only_the_desk_goes_on_without_an_answer() -> None:
    check = make_asked()
    with pytest.raises(PermissionDenied):
        ENGINE.perform(check.story, "waive_facts", by=make_user(), reason="Jo.", data={"check": check})
    assert current(check).waived_at is None


def test_who_can_be_recognised_is_asked_too_and_for_a_child_the_guardian() -> None:
    colleague = make_user(name="Kim Kollega")
    idea = make_idea_in_use(submitter=make_user(name="Ida"))
    story = make_story(ideas=[idea])
    make_person(story, name="Kim Kollega", user=colleague)
    make_person(story, name="Ida", user=idea.submitter)
    make_person(story, name="Lilla Li", basis="guardian", guardian="Stora Li")
    make_person(story, name="Hemliga Hanna", is_protected=True)
    make_person(story, name="Per Passerat", ends=date(2020, 1, 1))
    asked = people_to_ask(story)
    assert [(person.name, person.user) for person in asked] == [
        ("Ida", idea.submitter), ("Kim Kollega", colleague), ("Stora Li", None),
    ]  # fmt: skip
    ENGINE.perform(story, "ask_facts", by=make_user("editor"))
    assert sorted(check.person_name for check in story.fact_checks.all()) == ["Ida", "Kim Kollega", "Stora Li"]
