"""Addresses of the older site lead to their stories for ever, and to nothing else."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goda_exempel import roles
from stories.importing.addresses import settled
from stories.importing.models import OldAddress
from stories.models import Story
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.stories.factories import make_published_story, make_stored_picture, make_story
from tests.stories.importing.sources import folder, make_editor, run, table

pytestmark = pytest.mark.django_db


def lead(address: str, story: Story) -> None:
    path = settled(address)
    OldAddress.objects.create(path=path, place=path.partition("?")[0], story=story)


def asked(client: Client, path: str) -> tuple[int, str]:
    answer: Any = client.get(path)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize(
    ("old", "paths"),
    [
        ("/artiklar/cykeln.html", ["/artiklar/cykeln.html", "/Artiklar/Cykeln.HTML", "/artiklar//cykeln.html/"]),
        ("/artiklar/Året", ["/artiklar/%C3%A5ret", "/artiklar/%E5ret/", "/artiklar/året?utm_source=brev"]),
        ("/Default.aspx?id=17&del=2", ["/default.aspx?del=2&id=17", "/Default.aspx?ID=17&DEL=2&skriv=1"]),
        ("http://gamla.example/?p=17", ["/?p=17", "/?p=17&utm_medium=x"]),
    ],
)  # fmt: skip
def test_it_leads_on_in_every_spelling(client: Client, old: str, paths: list[str]) -> None:
    story = make_published_story(picture=make_stored_picture())
    lead(old, story)
    lead("/default.aspx?id=18", make_published_story())
    assert [asked(client, path) for path in paths] == [(301, story.public_url)] * len(paths)
    assert client.head(paths[0]).status_code == 301


def test_the_longest_query_that_fits_counts(client: Client) -> None:
    general, special = make_published_story(), make_published_story()
    lead("/nyhet?id=1", general)
    lead("/nyhet?id=1&del=2", special)
    assert asked(client, "/nyhet?id=1&del=2&x=y") == (301, special.public_url)
    assert asked(client, "/nyhet?id=1&x=y") == (301, general.public_url)
    assert [asked(client, path)[0] for path in ("/nyhet", "/nyhet?id=2", "/nyhet?del=2", "/?id=1")] == [
        404,
        404,
        404,
        200,
    ]


def test_it_follows_the_story_to_its_address_of_today(client: Client) -> None:
    story = make_published_story()
    lead("/gammal", story)
    Story.objects.filter(pk=story.pk).update(slug="ett-nytt-namn")
    story.refresh_from_db()
    assert asked(client, "/gammal") == (301, story.public_url)
    assert asked(client, "/en/gammal")[0] == 404


def test_one_that_is_withdrawn_says_so_and_a_draft_says_nothing(client: Client) -> None:
    story = make_published_story(picture=make_stored_picture(), title="Hemlig rubrik")
    lead("/gammal", story)
    lead("/utkast", make_story(title="Hemlig rubrik"))
    ENGINE.perform(story, "withdraw", by=make_user(roles.EDITOR), reason="Fel.")
    for path, status in (("/gammal", 410), ("/utkast", 404)):
        answer = client.get(path)
        assert (answer.status_code, "Hemlig rubrik" in answer.content.decode()) == (status, False)


@pytest.mark.parametrize("path", ["/", "/goda-exempel/", "/sa-funkar-det/", "/redaktion/"])
def test_a_page_of_the_portal_goes_before(client: Client, path: str) -> None:
    lead(path, make_published_story())
    assert asked(client, path)[0] == (302 if path == "/redaktion/" else 200)


@pytest.mark.parametrize(
    "path", ["//annan.example/x", "/https://annan.example/", "/\\annan.example", "/%00", "/" + "a" * 999]
)  # fmt: skip
def test_it_leads_nowhere_else(client: Client, path: str) -> None:
    lead("/y", make_published_story())
    status, location = asked(client, path)
    assert (status in (400, 404), location) == (True, "")


def test_only_reading_is_led_on(client: Client) -> None:
    lead("/gammal", make_published_story())
    assert client.post("/gammal").status_code == 404


def test_no_redirect_has_a_cookie(client: Client) -> None:
    lead("/gammal", make_published_story())
    assert not client.get("/gammal").cookies


@pytest.mark.parametrize("path", ["/redaktion/gamla.html", "/api/nyhet", "/static/a.html?id=1", "/admin/a", "/mig/a"])
def test_an_address_that_can_not_lead_here_is_told_and_not_kept(client: Client, tmp_path: Path, path: str) -> None:
    make_editor()
    out, _err, _code = run(folder(tmp_path, {"t.csv": table({"adress": f"http://gamla.example{path} /cykeln"})}))
    assert ([row.path for row in OldAddress.objects.all()], f"“{path}”" in out or f"”{path}”" in out) == (
        ["/cykeln"],
        True,
    )
    lead(path, Story.objects.get())
    assert asked(client, path)[0] != 301 or "/goda-exempel/" not in asked(client, path)[1]


@pytest.mark.parametrize("path", ["/media/cykeln.html", "/administration/a"])
def test_an_address_of_a_folder_that_is_not_ours_leads(client: Client, tmp_path: Path, path: str) -> None:
    make_editor()
    run(folder(tmp_path, {"t.csv": table({"adress": path})}))
    assert asked(client, path) == (301, Story.objects.get().public_url)
