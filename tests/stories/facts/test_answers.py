"""The three answers by a link: to the text that was shown, kept with time and fingerprint, void after an edit."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goda_exempel.notices.models import Notice, OutsideLetter
from goda_exempel.workflow import Blocked
from stories.facts.needs import facts_needs, open_checks
from stories.facts.workflow import answer
from stories.models import FactCheck, Story
from stories.states import StoryState
from stories.workflow import ENGINE, change
from tests.factories import make_user
from tests.stories.factories import make_idea_in_use, make_published_story, make_story
from tests.stories.facts.asking import current, make_asked, path, say

pytestmark = pytest.mark.django_db


def answers(check: FactCheck) -> list[tuple[str, str, str, str]]:
    return list(check.answers.values_list("kind", "digest", "sentence", "comment"))


def edited(check: FactCheck, **values: str) -> Story:
    story = Story.objects.get(pk=check.story_id)
    writer = story.writer
    assert writer is not None
    return change(story, values or {"lead": "En ny ingress."}, by=writer, seen=story.version)


def test_an_approval_is_stored_with_time_and_fingerprint(client: Client) -> None:
    check = make_asked()
    at = timezone.now() + timedelta(hours=1)
    with time_machine.travel(at, tick=False):
        assert say(client, check, "stammer").headers["Location"] == path(check)
    row = check.answers.get()
    assert (row.kind, row.at, row.digest, row.by_link) == ("approve", at, check.story.fingerprint, True)
    assert (current(check).answer, current(check).answered_at) == ("confirmed", at)
    assert ENGINE.perform(check.story, "ask_review", by=check.story.writer).state == StoryState.IN_REVIEW


def test_the_history_and_the_desk_are_told_who_it_was(client: Client) -> None:
    check = make_asked()
    Notice.objects.all().delete()
    say(client, check, "stammer")
    row = Story.objects.get(pk=check.story_id).history.get(move="confirm_facts")
    assert (row.actor, row.actor_label) == (None, "Anna Berg")
    assert ["Anna Berg" in notice.body for notice in Notice.objects.filter(person=check.story.writer)] == [True]


def test_a_change_is_asked_for_at_a_sentence(client: Client) -> None:
    check = make_asked(body="Ett var sant. Sextio barn åt. Tre var fel.")
    sentences = [
        value for value, _label in client.get(path(check)).context["forms"]["change"].fields["sentence"].choices
    ]
    assert sentences[-6:-3] == ["Ett var sant.", "Sextio barn åt.", "Tre var fel."]
    say(client, check, "andra", sentence="Sextio barn åt.", comment="Det var 63.")
    assert answers(check) == [("change", check.story.fingerprint, "Sextio barn åt.", "Det var 63.")]
    with pytest.raises(Blocked):
        ENGINE.perform(check.story, "ask_review", by=check.story.writer)
    body = Notice.objects.filter(person=check.story.writer).latest("pk").body
    assert "Sextio barn åt." in body
    assert "Det var 63." in body


def by_account(**fields: Any) -> FactCheck:
    check = FactCheck.objects.get(story=make_asked(**fields).story, without_account=False)
    FactCheck.objects.filter(pk=check.pk).update(answer="asked", digest="")
    return check


def ask_for_change(client: Client, check: FactCheck, **words: str) -> Any:
    client.force_login(check.person)  # type: ignore[arg-type]
    digest = words.pop("digest", check.story.fingerprint)
    return client.post(check.story.move_url("dispute_facts"), {"digest": digest, **words})


def test_who_has_an_account_asks_for_a_change_at_a_sentence_too(client: Client) -> None:
    check = by_account(body="Ett var sant. Sextio barn åt. Tre var fel.")
    client.force_login(check.person)  # type: ignore[arg-type]
    page = client.get(reverse("stories:facts", args=[check.story_id]))
    form = next(row.form for row in page.context["panels"] if row.move.name == "dispute_facts")
    offered = [value for value, _label in form.fields["sentence"].choices]
    link = FactCheck.objects.get(without_account=True)
    by_link = client.get(path(link)).context["forms"]["change"].fields["sentence"].choices
    assert (offered[0], offered, "Sextio barn åt." in offered) == ("", [value for value, _label in by_link], True)
    ask_for_change(client, check, sentence="Sextio barn åt.", reason="Det var 63.")
    assert answers(check) == [("change", check.story.fingerprint, "Sextio barn åt.", "Det var 63.")]
    body = Notice.objects.filter(person=check.story.writer).latest("pk").body
    assert ("Sextio barn åt." in body, "Det var 63." in body) == (True, True)
    assert "<blockquote>Sextio barn åt.</blockquote>" in client.get(page.request["PATH_INFO"]).content.decode()


def test_at_a_sentence_that_is_not_there_it_is_said_and_the_words_are_kept(client: Client) -> None:
    check = by_account()
    answer = ask_for_change(client, check, sentence="Finns inte.", reason="Mina ord.")
    form = next(row.form for row in answer.context["panels"] if row.move.name == "dispute_facts")
    assert (answer.status_code, list(form.errors), answers(check)) == (200, ["sentence"], [])
    assert "Mina ord." in answer.content.decode()


def test_at_a_sentence_of_a_text_that_was_changed_meanwhile_nothing_is_lost(client: Client) -> None:
    check = by_account(lead="Sextio barn åt.")
    read = check.story.fingerprint
    edited(check)
    answer = ask_for_change(client, check, digest=read, sentence="Sextio barn åt.", reason="Det var 63.")
    assert (answer.status_code, answer.context["refusal"].texts, answers(check)) == (
        409, ("Sextio barn åt.", "Det var 63."), [],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "field"),
    [({"comment": " "}, "comment"), ({"comment": "Fel.", "sentence": "Finns inte."}, "sentence")],
)
def test_a_change_without_words_or_at_no_sentence_is_said(client: Client, words: dict[str, str], field: str) -> None:
    check = make_asked()
    answer = say(client, check, "andra", **words)
    assert (answer.status_code, list(answer.context["failed"].errors)) == (200, [field])
    assert answers(check) == []


def test_a_decline_stops_the_story(client: Client) -> None:
    check = make_asked()
    say(client, check, "avsta", comment="Jag vill inte vara med.")
    assert answers(check) == [("decline", check.story.fingerprint, "", "Jag vill inte vara med.")]
    with pytest.raises(Blocked, match="Anna Berg"):
        ENGINE.perform(check.story, "ask_review", by=check.story.writer)
    assert ["Anna Berg" in need.label for need in facts_needs(current(check).story)] == [True]
    told = Notice.objects.filter(person=check.story.writer).latest("pk")
    assert "Jag vill inte vara med." in told.body


def test_a_decline_in_review_stops_the_approval(client: Client) -> None:
    check = make_asked(StoryState.IN_REVIEW)
    assert say(client, check, "avsta").status_code == 302
    with pytest.raises(Blocked, match="Anna Berg"):
        ENGINE.perform(check.story, "approve", by=make_user("editor"), data={"publish_at": timezone.now()})


def approved(check: FactCheck, publish_at: Any) -> Story:
    FactCheck.objects.filter(pk=check.pk).update(answer="confirmed", digest=check.story.fingerprint)
    story = ENGINE.perform(check.story, "ask_review", by=check.story.writer)
    return ENGINE.perform(story, "approve", by=make_user("editor"), data={"publish_at": publish_at})


def test_a_decline_after_approval_takes_the_approval_back(client: Client) -> None:
    check = make_asked()
    tomorrow = timezone.now() + timedelta(days=1)
    approved(check, tomorrow)
    say(client, check, "avsta")
    story = Story.objects.get(pk=check.story_id)
    assert (story.state, story.edition) == (StoryState.DRAFT, None)
    assert [(row.move, row.actor) for row in story.history.order_by("-pk")[:2]] == [
        ("stop_approved", None), ("decline_facts", None),
    ]  # fmt: skip
    assert not Story.objects.published(tomorrow + timedelta(days=1)).filter(pk=story.pk).exists()


def test_a_decline_after_publication_is_told_to_the_desk_and_hides_nothing(client: Client) -> None:
    check = make_asked()
    story = approved(check, timezone.now())
    Notice.objects.all().delete()
    editor = make_user("editor")
    say(client, check, "avsta", comment="Ta bort det.")
    assert Story.objects.published(timezone.now()).get() == story
    told = {notice.person_id: notice for notice in Notice.objects.all()}
    assert {story.writer_id, editor.pk} <= set(told)
    assert "Ta bort det." in told[editor.pk].body
    assert told[editor.pk].subject.startswith(("Urgent", "Brådskande"))


def test_who_has_an_account_declines_too(client: Client) -> None:
    person = make_user()
    story = make_story(StoryState.APPROVED, ideas=[make_idea_in_use(submitter=person)])
    FactCheck.objects.create(story=story, person=person, person_name=person.name, answer="confirmed")
    client.force_login(person)
    client.post(story.move_url("decline_facts"), {"digest": story.fingerprint, "comment": "Nej tack."})
    assert Story.objects.get(pk=story.pk).state == StoryState.DRAFT
    assert (FactCheck.objects.get().answer, FactCheck.objects.get().comment) == ("declined", "Nej tack.")


def test_a_second_answer_replaces_the_first_and_both_are_kept(client: Client) -> None:
    check = make_asked()
    say(client, check, "stammer")
    page = client.get(path(check))
    assert (page.context["has_answered"], page.context["is_void"]) == (True, False)
    say(client, check, "andra", comment="Jag läste fel.")
    assert [kind for kind, *_rest in answers(check)] == ["approve", "change"]
    assert (current(check).answer, current(check).comment) == ("disputed", "Jag läste fel.")
    assert "Jag läste fel." in client.get(path(check)).content.decode()


@pytest.mark.parametrize(
    ("what", "words"), [("stammer", {}), ("andra", {"comment": "Det var 63."}), ("avsta", {"comment": "Nej."})]
)
def test_the_same_answer_again_is_done_and_writes_nothing(client: Client, what: str, words: dict[str, str]) -> None:
    check = make_asked()
    said = [say(client, check, what, **words).headers["Location"] for _press in range(2)]
    rows, notices = check.story.history.count(), Notice.objects.count()
    assert (said, check.answers.count()) == ([path(check)] * 2, 1)
    at = current(check).answered_at
    say(client, check, what, **words)
    assert (check.story.history.count(), Notice.objects.count()) == (rows, notices)
    assert (check.story.history.exclude(move="ask_facts").count(), current(check).answered_at) == (1, at)


def test_the_same_answer_by_the_account_writes_nothing_either(client: Client) -> None:
    check = by_account()
    assert check.person is not None
    client.force_login(check.person)
    for _press in range(2):
        client.post(check.story.move_url("confirm_facts"), {"digest": check.story.fingerprint})
    assert (check.answers.count(), check.story.history.filter(move="confirm_facts").count()) == (1, 1)


def test_other_words_or_another_wording_are_another_answer(client: Client) -> None:
    check = make_asked()
    say(client, check, "andra", comment="Det var 63.")
    say(client, check, "andra", comment="Det var 64.")
    edited(check)
    say(client, check, "andra", comment="Det var 64.")
    assert [comment for *_rest, comment in answers(check)] == ["Det var 63.", "Det var 64.", "Det var 64."]


def test_used_again_when_the_text_has_gone_on_it_changes_nothing(client: Client) -> None:
    check = make_asked()
    say(client, check, "stammer")
    ENGINE.perform(current(check).story, "ask_review", by=check.story.writer)
    answer = say(client, check, "andra", comment="För sent?")
    assert (answer.status_code, [kind for kind, *_rest in answers(check)]) == (409, ["approve"])
    assert "För sent?" in answer.content.decode()
    assert "Lisa Redaktör" not in answer.content.decode()


def test_a_later_edit_voids_the_answer_says_so_and_asks_again(client: Client) -> None:
    check = make_asked()
    say(client, check, "stammer")
    OutsideLetter.objects.all().delete()
    story = edited(check)
    assert (current(check).is_void_for(story.fingerprint), current(check).holds_for(story.fingerprint)) == (True, False)
    assert client.get(path(check)).context["is_void"]
    assert OutsideLetter.objects.get().email == "anna@skola.example"
    with pytest.raises(Blocked, match="Anna Berg"):
        ENGINE.perform(story, "ask_review", by=story.writer)
    edited(check, lead="Ännu en.")
    assert OutsideLetter.objects.count() == 1
    say(client, check, "stammer")
    assert [row.person_name for row in open_checks(current(check).story)] == ["Ida Idégivare"]


def test_an_answer_to_a_text_that_was_just_changed_is_not_taken(client: Client) -> None:
    """In the same second: the page with the new text, and what was written, come back."""
    check = make_asked()
    read = check.story.fingerprint
    with time_machine.travel(timezone.now(), tick=False):
        edited(check, lead="Den nya ingressen.")
        for what in ("stammer", "andra", "avsta"):
            answer = say(client, check, what, digest=read, comment="Mina egna ord.", sentence=check.story.lead)
            page = answer.content.decode()
            assert (answer.status_code, "Den nya ingressen." in page) == (409, True)
            assert "Mina egna ord." in page
            assert answer.context["forms"]["approve"].initial["digest"] != read
            kept = {"andra": "change", "avsta": "decline"}.get(what)
            assert kept is None or answer.context["forms"][kept]["comment"].value() == "Mina egna ord."
    assert (answers(check), current(check).answer) == ([], "asked")


def test_an_edit_between_the_look_and_the_lock_is_noticed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fingerprint is compared once more under the lock of the story."""
    check = make_asked()

    def late(token: str, kind: Any, **words: str) -> Story:
        edited(check, lead="Sekunden efter.")
        return answer(token, kind, **words)

    monkeypatch.setattr("stories.facts.views_link.answer", late)
    response = say(client, check, "avsta", comment="Mina ord.")
    page = response.content.decode()
    assert (response.status_code, "Sekunden efter." in page, "Mina ord." in page, answers(check)) == (
        409,
        True,
        True,
        [],
    )


