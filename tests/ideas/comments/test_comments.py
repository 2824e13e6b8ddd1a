"""Comments: written, answered, changed, removed, read page by page, and told to those whom they concern."""

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.comments import section
from ideas.comments.models import LONGEST, Comment, CommentEvent
from ideas.comments.reading import page_number
from ideas.comments.workflow import CommentsClosedError, delete, edit, write
from ideas.models import Idea
from ideas.people.naming import answer as answer_naming
from ideas.people.workflow import credit
from ideas.support.models import Follow
from ideas.support.workflow import follow
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_user
from tests.notices.letters import swedish

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea() -> Idea:
    return make_idea("in_review", submitter=make_user(name="Stina"), title="Läxhjälp")


@pytest.fixture
def bo(client: Client) -> User:
    bo = make_user(name="Bo")
    client.force_login(bo)
    return bo


def post(client: Client, idea: Idea, text: str = "Vi gör så här.", **data: Any) -> Any:
    return client.post(f"{idea.get_absolute_url()}kommentarer/", {"text": text, "form_key": uuid4(), **data})


def page_of(client: Client, idea: Idea) -> str:
    return client.get(idea.get_absolute_url()).content.decode()


def form_on(answer: Any) -> Any:
    (shown,) = [row for row in answer.context["sections"]["after"] if row.name == "comments"]
    return shown.context["form"]


def test_one_writes_and_gets_back_to_the_comment(client: Client, idea: Idea, bo: User) -> None:
    answer = post(client, idea, "  Vi gör så här.\r\nSedan i våras. ")
    comment = Comment.objects.get()
    assert (comment.author, comment.author_name) == (bo, "Bo")
    assert comment.text == "Vi gör så här.\nSedan i våras."
    assert answer.headers["Location"] == f"{idea.get_absolute_url()}kommentarer/?sida=1#kommentar-{comment.pk}"
    assert "Sedan i våras." in page_of(client, idea)


def test_the_same_form_twice_is_one_comment(client: Client, idea: Idea, bo: User) -> None:
    key = uuid4()
    for _press in range(2):
        assert post(client, idea, form_key=key).status_code == 302
    assert Comment.objects.count() == 1


def test_answers_however_deep_belong_to_the_thread_and_say_whom_they_answer(
    client: Client, idea: Idea, bo: User
) -> None:
    root = write(idea, by=make_user(name="Rot"), text="Rot")
    first = write(idea, by=make_user(name="Ett"), text="Ett", answers=root)
    later = write(idea, by=make_user(name="Annan tråd"), text="Annan tråd")
    assert post(client, idea, "Två", answers=first.pk).status_code == 302
    deepest = Comment.objects.latest("pk")
    assert (deepest.thread, deepest.answers) == (root, first)
    assert list(Comment.objects.in_threads()) == [root, first, deepest, later]
    assert "till Ett" in page_of(client, idea)


@pytest.mark.parametrize("answered", ["x", "99999999999999999999", "-1", "9" * 5000])
def test_an_answer_to_nothing_is_told_and_the_text_kept(client: Client, idea: Idea, bo: User, answered: str) -> None:
    answer = post(client, idea, "Mitt långa svar", answers=answered)
    assert answer.status_code == 200
    assert "Det du svarar på finns inte kvar." in answer.content.decode()
    assert "Mitt långa svar" in answer.content.decode()
    assert Comment.objects.count() == 0


def test_an_answer_to_a_comment_on_another_idea_is_refused(client: Client, idea: Idea, bo: User) -> None:
    other = write(make_idea(), by=bo, text="Annan")
    assert post(client, idea, answers=other.pk).status_code == 200
    assert idea.comments.count() == 0


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\u200b\u200d\u2060", "x" * (LONGEST + 1), "a\x07b", "a\x00b", "ö" * 500_000],
    ids=["empty", "spaces", "zero-width", "too long", "bell", "nul", "1 MB"],
)
def test_bad_text_is_told_at_the_field_and_not_lost(client: Client, idea: Idea, bo: User, text: str) -> None:
    answer = post(client, idea, text)
    assert answer.status_code == 200
    assert form_on(answer).errors.keys() == {"text"}
    assert form_on(answer)["text"].value() == text
    assert Comment.objects.count() == 0


