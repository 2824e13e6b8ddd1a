"""What is withdrawn is gone at once from all that readers can reach: pages, feeds, files, the search, kept copies."""

import re
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goda_exempel import caching
from stories.faces.models import Portrayed, PortrayedHistory
from stories.faces.workflow import AlreadyWithdrawnError, change, enter
from stories.models import Edition, Story
from stories.newsletter.models import Issue
from stories.newsletter.withdrawn import shows_hidden
from stories.search.query import search, suggestions
from tests.factories import make_user
from tests.notices.letters import swedish
from tests.stories.faces.factories import NAME, make_person, make_story_about_her, taken_out
from tests.stories.factories import make_published_story, make_stored_picture

pytestmark = pytest.mark.django_db

HERS = re.compile("gunhild|björkmarker|bj%C3%B6rkmarker", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def pages_of(story: Story) -> list[str]:
    month = story.month
    dated = [
        reverse("archive_year", args=[month.year]),
        reverse("archive_month", args=[month.year, f"{month:%m}"]),
    ]
    swedish_pages = [reverse("home"), reverse("archive"), f"{reverse('archive')}?q=grytan", *dated, story.public_url]
    return [*swedish_pages, *(f"/en{page}" for page in swedish_pages), reverse("feed_atom")]


def files_of(story: Story) -> list[str]:
    assert story.picture is not None
    return [reverse("picture", args=[story.picture.key, width, ext]) for width in (480, 960) for ext in ("jpg", "webp")]


def key_of(story: Story) -> str:
    assert story.picture is not None
    return story.picture.key


def fetch(client: Client, addresses: list[str], known: dict[str, Any] | None = None) -> dict[str, Any]:
    """Each address, with the ETag of the copy that somebody has."""
    tags = {address: {"If-None-Match": answer["ETag"]} for address, answer in (known or {}).items()}
    return {address: client.get(address, headers=tags.get(address, {})) for address in addresses}


def test_name_and_picture_are_gone_from_every_page_and_kept_copy(client: Client) -> None:
    story = make_story_about_her()
    row = make_person(story)
    pages, files = pages_of(story), files_of(story)
    before = fetch(client, [*pages, *files])
    assert {answer.status_code for answer in before.values()} == {200}
    assert all(HERS.search(before[page].content.decode()) for page in pages)
    assert [page for page in pages if key_of(story) not in before[page].content.decode()] == [reverse("feed_atom")]
    began = time.monotonic()
    taken_out(row)
    after = fetch(client, [*pages, *files], before)
    assert time.monotonic() - began < 2
    assert {page: after[page].status_code for page in pages} == dict.fromkeys(pages, 200)
    assert [page for page in pages if HERS.search(after[page].content.decode())] == []
    assert [page for page in pages if key_of(story) in after[page].content.decode()] == []
    assert {file: after[file].status_code for file in files} == dict.fromkeys(files, 404)
    text = after[story.public_url].content.decode()
    assert "Varje onsdag kommer en person till köket." in text
    assert "Det var en persons idé." in text
    assert 'property="og:image"' not in text
    assert Edition.objects.get(story=story).title == f"{NAME} odlar vid grytan"


def test_only_the_picture(client: Client) -> None:
    story = make_story_about_her()
    row = make_person(story)
    taken_out(row, "picture")
    page = client.get(story.public_url).content.decode()
    assert (NAME in page, key_of(story) in page) == (True, False)
    assert client.get(files_of(story)[0]).status_code == 404


def test_only_the_name(client: Client) -> None:
    story = make_story_about_her()
    row = make_person(story)
    taken_out(row, "name")
    page = client.get(story.public_url).content.decode()
    assert (HERS.search(page), key_of(story) in page) == (None, True)
    assert client.get(files_of(story)[0]).status_code == 200


def test_the_picture_goes_from_every_story_that_has_it(client: Client) -> None:
    """First in one, in the text of another: the same file was uploaded twice."""
    first = make_story_about_her()
    figure = f'<figure><img src="/redaktion/bilder/{key_of(first)}/720.jpg" alt="Hon"></figure>'
    other = make_published_story(body=f"Text.{figure}", picture=make_stored_picture("navy"))
    third = make_published_story(picture=first.picture)
    row = make_person(first)
    taken_out(row, "picture")
    for story in (first, other, third):
        assert f"/bilder/{key_of(first)}-" not in client.get(story.public_url).content.decode()
    assert client.get(files_of(first)[0]).status_code == 404
    assert key_of(other) in client.get(other.public_url).content.decode()


def test_a_process_that_rendered_the_page_before_learns_of_it_within_a_second(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process has its own memory: it reads the content version again when half a second has passed."""
    story = make_story_about_her()
    row = make_person(story)
    assert HERS.search(client.get(story.public_url).content.decode())
    kept = caching._known
    taken_out(row)
    monkeypatch.setattr(caching, "_known", kept)
    time.sleep(caching.STATE_AGE)
    assert not HERS.search(client.get(story.public_url).content.decode())
    assert client.get(files_of(story)[0]).status_code == 404
    assert caching.STATE_AGE + caching.SHARED_AGE < 2


@pytest.mark.parametrize("asked", ["gunhild", "Björkmarker", "björkm", "gunhilds", "Gunhlid", '"gunhild björkmarker"'])
def test_the_search_does_not_find_the_name(asked: str) -> None:
    story = make_story_about_her()
    assert search(asked).pks == [story.pk]
    taken_out(make_person(story))
    assert search(asked).pks == []
    assert search("grytan").pks == [story.pk]


def test_the_search_finds_others_of_that_name() -> None:
    taken_out(make_person(make_story_about_her(title="Den första")))
    other = make_published_story(title="Gunhild av en annan släkt")
    assert search("gunhild").pks == [other.pk]
    assert "Gunhild" not in suggestions()


@pytest.mark.parametrize(("what", "shown"), [("both", False), ("picture", True), ("name", False)])
def test_what_has_ended_is_as_withdrawn_and_no_kept_page_outlives_it(client: Client, what: str, shown: bool) -> None:
    with time_machine.travel(swedish("2026-11-20 12:00"), tick=False) as clock:
        story = make_story_about_her()
        make_person(story, covers=what, ends=date(2026, 11, 24))
        clock.move_to(swedish("2026-11-24 23:59:59"))
        before = client.get(story.public_url)
        assert (NAME in before.content.decode(), key_of(story) in before.content.decode()) == (True, True)
        assert "s-maxage=0" in before["Cache-Control"] or "s-maxage=1" in before["Cache-Control"]
        clock.move_to(swedish("2026-11-25 00:00:00"))
        after = client.get(story.public_url, headers={"If-None-Match": before["ETag"]})
        text = after.content.decode()
        assert after.status_code == 200
        assert bool(HERS.search(text)) is shown
        assert (key_of(story) in text) is (what == "name")
        assert client.get(files_of(story)[0]).status_code == (200 if what == "name" else 404)


def test_a_protected_identity_that_is_noted_later_hides_both(client: Client) -> None:
    story = make_story_about_her()
    row = make_person(story, covers="picture")
    client.get(story.public_url)
    change(row, {"is_protected": True}, by=make_user("communicator"))
    page = client.get(story.public_url).content.decode()
    assert (HERS.search(page), key_of(story) in page) == (None, False)
    row.refresh_from_db()
    assert story.public_url in {place["url"] for place in row.places}
    assert list(row.history.values_list("act", flat=True)) == ["changed", "protected"]


def test_the_receipt_lists_where_it_was() -> None:
    story = make_story_about_her()
    elsewhere = make_published_story(body=f"{NAME} var också med.")
    row = taken_out(make_person(story))
    month = story.month
    listed = {(place["url"], place["is_left"]) for place in row.places}
    assert listed == {
        (story.public_url, False),
        (reverse("archive_month", args=[month.year, f"{month:%m}"]), False),
        (reverse("archive_year", args=[month.year]), False),
        (reverse("archive"), False),
        (reverse("home"), False),
        (reverse("feed_atom"), False),
        (reverse("picture", args=[key_of(story), 480, "jpg"]), False),
        (reverse("stories:work", args=[story.pk]), True),
        (elsewhere.public_url, True),
    }


def test_newsletters_that_have_left_are_listed_with_how_many_have_them() -> None:
    story = make_story_about_her()
    issue = Issue.objects.create(month=story.month, subject="Brevet")
    issue.stories.add(story)
    for state in ("sent", "sent", "refused"):
        issue.deliveries.create(address_key=f"{state}{issue.deliveries.count()}", state=state)
    row = taken_out(make_person(story))
    labels = {place["url"]: place["label"] for place in row.places}
    assert "som 2 personer har fått" in str(labels[issue.get_absolute_url()])


def test_a_letter_on_its_way_stops_while_it_shows_what_is_withdrawn() -> None:
    story, other = make_story_about_her(), make_published_story()
    address = f"<img src='{files_of(story)[0]}'>"
    issues = [
        Issue(month=date(2026, 1, 1), subject="a", text=f"{NAME} odlar", html="-"),
        Issue(month=date(2026, 2, 1), subject="b", text="-", html=address),
        Issue(month=date(2026, 3, 1), subject="c", text="En person odlar", html="-"),
    ]
    for issue in issues:
        issue.save()
        issue.stories.set([story, other])
    row = make_person(story)
    assert [shows_hidden(issue) for issue in issues] == [False, False, False]
    taken_out(row)
    assert [shows_hidden(issue) for issue in issues] == [True, True, False]


def test_a_name_in_the_address_is_listed_too() -> None:
    story = make_story_about_her(slug="gunhild-och-grytan")
    row = taken_out(make_person(story), "name")
    labels = [place["label"] for place in row.places if place["is_left"]]
    assert f"Adressen till ”{NAME} odlar vid grytan” innehåller namnet. Ändra den där texten redigeras" in labels


def test_a_second_withdrawal_changes_nothing_and_says_who_was_first() -> None:
    row = make_person(make_story_about_her())
    taken_out(row, by=make_user("editor", name="Erik Redaktör"))
    with pytest.raises(AlreadyWithdrawnError, match="Erik Redaktör"):
        taken_out(row, "name")
    with pytest.raises(AlreadyWithdrawnError):
        change(row, {"name": "Någon Annan"}, by=make_user("communicator"))
    row.refresh_from_db()
    assert (row.withdrawn_what, row.name, PortrayedHistory.objects.count()) == ("both", NAME, 1)


def test_the_desk_hears_that_the_text_is_to_be_corrected() -> None:
    writer, editor, by = make_user("communicator"), make_user("editor"), make_user("communicator")
    story = make_story_about_her(writer=writer)
    row = taken_out(make_person(story), by=by)
    notices = {notice.person: notice.url for person in (writer, editor, by) for notice in person.notices.all()}
    address = f"/redaktion/{story.pk}/personer/{row.pk}/"
    assert notices == {writer: address, editor: address}
    assert NAME not in "".join(notice.body for notice in writer.notices.all())
    assert mail.outbox == []


def test_an_entry_says_what_python_and_the_database_agree_on() -> None:
    story = make_story_about_her()
    today = timezone.localdate()
    rows = [
        make_person(story),
        make_person(story, ends=today),
        make_person(story, ends=today - timedelta(days=1)),
        make_person(story, is_protected=True),
        taken_out(make_person(story)),
    ]
    now = timezone.now()
    out = set(Portrayed.objects.out_of_force(now).values_list("pk", flat=True))
    assert [row.is_in_force(now) for row in rows] == [row.pk not in out for row in rows]
    assert [row.pk in out for row in rows] == [False, False, True, True, True]


def test_entering_a_face_takes_back_that_there_is_none() -> None:
    picture = make_stored_picture()
    picture.without_faces = True
    picture.save()
    story = make_published_story(picture=picture)
    values = {"name": NAME, "picture": picture, "basis": "interest", "covers": "picture"}
    enter(story, values, by=make_user("communicator"))
    picture.refresh_from_db()
    assert not picture.without_faces
