"""Idea coaches hide a comment with a reason, and show it again; the words stay."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.comments.models import Comment, CommentEvent
from ideas.comments.workflow import edit, write
from ideas.models import Idea
from tests.factories import make_idea, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo() -> User:
    return make_user(name="Bo")


@pytest.fixture
def comment(bo: User, client: Client) -> Comment:
    idea = make_idea("in_review", submitter=make_user(name="Stina"))
    comment = write(idea, by=bo, text="Ett påhopp.")
    Notice.objects.all().delete()
    client.force_login(make_user(roles.STAFF, roles.COACH, name="Ulla"))
    return comment


def page_for(client: Client, comment: Comment, user: User) -> str:
    client.force_login(user)
    return client.get(comment.idea.get_absolute_url()).content.decode()


def test_a_hidden_comment_shows_why_to_all_and_its_words_to_coaches_alone(
    client: Client, comment: Comment, bo: User
) -> None:
    for _press in range(2):
        assert (
            client.post(f"{comment.get_absolute_url()}dolj/", {"reason": "Det handlar om en person."}).status_code
            == 302
        )
    for user in (bo, comment.idea.submitter, make_user(roles.MANAGER)):
        assert user is not None
        page = page_for(client, comment, user)
        assert "En idécoach har dolt kommentaren: Det handlar om en person." in page
        assert "Ett påhopp." not in page
    assert "Ett påhopp." in page_for(client, comment, make_user(roles.COACH))


def test_its_author_is_told_why_once_and_that_it_is_shown_again(client: Client, comment: Comment, bo: User) -> None:
    for _press in range(2):
        client.post(f"{comment.get_absolute_url()}dolj/", {"reason": "Ett skäl."})
    for _press in range(2):
        assert client.post(f"{comment.get_absolute_url()}visa/").status_code == 302
    shown, hidden = bo.notices.all()
    assert ("Ulla" in hidden.body, "Ett skäl." in hidden.body) == (True, True)
    assert shown.subject.startswith("Din kommentar visas igen")
    assert Notice.objects.count() == 2
    assert "Ett påhopp." in page_for(client, comment, make_user())


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "x" * 501])
def test_without_a_reason_nothing_is_hidden(client: Client, comment: Comment, reason: str) -> None:
    answer = client.post(f"{comment.get_absolute_url()}dolj/", {"reason": reason})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"reason"}
    comment.refresh_from_db()
    assert comment.hidden_at is None
    with pytest.raises(IntegrityError, match="comment_hidden_with_a_reason"), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(hidden_at=comment.created)


def test_a_coach_does_not_moderate_what_is_said_about_an_own_idea(client: Client, bo: User) -> None:
    coach = make_user(roles.COACH)
    comment = write(make_idea("in_review", submitter=coach), by=bo, text="Kritik")
    client.force_login(coach)
    assert client.post(f"{comment.get_absolute_url()}dolj/", {"reason": "Nej."}).status_code == 403
    assert f"{comment.get_absolute_url()}dolj/" not in client.get(comment.idea.get_absolute_url()).content.decode()


def test_a_hidden_comment_is_neither_changed_nor_answered(client: Client, comment: Comment, bo: User) -> None:
    client.post(f"{comment.get_absolute_url()}dolj/", {"reason": "Ett skäl."})
    client.force_login(bo)
    assert client.post(f"{comment.get_absolute_url()}andra/", {"text": "Annat"}).status_code == 409
    address = f"{comment.idea.get_absolute_url()}kommentarer/"
    answer = client.post(address, {"text": "Svar", "answers": comment.pk, "form_key": comment.form_key})
    assert answer.status_code == 200


def test_coaches_read_earlier_wordings_that_nobody_can_change(client: Client, comment: Comment, bo: User) -> None:
    edit(comment, by=bo, text="Mildare.")
    page = client.get(f"{comment.get_absolute_url()}tidigare/").content.decode()
    assert page.index("Mildare.") < page.index("Ett påhopp.")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        CommentEvent.objects.update(text="Förfalskat")
    client.force_login(bo)
    assert client.get(f"{comment.get_absolute_url()}tidigare/").status_code == 403


def test_moderation_of_a_closed_idea_is_not_for_other_coaches(client: Client, comment: Comment) -> None:
    Idea.objects.filter(pk=comment.idea_id).update(confidential=True)
    assert client.post(f"{comment.get_absolute_url()}dolj/", {"reason": "x"}).status_code == 404
