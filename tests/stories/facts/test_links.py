"""The page behind a personal link: exactly what readers will see, and what becomes of a link that must not work."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from goda_exempel.notices.models import Notice
from goda_exempel.pictures import encode
from goda_exempel.renditions import KINDS
from stories.facts.links import sign
from stories.facts.models import FactAnswer, FactCheck, FactView
from stories.facts.workflow import send_again
from stories.models import Picture, Story
from stories.pictures.storing import keep
from stories.reading import page_of
from tests.stories.faces.factories import make_person, taken_out
from tests.stories.factories import make_story
from tests.stories.facts.asking import current, ended, make_asked, path, say

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/143.0 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64) Gecko/20100101 Firefox/145.0"
ANSWERS = ("stammer", "andra", "avsta")


def test_the_page_is_the_one_readers_will_see(client: Client) -> None:
    check = make_asked(pull_quote="Nu lagar vi själva.", fact_box="Tolv kök", how_to="Börja med soppa.")
    answer = client.get(path(check))
    page = answer.content.decode()
    templates = [template.name for template in answer.templates]
    assert (answer.status_code, templates[0], "base_public.html" in templates) == (200, "stories/_article.html", True)
    shown = page_of(check.story, check.story)
    for text in (shown.headline, shown.lead, shown.quote, "Tolv kök", "Börja med soppa.", str(shown.rest)):
        assert text in page
    assert page.count("<h1") == 1


def test_nothing_of_it_is_found_kept_or_handed_on(client: Client) -> None:
    answer = client.get(path(make_asked()))
    headers = {name: answer.headers[name] for name in ("X-Robots-Tag", "Cache-Control", "Referrer-Policy")}
    assert headers == {"X-Robots-Tag": "noindex", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert not answer.cookies


def test_its_pictures_are_opened_by_the_link_alone(client: Client) -> None:
    check = make_asked()
    page = client.get(path(check)).content.decode()
    picture = path(check) + f"bild/{check.story.picture and check.story.picture.smallest}.jpg"
    assert picture in page
    assert "/redaktion/" not in page
    answer = client.get(picture)
    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        200, "image/jpeg", "no-store",
    )  # fmt: skip
    assert client.get(path(check) + "bild/7.jpg").status_code == 404
    assert client.get(picture.replace(sign(check), sign(ended(check)))).status_code == 404


def whole_picture(colour: str) -> Picture:
    """With every rendition, as the worker leaves it."""
    return keep(encode(Image.new("RGB", (1200, 800), colour), tuple(KINDS)), None)


def test_every_picture_that_the_page_names_is_there_in_all_three_formats(client: Client) -> None:
    check, in_text = make_asked(picture=whole_picture("teal")), whole_picture("olive")
    body = f'<figure><img src="/redaktion/bilder/{in_text.key}/480.jpg"></figure>'
    Story.objects.filter(pk=check.story_id).update(body=body)
    page = client.get(path(check)).content.decode()
    for place in ("bild", f"bilder/{in_text.key}"):
        named = set(re.findall(rf"{re.escape(path(check))}{place}/\d+\.(?:avif|webp|jpg)", page))
        found = [client.get(address) for address in named]
        assert {answer.status_code for answer in found} == {200}
        assert {answer.headers["Content-Type"] for answer in found} == {"image/avif", "image/webp", "image/jpeg"}
        assert [client.get(f"{path(check)}{place}/480.{ext}").status_code for ext in ("gif", "svg")] == [404, 404]


def test_who_has_withdrawn_is_not_shown_by_the_link_either(client: Client) -> None:
    first, in_text = whole_picture("teal"), whole_picture("olive")
    check = make_asked(picture=first)
    body = f'<figure><img src="/redaktion/bilder/{in_text.key}/480.jpg"></figure>'
    Story.objects.filter(pk=check.story_id).update(body=body)
    addresses = [f"{path(check)}bild/480.{ext}" for ext in ("avif", "webp", "jpg")]
    addresses += [f"{path(check)}bilder/{in_text.key}/480.{ext}" for ext in ("avif", "webp", "jpg")]
    assert [client.get(address).status_code for address in addresses] == [200] * 6
    for picture in (first, in_text):
        taken_out(make_person(check.story, picture=picture))
    assert [client.get(address).status_code for address in addresses] == [404] * 6


def test_pictures_in_the_text_are_those_that_stand_in_it(client: Client) -> None:
    check = make_asked()
    key = check.story.picture and check.story.picture.key
    address = path(check) + f"bilder/{key}/480.jpg"
    assert client.get(address).status_code == 404
    Story.objects.filter(pk=check.story_id).update(body=f'<figure><img src="/redaktion/bilder/{key}/480.jpg"></figure>')
    assert client.get(address).status_code == 200


def test_it_says_whose_link_it_is_and_no_account(client: Client) -> None:
    check = make_asked()
    page = client.get(path(check)).content.decode()
    assert "Anna Berg" in page
    for hidden in ("Lisa Redaktör", "Ida Idégivare", "anna@skola.example"):
        assert hidden not in page.replace("Text: Lisa Redaktör", "")


def test_each_opening_is_logged_with_no_more_than_when_and_roughly_what(client: Client) -> None:
    check = make_asked()
    client.get(path(check), headers={"User-Agent": PHONE})
    client.get(path(check), headers={"User-Agent": WINDOWS})
    client.head(path(check))
    assert list(FactView.objects.values_list("fact_check", "device")) == [
        (check.pk, "Chrome, mobile"), (check.pk, "Firefox, computer"),
    ]  # fmt: skip


def test_a_forwarded_link_shows_itself_to_the_desk_and_can_be_ended(client: Client) -> None:
    """Whoever has the link reads, so the desk sees how often and in how many browsers, and ends it."""
    check = make_asked()
    for agent in (PHONE, WINDOWS, WINDOWS):
        Client().get(path(check), headers={"User-Agent": agent})
    client.force_login(check.story.writer)  # type: ignore[arg-type]
    rows = section_rows(client, check)
    assert [(row.views, row.devices) for row in rows if row.check == check] == [(3, 2)]
    client.post(reverse("stories:facts_end", args=[check.story_id, check.pk]))
    assert Client().get(path(check)).context["standing"] == "revoked"


def section_rows(client: Client, check: FactCheck) -> list[Any]:
    page = client.get(reverse("stories:work", args=[check.story_id]))
    sections = {section.name: section.context for section in page.context["sections"]["main"]}
    rows: list[Any] = sections["facts"]["rows"]
    return rows


def test_after_expiry_it_shows_nothing_and_asks_the_desk_for_a_new_one(client: Client) -> None:
    check = make_asked()
    with time_machine.travel(timezone.now() + timedelta(days=21, seconds=1), tick=False):
        answer = client.get(path(check))
        assert (answer.status_code, answer.context["standing"]) == (410, "expired")
        assert check.story.title not in answer.content.decode()
        assert [say(client, check, what).status_code for what in ANSWERS] == [410] * 3
        Notice.objects.all().delete()
        assert [client.post(path(check, "ny-lank")).status_code for _press in range(2)] == [410, 410]
    assert list(Notice.objects.values_list("person", flat=True)) == [check.story.writer_id]
    assert FactAnswer.objects.count() == 0


def test_until_the_last_second_it_works(client: Client) -> None:
    check = make_asked()
    assert check.expires_at is not None
    with time_machine.travel(check.expires_at - timedelta(seconds=1), tick=False):
        assert client.get(path(check)).status_code == 200


def test_after_revocation_it_shows_nothing_and_takes_no_answer(client: Client) -> None:
    check = ended(make_asked())
    answer = client.get(path(check))
    assert (answer.status_code, answer.context["standing"]) == (410, "revoked")
    assert check.story.title not in answer.content.decode()
    assert [say(client, check, what, comment="Nej").status_code for what in ANSWERS] == [410] * 3
    assert FactAnswer.objects.count() == 0


def test_a_revoked_link_never_comes_back(client: Client) -> None:
    check = ended(make_asked())
    old = path(check)
    send_again(check)
    assert client.get(old).context["standing"] == "replaced"
    assert client.get(path(current(check))).status_code == 200


def test_for_a_deleted_story_it_says_so(client: Client) -> None:
    story = make_story()
    address = path(FactCheck.objects.create(story=story, person_name="Anna Berg", without_account=True))
    assert client.get(address).status_code == 200
    story.delete()
    answer = client.get(address)
    assert (answer.status_code, answer.context["standing"]) == (410, "gone")
    assert client.post(f"{address}stammer/", {"digest": "x"}).status_code == 410


def test_for_a_story_that_is_withdrawn_it_says_so(client: Client) -> None:
    check = make_asked("withdrawn")
    answer = client.get(path(check))
    assert (answer.status_code, answer.context["standing"]) == (410, "gone")
    assert check.story.title not in answer.content.decode()


@pytest.mark.parametrize("change", ["x", "-", ":", "1"])
def test_a_link_that_we_have_not_made_is_not_found(client: Client, change: str) -> None:
    check = make_asked()
    assert client.get(f"/faktakoll/{sign(check)}{change}/").status_code == 404
    assert client.get(f"/faktakoll/{check.pk}-1/").status_code == 404
    assert client.post(f"/faktakoll/{sign(check)}{change}/stammer/").status_code == 404


def test_answers_are_given_by_post(client: Client) -> None:
    check = make_asked()
    assert [client.get(path(check, what)).status_code for what in (*ANSWERS, "ny-lank")] == [405] * 4
    assert client.post(path(check)).status_code == 405


def test_nobody_is_held_to_a_session_or_a_token() -> None:
    """A browser without cookies, and one that checks for a token of ours, both get through."""
    check = make_asked()
    answer = say(Client(enforce_csrf_checks=True), check, "stammer")
    assert (answer.status_code, answer.headers["Location"]) == (302, path(check))


def test_a_link_is_not_used_without_end(client: Client) -> None:
    check = make_asked()
    codes = [say(client, check, "stammer").status_code for _press in range(31)]
    assert codes == [302] * 30 + [429]
