"""What a text's pictures and people need before an approval."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stories.models import Picture, Story
from stories.pictures.needs import gate_needs, needs_and_rest
from tests.factories import make_user
from tests.stories.faces.factories import NAME, make_person, taken_out
from tests.stories.factories import make_picture, make_story

pytestmark = pytest.mark.django_db

FACES = "vem som går att känna igen på varje bild, eller att ingen gör det"
BASIS = "information och grund för alla som går att känna igen eller nämns"
PROTECTED = "text och bilder utan personen som har skyddad identitet"
GONE = "text och bilder utan personen vars samtycke har gått ut eller återkallats"


def complete(**fields: Any) -> Story:
    return make_story(**{"picture": make_picture(without_faces=True), **fields})


def labels(story: Story) -> list[str]:
    return [need.label for rows in needs_and_rest(Story.objects.get(pk=story.pk)) for need in rows]


def figure(picture: Picture, alt: str = "En gryta") -> str:
    return f'<figure><img src="/redaktion/bilder/{picture.key}/720.jpg" alt="{alt}"></figure>'


def test_nothing_is_missing() -> None:
    assert labels(complete()) == []


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        (lambda: {"picture": None}, ["bild"]),
        (lambda: {"picture_alt": " "}, ["vad bilden visar (alternativtext)"]),
        (lambda: {"picture_alt": "", "picture_decorative": True}, []),
        (lambda: {"photographer": ""}, ["fotograf"]),
        (lambda: {"photographer": "", "picture": make_picture(photographer="Eva", without_faces=True)}, []),
        (lambda: {"picture": make_picture()}, [FACES]),
        (
            lambda: {"picture": make_picture(without_faces=True, licence_ends=date(2020, 1, 1))},
            ["en bild vars licens inte har gått ut"],
        ),
        (lambda: {"picture": make_picture(without_faces=True, licence_ends=timezone.localdate())}, []),
        (lambda: {"body": figure(make_picture(without_faces=True, photographer="Eva"))}, []),
        (
            lambda: {"body": figure(make_picture(), alt="")},
            ["vad varje bild i texten visar (alternativtext)", "fotografen till varje bild i texten", FACES],
        ),
    ],
)
def test_of_pictures(fields: Callable[[], dict[str, object]], missing: list[str]) -> None:
    assert labels(complete(**fields())) == missing


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, []),
        ({"basis": "interest", "since": None}, []),
        ({"informed_on": None}, [BASIS]),
        ({"since": None}, [BASIS]),
        ({"ends": date(2020, 1, 1)}, [GONE]),
        ({"is_protected": True}, [PROTECTED]),
        ({"is_protected": True, "picture": None, "covers": "name"}, []),
        ({"ends": date(2020, 1, 1), "covers": "name"}, []),
    ],
)
def test_of_people(fields: dict[str, object], missing: list[str]) -> None:
    """The last two cover a name that the text does not have."""
    story = make_story(picture=make_picture(without_faces="picture" in fields))
    make_person(story, **fields)
    assert labels(story) == missing


def test_that_nobody_has_looked_for_faces_is_told_as_something_to_do(client: Client) -> None:
    story = complete(picture=make_picture(), picture_alt="")
    alt = "vad bilden visar (alternativtext)"
    said = [[need.label for need in rows] for rows in needs_and_rest(story)]
    assert said == [[alt], [FACES]]
    client.force_login(make_user("communicator"))
    page = client.get(reverse("stories:pictures", args=[story.pk]))
    assert [[need.label for need in page.context[name]] for name in ("needs", "to_do")] == [[alt], [FACES]]
    text = page.content.decode()
    assert text.index("Saknas före godkännande:") < text.index(alt[1:]) < text.index("</div>", text.index(alt[1:]))
    assert text.index("</div>", text.index(alt[1:])) < text.index(FACES[1:])
    assert [need.label for need in gate_needs(story)] == []
    work = client.get(story.get_absolute_url()).content.decode()
    assert (f"Saknas: {alt}" in work, f"Saknas: {FACES}" in work, FACES in work) == (True, False, True)


def test_a_face_that_was_withdrawn_in_another_story_stops_this_one() -> None:
    picture = make_picture()
    make_person(first := complete(picture=picture))
    second = complete(picture=picture)
    assert labels(second) == []
    taken_out(first.portrayed.get(), "picture")
    assert labels(second) == [GONE]
    assert [need.label for need in gate_needs(second)] == [GONE]


def test_a_name_that_is_withdrawn_stops_while_the_text_has_it() -> None:
    story = complete(body=f"Vi frågar {NAME}.")
    taken_out(make_person(story, picture=None, covers="name"), "name")
    assert labels(story) == [GONE]
    Story.objects.filter(pk=story.pk).update(body="Vi frågar en kollega.")
    assert labels(story) == []
