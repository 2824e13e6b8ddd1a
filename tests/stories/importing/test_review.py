"""What waits for review goes the usual way, and keeps the day and the prize it came with."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from awards.models import Award
from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.importing.models import ImportedStory
from stories.models import Story
from stories.waiting import waiting_for
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.stories.factories import PROOF
from tests.stories.importing.sources import folder, make_editor, run, table

pytestmark = pytest.mark.django_db


def queued(tmp_path: Path, **given: str) -> Story:
    run(folder(tmp_path, {"t.csv": table({"samtycke": "", **given})}))
    return Story.objects.get()


def in_review(story: Story) -> Story:
    """The desk fills in what is missing and sends it on."""
    Story.objects.filter(pk=story.pk).update(**PROOF)
    by = make_user(roles.COMMUNICATOR)
    story = ENGINE.perform(story, "ask_facts", by=by)
    return ENGINE.perform(story, "ask_review", by=by)


def approved(client: Client, story: Story, person: User, **data: str) -> Story:
    client.force_login(person)
    assert client.post(story.move_url("approve"), {"seen": "in_review", **data}).status_code == 302
    return Story.objects.get(pk=story.pk)


def test_it_keeps_its_original_day_and_its_prize(client: Client, tmp_path: Path) -> None:
    make_editor()
    story = queued(tmp_path, prisår="2013", motivering="För att de vågade.")
    assert not Award.objects.exists()
    story = approved(client, in_review(story), make_user(roles.EDITOR))
    assert story.publish_at is not None
    assert timezone.localtime(story.publish_at).isoformat() == "2013-06-13T08:00:00+02:00"
    assert client.get("/artiklar/cykeln/").headers["Location"] == story.public_url
    award = Award.objects.get()
    assert (award.prize.year, award.citation, award.nomination.story) == (2013, "För att de vågade.", story)
    assert client.get("/arets-medarbetarinnovation/2013/").status_code == 200
    assert ImportedStory.objects.get().prize is None


def test_one_without_a_day_is_given_one_that_has_passed(client: Client, tmp_path: Path) -> None:
    make_editor()
    story = in_review(queued(tmp_path, datum=""))
    editor = make_user(roles.EDITOR)
    client.force_login(editor)
    answer = client.post(story.move_url("approve"), {"seen": "in_review"})
    assert (answer.status_code, Story.objects.get().state) == (200, "in_review")
    story = approved(client, story, editor, publish_day="2012-05-04", publish_clock="08:00")
    assert story.publish_at is not None
    assert timezone.localtime(story.publish_at).date() == date(2012, 5, 4)


@pytest.mark.parametrize("way", [("undo",), ("withdraw", "rework")], ids=["undone", "withdrawn"])
@pytest.mark.parametrize("given", ["2013-06-13", ""], ids=["dated", "undated"])
def test_it_keeps_its_day_where_it_is_approved_again(
    client: Client, tmp_path: Path, way: tuple[str, ...], given: str
) -> None:
    make_editor()
    story, editor = in_review(queued(tmp_path, datum=given)), make_user(roles.EDITOR)
    data = {} if given else {"publish_day": "2013-06-13", "publish_clock": "08:00"}
    story = approved(client, story, editor, **data)
    for move in way:
        story = ENGINE.perform(story, move, by=editor, reason="Den var fel.")
    if way != ("undo",):
        story, data = in_review(story), {}
    story = approved(client, story, editor, **data)
    assert story.publish_at is not None
    assert timezone.localtime(story.publish_at).isoformat() == "2013-06-13T08:00:00+02:00"


def test_whoever_imported_does_not_approve_what_waits(client: Client, tmp_path: Path) -> None:
    editor = make_editor()
    story = in_review(queued(tmp_path))
    client.force_login(editor)
    assert client.post(story.move_url("approve"), {"seen": "in_review"}).status_code == 403


def test_the_desk_sees_on_its_page_what_it_lacks(client: Client, tmp_path: Path) -> None:
    editor = make_editor()
    story = queued(tmp_path, **{"alt-text": ""})
    client.force_login(editor)
    page = client.get(story.get_absolute_url()).content.decode()
    assert f"/redaktion/{story.pk}/redigera/#id_picture_alt" in page
    assert ('id="aldre"' in page, "/artiklar/cykeln" in page, "Kim Exempel" in page) == (True, True, True)


def test_what_waits_is_in_nobodys_way_on_the_desk_until_it_is_taken_up(client: Client, tmp_path: Path) -> None:
    editor = make_editor()
    story = queued(tmp_path)
    assert waiting_for(editor, timezone.now()) == ([], [])
    assert Story.objects.waiting_for(editor).count() == 0
    client.force_login(editor)
    assert story.title in client.get("/redaktion/import/").content.decode()
    in_review(story)
    assert [row.story for row in waiting_for(make_user(roles.EDITOR), timezone.now() + timedelta(minutes=1))[0]] == [
        story
    ]
    assert story.title not in client.get("/redaktion/import/").content.decode()


def test_a_prize_that_another_has_is_told_and_left(tmp_path: Path) -> None:
    make_editor()
    rows = ({"prisår": "2013"}, {"id": "18", "adress": "", "rubrik": "Lyktan", "prisår": "2013"})
    out, _err, _code = run(folder(tmp_path, {"t.csv": table(*rows)}), dry_run=True)
    assert out.count("2013") >= 2
    run(tmp_path)
    assert [award.nomination.story.title for award in Award.objects.all()] == ["Cykeln som lånar ut böcker"]


@pytest.mark.parametrize("year", ["2099", "tjugo tolv", "12"])
def test_a_year_that_is_none_is_told(tmp_path: Path, year: str) -> None:
    make_editor()
    out, _err, code = run(folder(tmp_path, {"t.csv": table({"prisår": year})}))
    assert (code, Award.objects.count(), f"“{year}”" in out or f"”{year}”" in out) == (0, 0, True)
