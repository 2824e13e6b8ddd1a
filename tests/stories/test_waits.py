"""Everything that waits for me, on the desk's first page, with dates."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.months.workflow import plan
from stories.review.models import ReviewComment
from stories.review.passages import Passage
from stories.review.workflow import comment, reply, resolve
from stories.states import StoryState
from stories.waiting import waiting_for
from tests.factories import make_user
from tests.stories.faces.factories import make_person, make_story_about_her, taken_out
from tests.stories.factories import make_picture, make_published_story, make_story

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
Row = tuple[str, str, date | None, str, bool]


@pytest.fixture(autouse=True)
def _november() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def rows(user: User) -> list[Row]:
    return [(row.heading, row.what, row.due, row.url, row.is_late) for row in waiting_for(user, NOW)[0]]


def say(story: Story, by: User) -> ReviewComment:
    return comment(story, by=by, field="lead", passage=Passage(""), text="Vem?")


def test_comments_on_my_texts_wait_for_me_by_the_day_of_the_approval() -> None:
    siv, eva, other = make_user("communicator"), make_user("editor"), make_user("editor")
    story = make_story(StoryState.FACT_CHECK, writer=siv, last_editor=siv, month=JANUARY, title="Soppan")
    first, second = say(story, eva), say(story, eva)
    address = f"/redaktion/{story.pk}/granska/#kommentar-{first.pk}"
    assert ("Soppan", "2 kommentarer på din text att ta hand om", date(2026, 12, 23), address, False) in rows(siv)
    resolve(first, by=siv)
    assert [row[1] for row in rows(siv)][-1] == "1 kommentar på din text att ta hand om" or len(rows(siv)) == 2
    resolve(second, by=siv)
    assert [row[1] for row in rows(siv) if "ommentar" in row[1]] == []
    assert [row for row in rows(other) if "ommentar" in row[1]] == []


def test_an_answer_to_my_comment_waits_for_me_until_i_have_answered() -> None:
    siv, eva = make_user("communicator"), make_user("editor")
    story = make_story(writer=siv, last_editor=siv, month=DECEMBER, title="Soppan")
    row = say(story, eva)
    assert rows(eva) == []
    reply(row, by=siv, text="Bo.")
    address = f"/redaktion/{story.pk}/granska/#kommentar-{row.pk}"
    assert rows(eva) == [("Soppan", "1 av dina kommentarer har fått svar", date(2026, 11, 25), address, False)]
    reply(row, by=eva, text="Tack.")
    assert rows(eva) == []


def test_my_own_comment_on_my_own_text_waits_for_nobody() -> None:
    siv = make_user("communicator")
    story = make_story(StoryState.FACT_CHECK, writer=siv, last_editor=siv)
    say(story, siv)
    assert [row[1] for row in rows(siv) if "ommentar" in row[1]] == []


def test_what_is_due_in_a_month_waits_for_its_owner_and_deputy() -> None:
    olle, dag, other = (make_user("communicator") for _ in range(3))
    plan(JANUARY, {"owner": olle, "deputy": dag})
    month = ("Januari 2027", "Enligt månadens plan: intervju", date(2026, 12, 1), "/redaktion/kalender/2027-1/", False)
    assert (rows(olle), rows(dag), rows(other)) == ([month], [month], [])
    plan(JANUARY, {"interview_due": date(2026, 11, 20), "text_due": date(2026, 12, 4)})
    late = ("Enligt månadens plan: intervju, text", date(2026, 11, 20), True)
    assert [(what, due, is_late) for _title, what, due, _url, is_late in rows(olle)] == [late]


@pytest.mark.parametrize(
    ("state", "picture", "left"),
    [
        (StoryState.DRAFT, True, "text, faktakoll, godkännande"),
        (StoryState.FACT_CHECK, False, "faktakoll, bild, godkännande"),
        (StoryState.IN_REVIEW, True, "godkännande"),
        (StoryState.APPROVED, True, ""),
    ],
)
def test_what_a_story_has_behind_it_no_longer_waits(state: str, picture: bool, left: str) -> None:
    olle = make_user("communicator")
    plan(DECEMBER, {"owner": olle})
    fields: dict[str, Any] = {} if picture else {"picture": None}
    story = make_story(state, month=DECEMBER, **fields)
    found = [(what, url) for title, what, _due, url, _late in rows(olle) if title == "December 2026"]
    assert found == ([(f"Enligt månadens plan: {left}", story.get_absolute_url())] if left else [])


def test_months_that_are_over_or_far_ahead_do_not_wait() -> None:
    olle = make_user("communicator")
    for month in (date(2026, 10, 1), date(2027, 2, 1)):
        plan(month, {"owner": olle})
    assert rows(olle) == []


def test_what_is_late_comes_first_and_is_said_in_words(client: Client) -> None:
    siv = make_user("communicator", name="Siv")
    own: dict[str, Any] = {"writer": siv, "last_editor": siv}
    coming = make_story(title="Kommande", month=JANUARY, **own)
    late = make_story(title="Sen", month=date(2026, 11, 1), **own)
    make_story(title="Andras", month=DECEMBER)
    make_published_story()
    client.force_login(siv)
    answer = client.get(reverse("stories:desk"))
    assert [row.story for row in answer.context["mine"]] == [late, coming]
    text = " ".join(answer.content.decode().split())
    assert text.index("Väntar på dig") < text.index("Väntar på andra") < text.index("Den här månaden")
    assert '<time datetime="2026-11-02">Sent: senast 2 november 2026</time>' in text
    assert '<time datetime="2027-01-04">Senast 4 januari 2027</time>' in text
    assert text.index("Sen</a>") < text.index("Kommande</a>") < text.index("Andras</a>")


@pytest.mark.parametrize("what", ["name", "picture"])
def test_a_text_to_correct_after_a_withdrawal_waits_for_its_writer(what: str, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    siv, eva = make_user("communicator"), make_user("editor")
    story = make_story_about_her(writer=siv, last_editor=siv)
    make_person(make_story_about_her(writer=siv))
    row = make_person(story)
    assert (rows(siv), rows(eva)) == ([], [])
    taken_out(row, what, by=eva)
    assert [(title, due, url) for title, _what, due, url, _late in rows(siv)] == [
        (story.title, None, f"/redaktion/{story.pk}/#personer")
    ]
    assert rows(eva) == []
    assert [wait.story for wait in waiting_for(eva, NOW)[1]] == [story]
    Story.objects.filter(pk=story.pk).update(writer=None)
    assert [len(rows(user)) for user in (siv, eva, make_user("administrator"))] == [1, 1, 0]
    Story.objects.filter(pk=story.pk).update(
        title="Grytan", lead="Text.", body="Text.", fact_box="", how_to="", pull_quote_by="", byline="",
        picture_alt="En gryta", picture_caption="", photographer="Eva", picture=make_picture(),
    )  # fmt: skip
    assert rows(eva) == []


def test_a_story_edited_last_by_the_only_editor_waits_for_that_editor() -> None:
    eva = make_user("editor")
    story = make_story(StoryState.IN_REVIEW, last_editor=eva, writer=make_user("communicator"))
    make_user("editor", is_active=False)
    assert [row.story for row in waiting_for(eva, NOW)[0]] == [story]
    other = make_user("editor")
    assert (rows(eva), [row.story for row in waiting_for(other, NOW)[0]]) == ([], [story])
