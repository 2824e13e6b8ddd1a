"""Pictures in a text: short in the text, whole where it is read, and left out where they may not be shown."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as settings_of
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goda_exempel import caching
from stories.faces.hidden import Hidden
from stories.models import Edition, Picture, Story
from stories.pictures.figures import keys_in, with_file_names, with_pictures
from stories.pictures.models import PictureUse
from stories.pictures.showing import shown
from stories.publishing.models import Snapshot
from stories.publishing.snapshots import keep_snapshot
from stories.states import StoryState
from tests.factories import make_user
from tests.stories.faces.factories import NAME
from tests.stories.factories import make_fact_check, make_picture, make_published_story, make_stored_picture, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def figure(picture: Picture, alt: str = "En &quot;gryta&quot;", caption: str = "Grytan <em>kokar</em>") -> str:
    source = f"/redaktion/bilder/{picture.key}/720.jpg"
    return f'<figure><img src="{source}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


def edition_of(story: Story) -> Edition:
    assert story.edition is not None
    return story.edition


def test_a_figure_becomes_the_whole_picture() -> None:
    picture = make_picture(photographer="Eva Exempel", focus_x=20, focus_y=83)
    story = make_published_story()
    html = with_pictures(f"<p>Före</p>{figure(picture)}<p>Efter</p>", edition_of(story))
    assert html.startswith('<p>Före</p><figure class="picture">')
    assert html.endswith("</figure><p>Efter</p>")
    assert f'<source type="image/avif" srcset="/bilder/{picture.key}-480.avif 480w, ' in html
    assert f'<img class="focus-x-20 focus-y-85" src="/bilder/{picture.key}-960.jpg"' in html
    assert 'width="960" height="640" alt="En &quot;gryta&quot;" loading="lazy"' in html
    assert "Grytan <em>kokar</em>" in html
    assert "Foto: Eva Exempel" in html
    assert "/redaktion/" not in html


def test_at_work_it_is_at_the_addresses_of_the_story() -> None:
    story, picture = make_story(), make_picture()
    html = with_pictures(figure(picture), story)
    assert f'src="/redaktion/{story.pk}/bild/{picture.key}-960.jpg"' in html


@pytest.mark.parametrize("count", [1, 5])
def test_one_query_for_all_of_them(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = edition_of(make_published_story())
    html = "".join(figure(make_picture()) for _ in range(count))
    with django_assert_num_queries(1):
        assert with_pictures(html, edition, known=Hidden()).count("<picture>") == count
    with django_assert_num_queries(0):
        assert with_pictures("<p>Text</p>", edition, known=Hidden()) == "<p>Text</p>"


def test_what_is_hidden_unknown_or_not_ours_is_left_out_entirely() -> None:
    """Face, licence, a key that nobody has, and pictures from elsewhere that slipped in."""
    face, licence = make_picture(), make_picture(licence_ends=date(2020, 1, 1))
    unknown = Picture(key="a" * 64)
    elsewhere = (
        '<figure><img src="https://example.com/x.jpg" alt="x"></figure><img src="/redaktion/bilder/1/2.jpg" alt="">'
    )
    html = "".join(figure(picture) for picture in (face, licence, unknown)) + elsewhere
    known = Hidden(pictures=frozenset({face.pk, licence.pk}), faces=frozenset({face.pk}))
    assert (
        with_pictures(f"<p>A</p>{html}<p>B</p>", edition_of(make_published_story()), known=known) == "<p>A</p><p>B</p>"
    )


def test_in_an_archive_copy_it_lies_beside_the_page() -> None:
    picture = make_stored_picture("navy")
    html = with_file_names(figure(picture), Hidden())
    assert f'<img src="{picture.key}.jpg" alt="En &quot;gryta&quot;">' in html
    story = make_published_story(body=f"Text {figure(picture)}", picture=make_stored_picture())
    row = keep_snapshot(story, edition_of(story), Snapshot.Kind.PUBLISHED, at=timezone.now(), by=None)
    assert {shown.key for shown in row.pictures.all()} == {picture.key, story.picture.key}  # type: ignore[union-attr]
    assert {part["sha256"] for part in row.metadata["pictures"]} == {picture.key, story.picture.key}  # type: ignore[union-attr]


def test_readers_see_it_on_the_page_and_in_the_feed(client: Client) -> None:
    picture = make_stored_picture("navy")
    story = make_published_story(body=f"<p>Före.</p>{figure(picture)}<p>Efter.</p>", picture=make_stored_picture())
    page = client.get(story.public_url).content.decode()
    assert f'<img src="/bilder/{picture.key}-960.jpg"' in page
    assert "Grytan <em>kokar</em>" in page
    feed = client.get(reverse("feed_atom")).content.decode()
    assert f"{settings_of.SITE_URL}/bilder/{picture.key}-960.jpg" in feed
    for text in (page, feed):
        assert "/redaktion/bilder/" not in text


def test_who_took_it_is_masked_where_that_name_is_withdrawn() -> None:
    picture, story = make_picture(photographer=NAME), make_published_story(photographer="")
    known = Hidden(names={story.pk: (NAME,)})
    assert NAME in with_pictures(figure(picture), edition_of(story), known=Hidden())
    assert NAME not in with_pictures(figure(picture), edition_of(story), known=known)
    Picture.objects.filter(pk=edition_of(story).picture_id or 0).update(photographer=NAME)
    edition = Edition.objects.select_related("picture").get(pk=edition_of(story).pk)
    seen, masked = shown(edition, known=Hidden()), shown(edition, known=known)
    assert seen is not None
    assert masked is not None
    assert (seen.photographer, masked.photographer) == (NAME, "")


def test_the_database_notes_each_use_with_the_edition() -> None:
    first, second, third = make_picture(), make_picture(), make_picture()
    story = make_published_story(picture=first, body=figure(second) + figure(first), fact_box=figure(third))
    uses = PictureUse.objects.filter(edition=edition_of(story)).values_list("picture", flat=True)
    assert sorted(uses) == [first.pk, second.pk, third.pk]
    assert keys_in(figure(second), figure(first), figure(second)) == [second.key, first.key]


def test_a_picture_in_a_text_is_public_while_the_text_is(client: Client) -> None:
    picture = make_stored_picture("navy")
    address = reverse("picture", args=[picture.key, 480, "jpg"])
    story = make_story(StoryState.IN_REVIEW, body=figure(picture))
    assert client.get(address).status_code == 404
    published = make_published_story(body=figure(picture))
    assert client.get(address).status_code == 200
    Story.objects.filter(pk=published.pk).update(edition=None, state=StoryState.WITHDRAWN)
    caching.forget()
    assert client.get(address).status_code == 404
    assert story.edition is None


def test_a_picture_in_a_draft_is_seen_by_those_who_may_see_the_draft(client: Client) -> None:
    picture, other = make_stored_picture("navy"), make_stored_picture("red")
    story, checker = make_story(body=figure(picture)), make_user("staff")
    make_fact_check(story, checker)
    own, foreign = (reverse("stories:body_picture", args=[story.pk, row.key, 480, "jpg"]) for row in (picture, other))
    assert client.get(own).status_code == 302
    for person, statuses in (
        (make_user("staff"), (404, 404)),
        (checker, (200, 404)),
        (make_user("editor"), (200, 404)),
    ):
        client.force_login(person)
        assert (client.get(own).status_code, client.get(foreign).status_code) == statuses


def test_the_editor_of_texts_gets_the_nearest_width_there_is(client: Client) -> None:
    picture = make_stored_picture()
    address = f"/redaktion/bilder/{picture.key}/720.jpg"
    assert client.get(address).status_code == 302
    client.force_login(make_user("staff"))
    assert client.get(address).status_code == 403
    client.force_login(make_user("communicator"))
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"], answer["Content-Type"]) == (
        200,
        "private, no-cache",
        "image/jpeg",
    )
    assert client.get(f"/redaktion/bilder/{picture.key}/720.gif").status_code == 404
    assert client.get(f"/redaktion/bilder/{'0' * 64}/720.jpg").status_code == 404
