"""The gate: what stops an approval, all reasons at once, each with a link."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goda_exempel.accounts.models import User
from goda_exempel.markup import to_html
from goda_exempel.workflow import Blocked, Reason
from stories.gate.advice import advice_of
from stories.gate.names import is_file_name, is_vague
from stories.gate.reasons import gate, reasons
from stories.gate.wording import read
from stories.models import Story
from stories.review.passages import Passage
from stories.review.workflow import comment, reopen, resolve
from stories.states import StoryState
from stories.workflow import ENGINE
from tests.factories import make_user
from tests.stories.factories import make_fact_check, make_story

pytestmark = pytest.mark.django_db

PICTURE = "/redaktion/bilder/" + "a" * 64 + "/720.jpg"


def figure(alt: str | None) -> str:
    words = "" if alt is None else f' alt="{alt}"'
    return f'<figure><img src="{PICTURE}"{words}><figcaption>Köket.</figcaption></figure>'


def labels(story: Story) -> list[str]:
    return [reason.label for reason in reasons(story)]


def in_body(html: str, **fields: Any) -> list[str]:
    """What stops a story that lacks nothing else."""
    return labels(make_story(StoryState.IN_REVIEW, body=html, **fields))


def approve(story: Story, by: User | None = None) -> Story:
    return ENGINE.perform(story, "approve", by=by or make_user("editor"), data={"publish_at": timezone.now()})


def test_a_story_that_lacks_nothing_passes() -> None:
    story = make_story(StoryState.IN_REVIEW)
    assert (reasons(story), gate(story)) == ([], "")
    assert approve(story).state == StoryState.APPROVED


def test_all_reasons_are_told_at_once_each_with_a_link(client: Client) -> None:
    story = make_story(
        StoryState.IN_REVIEW, picture_alt="IMG_1234.jpg", photographer="", new_where="",
        body=f'<h2>Ett</h2><h4>För djupt</h4><p><a href="https://exempel.se/">Läs mer</a></p>{figure(None)}',
    )  # fmt: skip
    make_fact_check(story, make_user(name="Bo"))
    row = comment(story, by=make_user("editor", name="Eva"), field="lead", passage=Passage(""), text="Vem då?")
    editor = make_user("editor")
    client.force_login(editor)
    answer = client.post(story.move_url("approve"), {"seen": "in_review", "digest": story.fingerprint})
    edit = reverse("stories:edit", args=[story.pk])
    assert answer.status_code == 409
    assert list(answer.context["refusal"].reasons) == [
        Reason("Saknas: fotograf", f"{edit}#id_photographer"),
        Reason("Saknas: beviset att det är nytt", f"{edit}#id_new_where"),
        Reason("Alternativtexten ”IMG_1234.jpg” är ett filnamn", f"{edit}#id_picture_alt"),
        Reason("Rubriken ”För djupt” har nivå 4, men nivå 3 är näst på tur", f"{edit}#id_body"),
        Reason("Länken ”Läs mer” säger inte vart den leder (https://exempel.se/)", f"{edit}#id_body"),
        Reason("Bild 1 i texten saknar alternativtext", f"{edit}#id_body"),
        Reason("Bo har inte bekräftat uppgifterna", f"/redaktion/{story.pk}/#faktakoll"),
        Reason("Öppen kommentar av Eva: ”Vem då?”", f"/redaktion/{story.pk}/granska/#kommentar-{row.pk}"),
    ]
    content = answer.content.decode()
    assert all(f'<a href="{reason.url}">' in content for reason in answer.context["refusal"].reasons)
    assert "8 saker hindrar det:" in content
    assert Story.objects.get(pk=story.pk).state == StoryState.IN_REVIEW


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("picture", None, "bild"),
        ("picture_alt", " ", "vad bilden visar (alternativtext)"),
        ("photographer", "", "fotograf"),
        ("new_evidence", "", "beviset att det är nytt"),
        ("useful_evidence", "", "beviset att det är nyttigt"),
        ("in_use_since", None, "beviset att det är nyttiggjort"),
        ("in_use_where", "", "beviset att det är nyttiggjort"),
    ],
)
def test_each_thing_that_is_missing_stops_it(field: str, value: object, word: str) -> None:
    missing: dict[str, Any] = {field: value}
    story = make_story(StoryState.IN_REVIEW, **missing)
    assert labels(story) == [f"Saknas: {word}"]
    with pytest.raises(Blocked):
        approve(story)


@pytest.mark.parametrize(
    ("html", "jumps"),
    [
        ("<p>Utan rubriker.</p>", []),
        ("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2><h3>E</h3>", []),
        ("<h2>A</h2><h4>B</h4>", ["B"]),
        ("<h3>A</h3><p>Text.</p><h3>B</h3>", ["A"]),
        ("<h4>A</h4><h2>B</h2><h4>C</h4>", ["A", "C"]),
        ('<h2>A</h2><aside class="fact-box"><h4>I rutan</h4><p>Text.</p></aside>', ["I rutan"]),
    ],
)
def test_headings_that_jump_stop_it(html: str, jumps: list[str]) -> None:
    assert [label.split("”")[1] for label in in_body(html)] == jumps


def test_headings_in_the_fact_box_stand_below_its_own() -> None:
    assert in_body("<p>Text.</p>", fact_box="<h3>Så många</h3>", how_to="<h2>Först</h2><h3>Sedan</h3>") == []
    assert len(in_body("<p>Text.</p>", fact_box="<h4>Så många</h4>", how_to="<h2>Först</h2><h4>Sedan</h4>")) == 2


VAGUE: tuple[str, ...] = (
    "läs mer", "Läs mer", "LÄS MER!", "Läs  mer »", "→ läs mer…", "här", "Här.", "(här)", "Klicka här", "läs mer här",
    "mer", "Länk", "read more", "here", "Läs\u00a0mer",
)  # fmt: skip
VAGUE = (
    *VAGUE, "läs mera här", "klicka på länken", "Läs\u00admer", "läs\u00ad mer", "Klicka på länken här.", "\u200bhär",
    "läs\xa0mer",
)  # fmt: skip
CLEAR = (
    "Klicka på länken i brevet",
    "Läs mera om soppan",
    "Läs mer om soppan",
    "Här bakar vi",
    "Biblioteket",
    "Härnösand",
    "Mer mat åt fler",
    "Länken mellan oss",
)


@pytest.mark.parametrize(("text", "vague"), [*((row, True) for row in VAGUE), *((row, False) for row in CLEAR)])
def test_links_that_do_not_say_where_they_lead(text: str, vague: bool) -> None:
    assert is_vague(text) is vague
    story_says = in_body(f'<p>Vi har <a href="https://exempel.se/">{text}</a> i dag.</p>')
    assert len(story_says) == vague


def test_words_of_a_link_inside_other_marks_are_read() -> None:
    assert len(in_body('<p><a href="https://exempel.se/"><strong>Läs</strong> <em>mer</em></a></p>')) == 1


FILE_NAMES = (
    "IMG_1234.jpg", "IMG_1234", "DSC0001", "DSCN0042.JPG", "bild.png", "image001", "bild 3", "20260612_143022", "foto1",
    "PXL_20260612_143022123.jpg", "min fina bild.jpeg", "P1010023", "WhatsApp Image 2026-06-12 at 14.30.22",
    "Skärmavbild 2026-06-12 kl. 14.30.22", "Screenshot 2026-06-12 at 14.30.22.png", "3f2a9c4b7d1e8f60", "_MG_0231.CR2",
    "scan0001", " IMG_1234 ", "IMG_E1234", "IMG-20260612-WA0003", "IMG_20260612_143022_HDR", "PXL_20260612_101010.MP",
    "DSC_0042-redigerad", "20260612-DSC_0042", "received_123456", "Screenshot_20260612-101010_Instagram",
    "IMG_1234~2", "IMG\u00ad_1234", "FB_IMG_1718181818", "VID_20260612_101010", "IMG_20260612_101010_PORTRAIT",
)  # fmt: skip
DESCRIPTIONS = (
    "Två barn rör i en gryta.", "Bild på 3 barn", "En hund.", "Elever i klass 7", "IT-enheten",
    "Kommunens 12 bibliotek",
    "Bild 1 av köket", "Scen 3 ur pjäsen", "20260612 Alla i köket", "Skärmbild 3 - kölistan", "12 personer",
    "Bild 2: kök",
    "Foto 3 av samma hus, nu i rött", "Vy från sjön", "Pia, 34 år", "Bilden visar 12 cyklar",
)  # fmt: skip


@pytest.mark.parametrize(
    ("alt", "is_name"), [*((row, True) for row in FILE_NAMES), *((row, False) for row in DESCRIPTIONS)]
)
def test_alt_texts_that_are_file_names(alt: str, is_name: bool) -> None:
    assert is_file_name(alt) is is_name
    assert len(labels(make_story(StoryState.IN_REVIEW, picture_alt=alt))) == is_name
    assert len(in_body(f"<p>Text.</p>{figure(alt)}")) == is_name


def test_a_picture_in_the_text_has_its_own_words() -> None:
    assert in_body(f"<p>Text.</p>{figure('Barnen skär morötter.')}") == []
    assert len(in_body(f"<p>Text.</p>{figure(None)}{figure(' ')}")) == 2


def test_an_open_fact_check_stops_it_and_whoever_has_left_does_not() -> None:
    story = make_story(StoryState.IN_REVIEW)
    bo = make_user(name="Bo")
    make_fact_check(story, bo, answer="confirmed", digest=story.fingerprint)
    assert reasons(story) == []
    story.fact_checks.update(digest="an earlier text")
    assert labels(story) == ["Bo har inte bekräftat uppgifterna"]
    User.objects.filter(pk=bo.pk).update(is_active=False)
    assert reasons(story) == []


def test_an_open_comment_stops_it_until_it_is_dealt_with() -> None:
    story, eva = make_story(StoryState.IN_REVIEW), make_user("editor", name="Eva")
    row = comment(story, by=eva, field="title", passage=Passage(""), text="För lång.")
    with pytest.raises(Blocked, match="För lång"):
        approve(story)
    resolve(row, by=eva)
    reopen(row, by=eva)
    with pytest.raises(Blocked, match="För lång"):
        approve(story)
    resolve(row, by=eva)
    assert approve(story).state == StoryState.APPROVED


def test_the_page_lists_what_stops_it_before_anybody_presses(client: Client) -> None:
    story = make_story(photographer="", lead="")
    client.force_login(make_user("communicator"))
    answer = client.get(story.get_absolute_url())
    assert [reason.label for reason in answer.context["reasons"]] == ["Saknas: ingress", "Saknas: fotograf"]
    Story.objects.filter(pk=story.pk).update(state=StoryState.IN_REVIEW)
    client.force_login(make_user("editor"))
    assert (
        "Två saker hindrar det" in (text := client.get(story.get_absolute_url()).content.decode()) or "2 saker" in text
    )


@pytest.mark.parametrize(
    "text",
    [
        "<p>" + "ord " * 250_000 + "</p>",
        "a" * 1_000_000,
        "<p>" + "<b><i>" * 5_000 + "djupt",
        "<div>" * 10_000 + "djupt" + "</div>" * 10_000,
        "<ul><li>" * 5_000 + "djupt",
        "<blockquote>" * 10_000 + "djupt",
        '<a href="https://exempel.se/">' * 10_000 + "här",
        "<h2><h4>" * 5_000 + "djupt",
        "!" * 500_000 + "x",
        "- " * 300_000,
        "Sats. " * 170_000,
        "\n> " * 100_000,
    ],
    ids=lambda text: f"{text[:12]}…{len(text)}",
)
def test_a_huge_or_deep_text_is_read_in_time_and_without_recursion(text: str) -> None:
    """Read as it is stored: cleaned. To clean it is the work of ``markup``, timed in its own tests."""
    html = to_html(text)
    begun = time.process_time()
    story = make_story(StoryState.IN_REVIEW, body=html)
    reasons(story), advice_of(story)
    assert time.process_time() - begun < 10
    assert read("body", html).field == "body"


def test_a_title_with_marks_is_text_on_every_page_of_the_desk(client: Client) -> None:
    bad = '"><img src=x onerror=alert(1)>'
    now = timezone.now()
    stories = [make_story(state, title=bad, publish_at=now + timedelta(days=1)) for state in StoryState.values]
    client.force_login(make_user("editor", "communicator"))
    addresses = [reverse(f"stories:{name}") for name in ("desk", "calendar", "new", "words")]
    for name in ("work", "edit", "preview", "review"):
        addresses += [reverse(f"stories:{name}", args=[story.pk]) for story in stories]
    pages: dict[str, Any] = {address: client.get(address, follow=True).content.decode() for address in addresses}
    assert [address for address, text in pages.items() if "<img src=x" in text] == []
    assert "&lt;img src=x" in pages[reverse("stories:desk")]
