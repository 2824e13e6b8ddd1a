"""Advice on a text: hard words, long sentences, jargon, passive voice, a long lead. It stops nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stories.gate.advice import Advice, advice_of
from stories.gate.models import AdviceLimits, JargonWord
from stories.gate.sentences import lix, sentences_of, words_of
from stories.models import Story
from stories.states import StoryState
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.stories.factories import make_story

pytestmark = pytest.mark.django_db

PLAIN = "Vi lagar soppa. Den är god. Alla får smaka."


@pytest.fixture(autouse=True)
def _words() -> None:
    JargonWord.objects.all().delete()
    AdviceLimits.objects.all().delete()


def advice(**fields: Any) -> list[Advice]:
    return advice_of(make_story(**{"lead": PLAIN, "body": f"<p>{PLAIN}</p>", **fields}))


def kinds(**fields: Any) -> list[tuple[str, str]]:
    return [(row.kind, row.field) for row in advice(**fields)]


def sentence(words: int) -> str:
    return " ".join(["Vi", *["ser"] * (words - 1)]) + "."


def test_a_plain_text_needs_no_advice() -> None:
    assert advice() == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("En. Två! Tre? Fyra", ["En.", "Två!", "Tre?", "Fyra"]),
        ("Vi ses kl. 10.30 t.ex. i dag. Hej.", ["Vi ses kl. 10.30 t.ex. i dag.", "Hej."]),
        ("Se t.ex. Malmö. A. Berg kom.", ["Se t.ex. Malmö.", "A. Berg kom."]),
        ("”Kom nu!” Hon sprang.", ["”Kom nu!”", "Hon sprang."]),
        ("Vi har 3,5 miljoner (ca. hälften). Klart…", ["Vi har 3,5 miljoner (ca. hälften).", "Klart…"]),
        ("Se www.exempel.se för mer.", ["Se www.exempel.se för mer."]),
        ("", []),
        ("...", ["..."]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


def test_words_are_whole() -> None:
    assert words_of("Barn- och unga-nämnden fick 3,5 miljoner, EU:s pengar.") == [
        "Barn", "och", "unga-nämnden", "fick", "3,5", "miljoner", "EU:s", "pengar",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("blocks", "value"),
    [
        (["Jag ser en bil. Den är blå."], 4),  # 7 words, 2 sentences, none long: 3.5 + 0
        (["Kommunen genomför verksamhetsutveckling."], 78),  # 4 words... 3 + 100 x 3/3 = 103, see below
        (["Vi ser: en bil; en buss."], 2),  # 6 words, 3 sentences
        (["Ett två tre fyra", "fem sex sju åtta"], 4),  # a block ends a sentence
        (["Här är tolv bokstäver idag"], 25),  # 5 words, 1 long: 5 + 20
        ([], None),
        (["…!?"], None),
    ],
)
def test_lix_is_words_a_sentence_and_long_words_in_a_hundred(blocks: list[str], value: int | None) -> None:
    """C.-H. Björnsson, Läsbarhet (1968): a long word has more than six letters."""
    assert lix(blocks) == (103 if value == 78 else value)


def test_a_hard_text_is_said_to_be_hard_above_the_limit() -> None:
    hard = "Verksamhetsutvecklingen förutsätter ändamålsenliga kompetensförsörjningsstrategier. " * 15
    (row,) = [row for row in advice(body=f"<p>{hard}</p>") if row.kind == "lix"]
    assert row.text.startswith("LIX är ")
    assert row.text.endswith(", alltså över 45. Korta meningar och långa ord.")
    AdviceLimits.objects.create(lix=80)
    easy = "Det här är en kort och bra text om mat. " * 15
    assert [row.kind for row in advice(body=f"<p>{easy}</p>")] == []


def test_a_sentence_of_more_than_25_words_is_shown() -> None:
    long = sentence(26)
    rows = advice(body=f"<h2>{sentence(30)}</h2><p>{sentence(25)} {long}</p><ul><li>{sentence(12)}</li></ul>")
    assert rows == [Advice("sentence", "Meningen har 26 ord.", "body", long)]
    assert kinds(fact_box=f"<p>{long}</p>", how_to=f"<p>{long}</p>", lead=long) == [
        ("sentence", "lead"), ("sentence", "fact_box"), ("sentence", "how_to"),
    ]  # fmt: skip


def test_jargon_is_what_the_list_says() -> None:
    body = "<p>Vi ska Implementera det i  enlighet med planen. Implementeringen är ej klar. Den implementera de.</p>"
    assert kinds(body=body) == []
    for word, plainer in (("implementer*", "införa"), ("i enlighet med", "enligt"), ("ej", ""), ("plan", "idé")):
        JargonWord.objects.create(word=word, plainer=plainer)
    first = "Vi ska Implementera det i enlighet med planen."
    assert [(row.text, row.passage) for row in advice(body=body) if row.kind == "jargon"] == [
        ("”Implementera” kan skrivas enklare: införa.", first),
        ("”i enlighet med” kan skrivas enklare: enligt.", first),
        ("”Implementeringen” kan skrivas enklare: införa.", "Implementeringen är ej klar."),
        ("”ej” står på listan över ord att undvika.", "Implementeringen är ej klar."),
    ]


def test_a_word_on_the_list_is_no_pattern() -> None:
    for word in ("a.c", "(x", "[a-z]*", "b|c", "\\w"):
        JargonWord.objects.create(word=word)
    assert kinds(body="<p>Vi lagar abc och x i dag.</p>") == []


def test_passive_voice_is_asked_about() -> None:
    assert advice(body="<p>Soppan lagades och åts upp. Barnen trivs.</p>") == [
        Advice("passive", "Vem gör det? Passiv form: lagades, åts.", "body", "Soppan lagades och åts upp.")
    ]


def test_a_lead_is_long_above_the_limit() -> None:
    lead = "Vi bor här. " * 25 + "Ja."
    assert advice(lead=lead) == [
        Advice("lead", "Ingressen har 303 tecken. Den är lättare att ta in med högst 300.", "lead")
    ]
    AdviceLimits.objects.create(lead=303)
    assert advice(lead=lead) == []


def test_an_address_for_words_is_advised_against() -> None:
    body = '<p>Se <a href="https://exempel.se/">https://exempel.se/</a> i dag.</p>'
    assert advice(body=body) == [Advice("link", "Låt ord säga vart länken leder.", "body", "https://exempel.se/")]


def test_advice_stops_nothing() -> None:
    JargonWord.objects.create(word="ej")
    story = make_story(StoryState.IN_REVIEW, lead="Ej. " * 120, body=f"<p>Det gjordes ej. {sentence(60)}</p>")
    assert {row.kind for row in advice_of(story)} == {"lead", "sentence", "jargon", "passive"}
    story = ENGINE.perform(story, "approve", by=make_user("editor"), data={"publish_at": timezone.now()})
    assert story.state == StoryState.APPROVED


def test_advice_stands_on_the_page_and_beside_the_form(client: Client) -> None:
    story = make_story(body=f"<p>{sentence(26)}</p>")
    client.force_login(make_user("communicator"))
    for name in ("work", "edit"):
        content = client.get(reverse(f"stories:{name}", args=[story.pk])).content.decode()
        assert f"Meningen har 26 ord. <q>{sentence(26)}</q>" in content
    Story.objects.filter(pk=make_story(StoryState.APPROVED).pk).update(body=f"<p>{sentence(26)}</p>")
    approved = Story.objects.get(state=StoryState.APPROVED)
    assert "Meningen har 26 ord." not in client.get(approved.get_absolute_url()).content.decode()


def test_advice_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    story = make_story(body=f"<p>{sentence(26)}</p>" * 50)
    JargonWord.objects.bulk_create(JargonWord(word=f"ord{number}") for number in range(500))
    with django_assert_num_queries(2):
        advice_of(story)
