"""What a person has been told: the list, following one, and marking all as read."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def make_notice(person: User, url: str = "/ideer/", subject: str = "Din idé är besvarad") -> Notice:
    return Notice.objects.create(person=person, subject=subject, body="Hej!", url=url)


def test_one_sees_ones_own(client: Client) -> None:
    user = make_user()
    make_notice(user)
    make_notice(make_user(), subject="Någon annans ärende")
    client.force_login(user)
    page = client.get("/notiser/").content.decode()
    assert "Din idé är besvarad" in page
    assert "Någon annans ärende" not in page


def test_following_one_marks_it_read_once(client: Client) -> None:
    user = make_user()
    notice = make_notice(user, "/ideer/mina/")
    client.force_login(user)
    times = []
    for _press in range(2):
        assert client.get(notice.get_absolute_url()).headers["Location"] == "/ideer/mina/"
        notice.refresh_from_db()
        times.append(notice.read_at)
    assert times[0] == times[1] is not None
    assert client.post(notice.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_an_address_that_is_not_ours_is_not_followed(client: Client, url: str) -> None:
    notice = make_notice(make_user(), url)
    client.force_login(notice.person)
    assert client.get(notice.get_absolute_url()).headers["Location"] == "/notiser/"


def test_somebody_elses_does_not_exist(client: Client) -> None:
    notice = make_notice(make_user())
    client.force_login(make_user())
    assert client.get(notice.get_absolute_url()).status_code == 404
    assert client.get("/notiser/99999999999999999999/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_marked_read_by_a_post(client: Client) -> None:
    user = make_user()
    mine, other = make_notice(user), make_notice(make_user())
    assert client.post(reverse("notices:read_all")).headers["Location"] == "/logga-in/?next=/notiser/las-alla/"
    client.force_login(user)
    assert client.get(reverse("notices:read_all")).status_code == 405
    texts = [client.post(reverse("notices:read_all"), follow=True).content.decode() for _press in range(2)]
    assert "1 notis är markerad som läst." in texts[0]
    assert "Det fanns inget oläst." in texts[1]
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.read_at is None, other.read_at is None) == (False, True)


def test_one_chooses_which_to_see(client: Client) -> None:
    user = make_user()
    read, unread = make_notice(user, subject="Läst"), make_notice(user, subject="Oläst notis")
    Notice.objects.filter(pk=read.pk).update(read_at=read.created, kind="story")
    client.force_login(user)

    def seen(**query: str) -> list[Notice]:
        return list(client.get("/notiser/", query).context["page"])

    assert seen() == [unread, read]
    assert seen(visa="olasta") == [unread]
    assert seen(slag="story") == [read]
    assert seen(slag="story", visa="olasta") == []
    assert seen(slag="finns inte", visa="olasta") == [unread]
    assert "Det finns inget sådant slag." in client.get("/notiser/?slag=x&slag=y").content.decode()


def test_one_is_marked_read_where_it_stands(client: Client) -> None:
    user = make_user()
    notice, other = make_notice(user), make_notice(make_user())
    client.force_login(user)
    address = reverse("notices:read", args=[notice.pk])
    assert client.get(address).status_code == 405
    for _press in range(2):
        answer = client.post(address, {"visa": "olasta", "slag": "", "sida": "2"})
        assert answer.headers["Location"] == "/notiser/?visa=olasta&sida=2"
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert client.post(reverse("notices:read", args=[other.pk])).status_code == 404
    assert client.post(address, {"sida": "../ x", "visa": "//evil"}).headers["Location"] == "/notiser/"
    client.logout()
    assert client.post(address).headers["Location"] == f"/logga-in/?next={address}"


def test_pages_keep_the_choice_and_the_menu_counts(client: Client) -> None:
    user = make_user()
    for _number in range(30):
        make_notice(user)
    client.force_login(user)
    page = client.get("/notiser/", {"visa": "olasta"}).content.decode()
    assert page.count('class="notice-title"') == 25
    assert "?visa=olasta&amp;sida=2" in page
    assert page.count('<span class="count">30') == 2


@pytest.mark.parametrize("page", ["0", "-1", "999999", "två", "9" * 400])
def test_any_page_number_gives_a_page(client: Client, page: str) -> None:
    client.force_login(make_user())
    assert client.get("/notiser/", {"sida": page}).status_code == 200


@pytest.mark.parametrize("number", [1, 50])
def test_queries(client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = make_user()
    for _number in range(number):
        make_notice(user)
    client.force_login(user)
    with django_assert_num_queries(8):
        client.get("/notiser/")