def test_a_title_that_is_markup_is_text(client: Client) -> None:
    title = '"><img src=x onerror=alert(1)>'
    check = make_asked(title=title)
    page = client.get(path(check)).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    say(client, check, "andra", sentence=title, comment="<script>alert(2)</script>")
    page = client.get(path(check)).content.decode()
    assert "<script>alert" not in page
    client.force_login(check.story.writer)  # type: ignore[arg-type]
    desk = client.get(check.story.get_absolute_url()).content.decode()
    assert ("<img src=x" in desk, "<script>alert" in desk) == (False, False)


@pytest.mark.parametrize(
    ("word", "code"), [("\x07", 200), ("19121212-1212", 200), ("ö" * 4001, 200), ("ö" * 4000, 302)]
)
def test_words_are_checked_like_everywhere(client: Client, word: str, code: int) -> None:
    check = make_asked()
    assert say(client, check, "andra", comment=word).status_code == code


@pytest.mark.parametrize("move", ["confirm_facts", "decline_facts", "stop_approved"])
def test_nobody_logged_in_answers_for_somebody_else(move: str) -> None:
    check = make_asked()
    with pytest.raises(PermissionDenied):
        ENGINE.perform(check.story, move, by=check.story.writer, data={"check": check.pk})


def test_a_published_story_is_led_to(client: Client) -> None:
    check = make_asked()
    story = approved(check, timezone.now())
    answer = client.get(path(check))
    assert (answer.context["is_published"], story.public_url in answer.content.decode()) == (True, True)
    assert make_published_story().pk != story.pk
