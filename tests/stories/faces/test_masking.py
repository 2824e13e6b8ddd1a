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


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Bo Ek", "Då sa Bo nej, och Ek teg. Vi bor här.", "Då sa en person nej, och en person teg. Vi bor här."),
        ("Bo Ek", "BO EK bor i ek. Det gör Eks bok också.", "En person bor i ek. Det gör en persons bok också."),
        ("my li", "Då sa My: lite my, sa Li.", "Då sa en person: lite my, sa en person."),
        ("Carl af Ek", "Af är en partikel, af med, Carl.", "Af är en partikel, af med, en person."),
        ("Ana De La Vega", "De sa att La Paz är fint.", None),
        ("Bo Ek", "Nu bor han. Ek är ett träd i Bo-huset.", "Nu bor han. En person är ett träd i en person-huset."),
        ("Bo Ek", "Skriv till bo.ek@exempel.se.", "Skriv till en person."),
        ("Bo Ek", "Skriv till info@exempel.se.", None),
        ("Åsa Öberg", "Fråga @åsa_öberg, eller asa.oberg@exempel.se", "Fråga en person, eller en person"),
        ("Åsa Öberg", "https://exempel.se/%C3%85sa_%C3%96berg/ är nu", "en person är nu"),
        ("Åsa Öberg", "Nu åsa_öberg och ÅSA.ÖBERG", "Nu en person och en person"),
        ("Åsa Öberg", '<a href="mailto:asa.oberg@exempel.se">Skriv</a>', "<a>Skriv</a>"),
        ("Åsa Öberg", '<a href="https://exempel.se/personal/oberg-asa">Mer</a>', "<a>Mer</a>"),
        ("Åsa Öberg", '<a href="/%C3%85sa-%C3%96berg/">Åsa</a>', "<a>En person</a>"),
        ("Åsa Öberg", '<a href="mailto:%C3%B6berg@exempel.se">Skriv</a>', "<a>Skriv</a>"),
        ("Åsa Öberg", '{"body": "<a href=\\"mailto:asa.oberg@exempel.se\\">Skriv</a>"}', '{"body": "<a>Skriv</a>"}'),
        ("Bo Ek", "Han (bo.ek@exempel.se) svarar.", "Han (en person) svarar."),
        ("Åsa Öberg", '<a href="https://exempel.se/asa-parken/">Parken</a>', None),
    ],
)  # fmt: skip
def test_of_short_names_and_addresses(name: str, text: str, shown: str | None) -> None:
    assert mask(text, writings(Portrayed(name=name))) == (text if shown is None else shown)


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
