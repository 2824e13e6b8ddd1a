"""One press ends a kind of letters: RFC 8058 for mail programs, a page with one button for people."""

from typing import Any

import pytest
from django.test import Client

from goda_exempel.accounts.models import User
from goda_exempel.notices import choices
from goda_exempel.notices.choices import choices_of, choose, sign
from goda_exempel.notices.digests import gather
from goda_exempel.notices.kinds import NoticeKind
from goda_exempel.notices.models import NoticeChoice
from tests.factories import make_user
from tests.mail_server import MailServer
from tests.notices.letters import say, swedish, work

pytestmark = pytest.mark.django_db(transaction=True)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link_of(letter: Any) -> str:
    header = str(letter["List-Unsubscribe"])
    assert (header[0], header[-1]) == ("<", ">")
    return header[1:-1].removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def person() -> User:
    return make_user(name="Dagny")


def strict() -> Client:
    """A mail program: no cookie, no token."""
    return Client(enforce_csrf_checks=True)


def test_a_letter_ends_its_kind_by_one_press_without_log_in_or_token(server: MailServer, person: User) -> None:
    say(person)
    work()
    (letter,) = server.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for _press in range(2):
        answer = strict().post(link_of(letter), ONE_CLICK)
        assert answer.status_code == 200
        assert "Du får inga fler sådana brev" in answer.content.decode()
    assert choices_of(person) == dict.fromkeys(["task", "followed", "call", "story"], "at_once") | {"comment": "never"}
    say(person)
    work()
    assert len(server.letters) == 1


def test_looking_at_the_link_changes_nothing(server: MailServer, person: User) -> None:
    say(person)
    work()
    for look in (strict().get, strict().head):
        answer = look(link_of(server.letters[0]))
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    page = strict().get(link_of(server.letters[0])).content.decode()
    assert page.count("<button") == 1
    assert "Kommentarer och svar" in page
    assert 'content="noindex"' in page
    assert not NoticeChoice.objects.exists()


def test_letters_about_own_ideas_can_not_be_ended_and_say_why_they_come(server: MailServer, person: User) -> None:
    say(person, NoticeKind.OWN)
    work()
    (letter,) = server.letters
    assert (letter["List-Unsubscribe"], letter["List-Unsubscribe-Post"]) == (None, None)
    assert "Du får det här brevet för att det handlar om din egen idé." in letter.get_content()
    assert choices.read(sign(person, ["own"])) is None


def test_a_gathered_letter_ends_all_kinds_in_it(server: MailServer, person: User) -> None:
    choose(person, dict.fromkeys(["comment", "followed", "story"], "daily"))
    NoticeChoice.objects.update(changed=swedish("2020-01-01 00:00"))
    say(person)
    say(person, NoticeKind.FOLLOWED)
    gather(swedish("2036-01-01 07:00"))
    work()
    strict().post(link_of(server.letters[0]), ONE_CLICK)
    assert [choices_of(person)[kind] for kind in ("comment", "followed", "story")] == ["never", "never", "daily"]


@pytest.mark.parametrize("token", ["x", "1.comment", "1.comment:x", ":", "%20", "å", "1.comment:" + "x" * 3000])
def test_an_address_that_we_have_not_signed_does_not_exist(client: Client, token: str) -> None:
    for press in (client.get, client.post):
        assert press(f"/notiser/avsluta/{token}/").status_code == 404
    assert not NoticeChoice.objects.exists()


def test_a_link_is_of_one_person_and_one_kind(client: Client, person: User) -> None:
    token = sign(person, ["comment"])
    other = make_user()
    for changed in (token.replace(str(person.pk), str(other.pk), 1), token.replace("comment", "story")):
        assert client.post(f"/notiser/avsluta/{changed}/").status_code == 404
    person.delete()
    assert client.post(f"/notiser/avsluta/{token}/").status_code == 404


def test_the_page_is_in_the_language_of_whose_letters_it_ends(client: Client) -> None:
    person = make_user(language="en")
    answer = client.get(f"/notiser/avsluta/{sign(person, ['comment'])}/")
    assert "Do you want no more of these letters?" in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"
