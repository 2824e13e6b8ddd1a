"""A name is taken out of a text whole, in part, in the genitive and in any case, and nothing else is."""

import pytest

from stories.faces.hidden import Hidden, writings
from stories.faces.masking import mask, masked
from stories.faces.models import Portrayed
from tests.stories.faces.factories import NAME, make_person, make_story_about_her, taken_out

NAMES = tuple(writings(Portrayed(name=NAME, also_written="Gunnis\nGB")))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"I köket står {NAME}.", "I köket står en person."),
        (f"{NAME} står i köket.", "En person står i köket."),
        (f"Vi åt. {NAME} lagade.", "Vi åt. En person lagade."),
        (f"Det var {NAME}s soppa.", "Det var en persons soppa."),
        (f"Det var {NAME}’s soppa.", "Det var en persons soppa."),
        ("Då sa Gunhild nej, och Björkmarker teg.", "Då sa en person nej, och en person teg."),
        ("GUNHILD BJÖRKMARKER och gunhild  björkmarker", "En person och en person"),
        ("Gunhild&nbsp;Björkmarker kom", "En person kom"),
        ("<p>Gunhild kom</p>", "<p>En person kom</p>"),
        ("<strong>Gunhild</strong> <em>Björkmarker</em>", "<strong>En person</strong> <em>En person</em>"),
        ("Gunnis kallas hon, eller GB.", "En person kallas hon, eller en person."),
        ("Gunhildsberg är en gård, och björkmarker finns det gott om.", None),
        ("Soppan kokar.", None),
    ],
)
def test_of_texts(text: str, shown: str | None) -> None:
    assert mask(text, NAMES) == (text if shown is None else shown)


@pytest.mark.django_db
def test_content_without_hidden_names_is_itself() -> None:
    edition = make_story_about_her().edition
    assert edition is not None
    assert masked(edition, Hidden()) is edition


@pytest.mark.django_db
def test_who_has_signed_with_the_name_is_left_out_and_the_edition_stays() -> None:
    story = make_story_about_her()
    edition = story.edition
    assert edition is not None
    shown = masked(edition, Hidden(names={story.pk: NAMES}))
    assert (shown.pull_quote_by, shown.photographer, shown.byline) == ("", "", "Lisa Skrivare")
    assert (edition.photographer, edition.pk) == (NAME, shown.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("byline", "shown"),
    [
        (NAME, ""),
        (f"{NAME} och Lisa Skrivare", ""),
        ("Gunhild", ""),
        ("Gunhild, kock", ""),
        ("Lisa Björkmarker", "Lisa Björkmarker"),
        ("Kommunen", "Kommunen"),
        ("", ""),
    ],
)
def test_a_relative_who_has_signed_stays(byline: str, shown: str) -> None:
    story = make_story_about_her(byline=byline)
    assert story.edition is not None
    assert masked(story.edition, Hidden(names={story.pk: NAMES})).byline == shown


@pytest.mark.django_db
def test_another_story_keeps_its_names() -> None:
    story, other = make_story_about_her(), make_story_about_her()
    taken_out(make_person(story))
    assert other.edition is not None
    assert masked(other.edition, Hidden(names={story.pk: NAMES})).title == f"{NAME} odlar vid grytan"