def test_a_lone_surrogate_is_no_text_of_ours(client: Client, idea: Idea, bo: User) -> None:
    body = f"form_key={uuid4()}&text=a%ED%A0%80b"
    answer = client.post(
        f"{idea.get_absolute_url()}kommentarer/", body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 302
    assert Comment.objects.get().text == "a\ufffd\ufffd\ufffdb"


def test_fields_that_are_not_in_the_form_change_nothing(client: Client, idea: Idea, bo: User) -> None:
    post(client, idea, author=make_user().pk, author_name="Någon annan", hidden_reason="x", created="2001-01-01")
    comment = Comment.objects.get()
    assert (comment.author, comment.author_name, comment.hidden_reason) == (bo, "Bo", "")
    assert comment.created.year > 2001


def test_a_flood_is_stopped_and_the_text_kept(client: Client, idea: Idea, bo: User) -> None:
    answers = [post(client, idea, f"Nummer {number}") for number in range(31)]
    assert [answer.status_code for answer in answers] == [302] * 30 + [200]
    assert form_on(answers[-1])["text"].value() == "Nummer 30"
    assert Comment.objects.count() == 30


def test_a_changed_comment_says_when_and_keeps_its_earlier_words(client: Client, idea: Idea, bo: User) -> None:
    with time_machine.travel(swedish("2026-11-24 14:00"), tick=False):
        comment = write(idea, by=bo, text="Första")
    address = f"{comment.get_absolute_url()}andra/"
    with time_machine.travel(swedish("2026-11-24 14:32"), tick=False):
        client.force_login(bo)
        for _press in range(2):
            assert client.post(address, {"text": "Andra"}).status_code == 302
        assert "ändrad 14.32" in page_of(client, idea)
    assert [(event.text, event.move) for event in CommentEvent.objects.all()] == [("Första", "edit")]
    with time_machine.travel(swedish("2026-11-25 09:00"), tick=False):
        client.force_login(bo)
        page = page_of(client, idea)
    assert "ändrad 24 november 2026 14.32" in page
    assert ("Andra" in page, "Första" in page) == (True, False)


def test_a_removed_comment_leaves_a_line_and_its_answers(client: Client, idea: Idea, bo: User) -> None:
    comment = write(idea, by=bo, text="Ångrad mening")
    write(idea, by=make_user(), text="Svaret", answers=comment)
    for _press in range(2):
        assert client.post(f"{comment.get_absolute_url()}ta-bort/").status_code == 302
    page = page_of(client, idea)
    assert "Kommentaren är borttagen av den som skrev den." in page
    assert ("Ångrad mening" in page, "Svaret" in page) == (False, True)
    assert CommentEvent.objects.count() == 1
    assert client.get(f"{comment.get_absolute_url()}svara/").status_code == 302
    assert post(client, idea, answers=comment.pk).status_code == 200


def test_a_removed_comment_can_not_be_changed_back(client: Client, idea: Idea, bo: User) -> None:
    comment = delete(write(idea, by=bo, text="Borta"), by=bo)
    answer = client.post(f"{comment.get_absolute_url()}andra/", {"text": "Min nya text"})
    assert answer.status_code == 409
    assert "Min nya text" in answer.content.decode()
    with pytest.raises(CommentsClosedError):
        edit(comment, by=bo, text="Ny")


@pytest.mark.parametrize("what", ["andra/", "ta-bort/", "dolj/", "visa/"])
def test_others_may_not_touch_a_comment(client: Client, idea: Idea, bo: User, what: str) -> None:
    comment = write(idea, by=make_user(), text="Orörd")
    assert client.post(f"{comment.get_absolute_url()}{what}", {"text": "x", "reason": "x"}).status_code == 403
    client.logout()
    address = f"{comment.get_absolute_url()}{what}"
    assert client.post(address).headers["Location"] == f"/logga-in/?next={address}"
    comment.refresh_from_db()
    assert (comment.text, comment.deleted_at, comment.hidden_at) == ("Orörd", None, None)


def test_comments_are_closed_on_drafts_and_withdrawn_ideas(client: Client, idea: Idea, bo: User) -> None:
    comment = write(idea, by=bo, text="I tid")
    draft = make_idea("draft", submitter=bo)
    assert "kommentarer" not in page_of(client, draft)
    assert post(client, draft).status_code == 409
    ENGINE.perform(idea, "withdraw", by=idea.submitter)
    answer = post(client, idea, "För sent")
    assert answer.status_code == 409
    assert "För sent" in answer.content.decode()
    assert "går inte att kommentera den längre" in page_of(client, idea)
    assert client.post(f"{comment.get_absolute_url()}andra/", {"text": "Ny"}).status_code == 409
    assert [row.text for row in Comment.objects.all()] == ["I tid"]


@pytest.mark.parametrize("closed", ["confidential", "held"])
def test_comments_on_a_closed_idea_are_for_those_who_see_it(client: Client, idea: Idea, bo: User, closed: str) -> None:
    comment = write(idea, by=bo, text="Hemlig mening")
    Idea.objects.filter(pk=idea.pk).update(**{closed: True})
    for path in ("", "svara/", "andra/", "ta-bort/"):
        assert client.get(f"{comment.get_absolute_url()}{path}").status_code in (404, 405)
    assert client.get(f"{idea.get_absolute_url()}kommentarer/").status_code == 404
    assert post(client, idea).status_code == 404
    assert client.post(f"{comment.get_absolute_url()}ta-bort/").status_code == 404
    assert idea.submitter is not None
    client.force_login(idea.submitter)
    assert "Hemlig mening" in page_of(client, idea)


def test_names_stay_when_accounts_do_not(client: Client, idea: Idea, bo: User) -> None:
    write(idea, by=make_user(name="Avstängd Andersson", is_active=False), text="Kvar ett")
    gone = make_user(name="Borta Bengtsson")
    write(idea, by=gone, text="Kvar två")
    gone.delete()
    page = page_of(client, idea)
    assert "Avstängd Andersson" in page
    assert "Borta Bengtsson" in page


def test_who_does_not_want_to_be_named_with_the_idea_is_not_named_in_its_comments_either(
    client: Client, idea: Idea, bo: User
) -> None:
    carl = make_user(name="Carl Gömd")
    assert idea.submitter is not None
    row = credit(idea, by=idea.submitter, name="", user=carl)
    first = write(idea, by=carl, text="Jag var med.")
    write(idea, by=bo, text="Svar", answers=first)
    answer_naming(row, "no")
    Notice.objects.all().delete()
    write(idea, by=carl, text="Igen.")
    page = page_of(client, idea)
    assert "Carl Gömd" not in page
    assert "till En medidégivare" in page
    assert not Notice.objects.filter(body__contains="Carl Gömd").exists()


def told(*, by: User, **how: Any) -> dict[str, str]:
    Notice.objects.all().delete()
    write(by=by, text="Nytt", **how)
    return {notice.person.name: notice.kind for notice in Notice.objects.select_related("person")}


def test_authors_those_in_the_thread_and_followers_are_told_once(idea: Idea, bo: User) -> None:
    eva, fia, ove = make_user(name="Eva"), make_user(name="Fia"), make_user(name="Ove")
    root = write(idea, by=eva, text="Rot")
    write(idea, by=ove, text="En annan tråd")
    for person in (eva, fia, idea.submitter):
        assert person is not None
        follow(idea, person)
    assert told(idea=idea, by=bo, answers=root) == {"Stina": "comment", "Eva": "comment", "Fia": "comment"}
    assert told(idea=idea, by=eva, answers=root) == {"Stina": "comment", "Bo": "comment", "Fia": "comment"}
    assert told(idea=idea, by=bo) == {"Stina": "comment", "Eva": "comment", "Fia": "comment"}


def test_a_letter_about_a_comment_leads_to_it_and_says_nothing_of_a_closed_idea(idea: Idea, bo: User) -> None:
    told(idea=idea, by=bo)
    notice = Notice.objects.get()
    assert notice.url == Comment.objects.latest("pk").get_absolute_url()
    assert "Nytt" in notice.body
    Idea.objects.filter(pk=idea.pk).update(confidential=True)
    assert idea.coach is not None
    told(idea=idea, by=idea.coach)
    notice = Notice.objects.get()
    assert "Nytt" not in notice.body
    assert "Läxhjälp" not in f"{notice.subject}{notice.body}"


def test_who_comments_is_offered_to_follow_and_only_then_follows(client: Client, idea: Idea, bo: User) -> None:
    assert form_on(client.get(idea.get_absolute_url()))["and_follow"].value() is True
    post(client, idea)
    assert not Follow.objects.exists()
    post(client, idea, and_follow="on")
    assert [row.user for row in Follow.objects.all()] == [bo]
    assert "and_follow" not in form_on(client.get(idea.get_absolute_url())).fields


VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "&#106;avascript:alert(1)",
    "[x](javascript:alert(1))",
    'http://a.example/"onmouseover="alert(1)',
    "http://a.example/<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }} {% load x %}",
    "</blockquote></section><svg/onload=alert(1)>",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_script_in_comments_and_names_is_text(client: Client, idea: Idea, bo: User, vector: str) -> None:
    eve = make_user(name=vector[:120])
    write(idea, by=eve, text=vector)
    page = page_of(client, idea)
    for live in ("<script>alert", "<img src=x", "<svg/onload", 'href="javascript', 'href="data:', 'href="vbscript'):
        assert live not in page
    assert '"onmouseover=' not in page
    notice = Notice.objects.filter(kind="comment").get()
    assert vector in notice.body
    assert idea.submitter is not None
    client.force_login(idea.submitter)
    assert "<script>alert" not in client.get("/notiser/").content.decode()


def test_links_are_made_and_not_followed_by_machines(client: Client, idea: Idea, bo: User) -> None:
    write(idea, by=bo, text="Se https://exempel.example/a?b=1&c=2 nu")
    assert '<a href="https://exempel.example/a?b=1&amp;c=2" rel="nofollow">' in page_of(client, idea)


def many(idea: Idea, number: int) -> list[Comment]:
    """A tree as deep as it is long, and threads beside it."""
    people = [make_user() for _number in range(5)]
    made: list[Comment] = []
    for place in range(number):
        answers = None if place % 7 == 0 else made[-1] if place % 2 else made[place // 2]
        made.append(
            Comment(
                idea=idea, author=people[place % 5], author_name=people[place % 5].name, text=f"Kommentar {place}",
                thread_id=answers.root_id if answers else None, answers=answers,
            )
        )  # fmt: skip
        made[-1].save()
    return made


@pytest.mark.parametrize("number", [1, 50])
def test_queries(
    client: Client, idea: Idea, bo: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(idea, number)
    with django_assert_num_queries(12):
        client.get(f"{idea.get_absolute_url()}kommentarer/")
    with django_assert_num_queries(8):
        section.context(User.objects.get(pk=bo.pk), Idea.objects.get(pk=idea.pk))


def test_a_tree_of_500_is_read_page_by_page_without_a_gap(client: Client, idea: Idea, bo: User) -> None:
    made = many(idea, 500)
    address = f"{idea.get_absolute_url()}kommentarer/"
    seen = [
        row.comment for page in range(1, 11) for row in client.get(address, {"sida": page}).context["section"]["rows"]
    ]
    assert len(seen) == 500
    assert {comment.pk for comment in seen} == {comment.pk for comment in made}
    assert [comment.root_id for comment in seen] == sorted(comment.root_id for comment in seen)
    for comment in (made[0], made[250], made[499]):
        page = client.get(address, {"sida": page_number(comment)}).context["section"]["rows"]
        assert comment in [row.comment for row in page]
    shown = client.get(idea.get_absolute_url()).content.decode()
    assert "Läs alla 500 kommentarer från början" in shown
    assert shown.count('class="comment-head"') == 50


@pytest.mark.parametrize("page", ["0", "-1", "abc", "999999", "9" * 400, ""])
def test_any_page_number_gives_a_page(client: Client, idea: Idea, bo: User, page: str) -> None:
    assert client.get(f"{idea.get_absolute_url()}kommentarer/", {"sida": page}).status_code == 200
