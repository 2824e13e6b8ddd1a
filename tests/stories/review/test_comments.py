"""Comments on a text: who writes them, where they stand, how they are found again, and that readers never see them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from stories.models import Story
from stories.review.models import ReviewComment
from stories.review.passages import Passage
from stories.review.workflow import comment, reply, resolve
from stories.states import StoryState
from stories.workflow import change
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_published_story, make_stored_picture, make_story

pytestmark = pytest.mark.django_db

BODY = "<h2>Så började det</h2><p>En onsdag tog grytan slut.</p><p>Då kom barnen. En onsdag till tog grytan slut.</p>"
DESK_SECRET = "Siffran stämmer inte, ring Bo."


def write(story: Story, by: User, quote: str = "", **fields: Any) -> ReviewComment:
    values = {"field": "body", "text": DESK_SECRET, **fields}
    return comment(story, by=by, passage=values.pop("passage", Passage(quote)), **values)


def sent(**fields: Any) -> dict[str, Any]:
    return {"field": "body", "quote": "", "before": "", "after": "", "text": "Vem?", "form_key": uuid4(), **fields}


@pytest.fixture
def editor(client: Client) -> User:
    person = make_user("editor", name="Eva Granskare")
    client.force_login(person)
    return person


def post(client: Client, story: Story, **fields: Any) -> Any:
    return client.post(reverse("stories:comment", args=[story.pk]), sent(**fields))


def page(client: Client, story: Story, query: str = "") -> Any:
    return client.get(reverse("stories:review", args=[story.pk]) + query)


@pytest.mark.parametrize("name", ["comment", "comment_reply", "comment_resolve", "comment_reopen"])
def test_who_may_say_something(client: Client, name: str) -> None:
    checker = make_user()
    story = make_story("fact_check")
    make_fact_check(story, checker)
    row = write(story, make_user("editor"))
    address = reverse(f"stories:{name}", args=[story.pk] if name == "comment" else [story.pk, row.pk])
    assert client.post(address).headers["Location"] == f"/logga-in/?next={address}"
    for person, status in ((make_user("coach", "administrator"), 404), (checker, 403)):
        client.force_login(person)
        assert client.post(address, sent()).status_code == status
    client.force_login(make_user("communicator"))
    assert client.get(address).status_code == 405
    assert client.post(address, sent()).status_code == 302


def test_a_comment_of_another_story_is_not_found(client: Client, editor: User) -> None:
    other = write(make_story(), editor)
    for name in ("comment_reply", "comment_resolve", "comment_reopen"):
        address = reverse(f"stories:{name}", args=[make_story().pk, other.pk])
        assert client.post(address, sent()).status_code == 404


def test_a_passage_is_kept_with_what_stands_around_it(client: Client, editor: User) -> None:
    story = make_story(body=BODY)
    answer = post(client, story, quote="tog  grytan\nslut", before="En onsdag till ", after=".")
    row = story.review_comments.get()
    assert answer.headers["Location"] == f"/redaktion/{story.pk}/granska/#kommentar-{row.pk}"
    assert (row.field, row.quote, row.prefix, row.suffix) == (
        "body", "tog grytan slut", "slut. Då kom barnen. En onsdag till "[-32:], ".",
    )  # fmt: skip
    assert (row.author, row.author_name, row.is_open) == (editor, "Eva Granskare", True)


def test_a_marked_passage_stands_in_the_text_and_leads_to_the_comment(client: Client, editor: User) -> None:
    story = make_story(body=BODY)
    row = write(story, editor, passage=Passage("tog grytan slut", "En onsdag till ", "."))
    content = page(client, story).content.decode()
    mark = f'<a class="review-mark" href="#kommentar-{row.pk}"><mark>tog grytan slut</mark></a>'
    assert f"Då kom barnen. En onsdag till {mark}." in content
    assert content.count("<mark>") == 1
    resolve(row, by=editor)
    assert "<mark>" not in page(client, story).content.decode()


def test_a_passage_is_found_again_after_the_text_around_it_was_changed(client: Client, editor: User) -> None:
    story = make_story(body=BODY)
    write(story, editor, passage=Passage("tog grytan slut", "En onsdag till "))
    body = "<p>Helt nytt först.</p>" + BODY.replace("Då kom barnen.", "Då kom alla barnen på rad.")
    story = change(story, {"body": body}, by=make_user("communicator"), seen=story.version)
    assert "En onsdag till <a" in page(client, story).content.decode()


def test_a_passage_that_is_gone_is_said_to_be_gone(client: Client, editor: User) -> None:
    story = make_story(body=BODY)
    write(story, editor, "tog grytan slut")
    gone = "Texten finns inte längre kvar."
    assert gone not in page(client, story).content.decode()
    story = change(story, {"body": "<p>Allt är nytt.</p>"}, by=make_user("communicator"), seen=story.version)
    answer = page(client, story)
    assert (gone in answer.content.decode(), answer.content.decode().count("<mark>")) == (True, False)
    assert "<b>tog grytan slut</b>" in answer.content.decode()
    assert "texten finns inte längre kvar" in client.get(story.get_absolute_url()).content.decode()


def test_a_paragraph_is_chosen_without_a_script(client: Client, editor: User) -> None:
    form = page(client, make_story(body=BODY), "?stycke=body-2").context["form"]
    assert form.initial | {"form_key": 0} == {
        "form_key": 0, "field": "body", "quote": "Då kom barnen. En onsdag till tog grytan slut.",
        "before": "rjade det En onsdag tog grytan slut."[-32:], "after": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "key", ["body-99", "body-²", "body-" + "9" * 5000, "finns-inte-1", "-", "body--1", "password-0"]
)
def test_a_paragraph_that_is_none_chooses_no_passage(client: Client, editor: User, key: str) -> None:
    answer = page(client, make_story(body=BODY), f"?stycke={key}")
    assert (answer.status_code, answer.context["form"].initial.get("quote", "")) == (200, "")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"quote": "Det här står inte där."}, "quote"),
        ({"quote": "x" * 1001}, "quote"),
        ({"field": "last_editor"}, "field"),
        ({"form_key": "ingen"}, "form_key"),
    ],
)
def test_what_can_not_be_kept_is_said_at_its_field(
    client: Client, editor: User, fields: dict[str, str], wrong: str
) -> None:
    story = make_story(body=BODY)
    answer = post(client, story, **{"text": "Min text.", **fields})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [wrong])
    assert "Min text." in answer.content.decode() or wrong == "text"
    assert not ReviewComment.objects.exists()


def test_the_same_form_twice_is_one_comment(client: Client, editor: User) -> None:
    story, data = make_story(), sent()
    for _number in range(2):
        client.post(reverse("stories:comment", args=[story.pk]), data)
    row = story.review_comments.get()
    for _number in range(2):
        client.post(reverse("stories:comment_reply", args=[story.pk, row.pk]), data)
    assert row.replies.count() == 1


@pytest.mark.parametrize("state", [StoryState.APPROVED, StoryState.WITHDRAWN])
def test_of_an_approved_text_nothing_more_is_said_and_nothing_is_lost(client: Client, editor: User, state: str) -> None:
    story = make_story()
    row = write(story, editor)
    resolve(row, by=editor)
    Story.objects.filter(pk=story.pk).update(
        **{name: getattr(make_story(state), name) for name in ("edition_id", "publish_at")}, state=state
    )
    answer = post(client, story, text="Skriven förgäves.")
    assert (answer.status_code, "Skriven förgäves." in answer.content.decode()) == (409, True)
    for name in ("comment_reply", "comment_resolve", "comment_reopen"):
        answer = client.post(reverse(f"stories:{name}", args=[story.pk, row.pk]), sent(text="Också detta."))
        assert answer.status_code == 409
        assert "Öppna den för en ändring först" in answer.content.decode()
    assert (story.review_comments.count(), row.replies.count(), story.review_comments.get().is_open) == (1, 0, False)


def test_dealt_with_and_open_again_by_whom_and_when(client: Client, editor: User) -> None:
    story = make_story()
    row = write(story, make_user("communicator", name="Siv"))
    client.post(reverse("stories:comment_resolve", args=[story.pk, row.pk]))
    row.refresh_from_db()
    assert (row.is_open, row.resolved_by, row.resolved_by_name) == (False, editor, "Eva Granskare")
    assert "Klart, säger Eva Granskare" in page(client, story).content.decode()
    client.post(reverse("stories:comment_reopen", args=[story.pk, row.pk]))
    row.refresh_from_db()
    assert (row.is_open, row.resolved_by, row.resolved_by_name) == (True, None, "")


def told() -> list[tuple[str, str, str]]:
    rows = Notice.objects.select_related("person").order_by("pk").values_list("person__name", "subject", "kind")
    return sorted(rows)


def test_the_writer_and_those_in_the_thread_are_told_and_nobody_else() -> None:
    siv, eva, olle = (make_user("communicator", "editor", name=name) for name in ("Siv", "Eva", "Olle"))
    make_user("editor", name="Annan")
    left = make_user("communicator", name="Slutat vid redaktionen")
    story = make_story(writer=siv, last_editor=left, title="Soppan")
    left.groups.clear()
    row = write(story, eva)
    assert told() == [("Siv", "Ny kommentar på texten: Soppan", "comment")]
    assert Notice.objects.get().url == f"/redaktion/{story.pk}/granska/#kommentar-{row.pk}"
    Notice.objects.all().delete()
    reply(row, by=olle, text="Jag ringer.")
    assert told() == [
        ("Eva", "Svar på en kommentar: Soppan", "comment"),
        ("Siv", "Svar på en kommentar: Soppan", "comment"),
    ]
    Notice.objects.all().delete()
    resolve(row, by=siv)
    resolve(row, by=siv)
    assert told() == [
        ("Eva", "En kommentar är klar: Soppan", "comment"),
        ("Olle", "En kommentar är klar: Soppan", "comment"),
    ]


def test_readers_and_fact_checkers_never_see_them(client: Client) -> None:
    checker, editor = make_user(), make_user("editor")
    picture = make_stored_picture()
    asked, public = make_story("fact_check", picture=picture), make_published_story(picture=picture)
    make_fact_check(asked, checker)
    for story in (asked, public):
        row = write(asked, editor, "tog grytan slut") if story is asked else _on_published(public, editor)
        reply(row, by=make_user("editor", name="Hemlig Svarare"), text=DESK_SECRET) if story is asked else None
    client.force_login(checker)
    pages = [reverse(f"stories:{name}", args=[asked.pk]) for name in ("facts", "preview")]
    contents = [client.get(address).content.decode() for address in pages]
    contents.append(Client().get(public.public_url).content.decode())
    assert [("grytan" in text, DESK_SECRET in text, "Hemlig" in text, "<mark>" in text) for text in contents] == [
        (True, False, False, False)
    ] * 3
    assert page(client, asked).status_code == 403


def _on_published(story: Story, by: User) -> ReviewComment:
    return ReviewComment.objects.create(story=story, field="lead", text=DESK_SECRET, author=by, author_name="Hemlig")


def test_marks_from_outside_are_shown_as_text(client: Client, editor: User) -> None:
    bad = '"><img src=x onerror=alert(1)>'
    story = make_story(title=bad, lead=bad)
    write(story, editor, passage=Passage(bad), field="lead", text=bad)
    for answer in (page(client, story), client.get(story.get_absolute_url())):
        assert "<img src=x" not in answer.content.decode()
        assert "&lt;img src=x" in answer.content.decode()


def test_the_page_costs_the_same_with_one_comment_and_with_fifty(
    client: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = make_story(body=BODY)
    for wanted in (1, 50):
        while story.review_comments.count() < wanted:
            reply(write(story, editor, "grytan"), by=editor, text="Ja.")
        with django_assert_num_queries(8):
            page(client, story)
