"""What nobody should send, and somebody will."""

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from stories.forms import ContentForm
from stories.workflow import change
from tests.factories import make_user
from tests.stories.factories import make_story
from tests.stories.writing.forms import form_of, stored

pytestmark = pytest.mark.django_db
QUICK = 5.0  # seconds on a busy machine
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head>
<body lang=SV><!--StartFragment--><p class=MsoNormal style='mso-margin-top-alt:auto'><b><span style='font-size:16.0pt;
color:#1F4E79'>Så började det<o:p></o:p></span></b></p><p class=MsoListParagraph style='text-indent:-18.0pt'><![if
!supportLists]><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span><![endif]>Grytan tog slut</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>I en ruta</p></td></tr></table><!--EndFragment--></body></html>"""


@pytest.fixture
def siv(client: Client) -> User:
    person = make_user("communicator", name="Siv")
    client.force_login(person)
    return person


def save(client: Client, data: dict[str, Any], story: Any) -> tuple[Any, float]:
    begun = time.perf_counter()
    answer = client.post(reverse("stories:edit", args=[story.pk]), data)
    return answer, time.perf_counter() - begun


@pytest.mark.parametrize("field", ["body", "fact_box", "how_to"])
def test_a_megabyte_is_refused_at_its_field_and_stays_on_the_page(client: Client, siv: User, field: str) -> None:
    story, text = make_story(), "Soppa på spisen. " * 61_681
    answer, took = save(client, form_of(story, **{field: text}), story)
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors), len(text) > 2**20) == (200, [field], True)
    assert errors[field][0].startswith("Texten är för lång: ")
    assert text.strip() in answer.content.decode()
    assert (stored(story).fingerprint, took < QUICK) == (story.fingerprint, True)


def test_a_megabyte_of_tags_is_refused_as_quickly(client: Client, siv: User) -> None:
    story = make_story()
    answer, took = save(client, form_of(story, body="<p><strong>" * 100_000), story)
    assert (answer.status_code, list(answer.context["form"].errors), took < QUICK) == (200, ["body"], True)


def test_ten_thousand_nested_tags_become_their_words(client: Client, siv: User) -> None:
    story = make_story()
    answer, took = save(client, form_of(story, body="<p>" + "<b>" * 10_000 + "Djupt nere"), story)
    assert (answer.status_code, stored(story).body, took < QUICK) == (302, "<p>Djupt nere</p>", True)


def test_ten_thousand_nested_quotations_are_answered(client: Client, siv: User) -> None:
    story = make_story()
    answer, took = save(client, form_of(story, body=">" * 10_000 + " Djupt nere"), story)
    assert (answer.status_code, "Djupt nere" in stored(story).body, took < QUICK) == (302, True, True)


def test_pasted_word_leaves_its_words_and_headings_alone(client: Client, siv: User) -> None:
    story = make_story()
    save(client, form_of(story, body=WORD), story)
    body = stored(story).body
    assert ("<p><strong>Så började det</strong></p>" in body, "Grytan tog slut" in body, "I en ruta" in body) == (
        True, True, True,
    )  # fmt: skip
    assert [word for word in ("Mso", "style", "span", "o:p", "Fragment", "supportLists", "table") if word in body] == []


@pytest.mark.parametrize(
    "bad",
    [
        "<p>a</p><script>alert(1)</script>",
        "<p>a</p><svg onload=alert(1)><script>alert(1)</script></svg>",
        "<p>a</p><math><mtext><img src=x onerror=alert(1)></mtext></math>",
        "<p>a</p><iframe src=//evil.example></iframe>",
        "<p>a</p><style>*{display:none}</style>",
        '<p style="position:fixed" onclick=alert(1)>a</p>',
        '<p>a</p><img src="https://evil.example/x.png" onerror=alert(1)>',
        '<p>a</p><figure><img src="javascript:alert(1)"></figure>',
        '<p>a<a href="javascript:alert(1)"></a></p>',
    ],
)
def test_only_what_is_allowed_is_stored(client: Client, siv: User, bad: str) -> None:
    story = make_story()
    save(client, form_of(story, body=bad, how_to=bad), story)
    assert (stored(story).body, stored(story).how_to) == ("<p>a</p>", "<p>a</p>")


@pytest.mark.parametrize(
    "bad",
    [
        "<p>a</p><noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
        "<p><![CDATA[<img src=x onerror=alert(1)>]]></p>",
        "<ul><li><p>a<form><button formaction=javascript:alert(1)>b</button></form>",
    ],
)
def test_what_hides_in_broken_markup_is_not_stored(client: Client, siv: User, bad: str) -> None:
    story = make_story()
    save(client, form_of(story, body=bad), story)
    body = stored(story).body
    assert [
        word for word in ("<img", "<svg", "<math", "<style", "<form", "<button", "=javascript") if word in body
    ] == []


@pytest.mark.parametrize("field", ["title", "lead", "body", "byline"])
@pytest.mark.parametrize("raw", ["%00", "%ED%A0%80"])
def test_no_nul_and_no_half_character_is_stored(client: Client, siv: User, field: str, raw: str) -> None:
    """As bytes on the wire; half a pair of surrogates comes out as the sign for what can not be read."""
    story = make_story()
    fields = {**form_of(story), field: "MARK"}
    encoded = "&".join(f"{name}={_quoted(text)}" for name, text in fields.items()).replace("MARK", f"A{raw}B")
    path = reverse("stories:edit", args=[story.pk])
    answer = client.post(path, encoded, content_type="application/x-www-form-urlencoded")
    if raw == "%00":
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert "\x00" not in str(stored(story).content)
    assert "\ud800" not in str(stored(story).content)


def _quoted(text: str) -> str:
    from urllib.parse import quote_plus

    return quote_plus(text)


def test_half_a_character_inside_the_portal_is_refused(siv: User) -> None:
    story = make_story()
    form = ContentForm({**form_of(story), "title": "A\ud800B", "body": "<p>A\udfffB</p>"}, instance=story, by=siv)
    assert (form.is_valid(), sorted(form.errors)) == (False, ["body", "title"])


@pytest.mark.parametrize("name", ["body", "fact_box", "how_to"])
def test_formatting_is_kept_where_nobody_touches_it(client: Client, siv: User, name: str) -> None:
    """Without JavaScript: the page is opened and saved as it is."""
    html = (
        "<h2>Så började det</h2>\n<p>En <strong>onsdag</strong> med <em>soppa</em> och "
        '<a href="https://exempel.se/?a=1&amp;b=2">en länk</a>.<br>Ny rad.</p>\n<ul><li>ett<ul><li>under</li></ul></li>'
        '<li>två</li></ul>\n<ol start="3"><li>tre</li></ol>\n<blockquote><p>Sagt.</p></blockquote>\n'
        '<blockquote class="pull-quote"><p>Stort.</p></blockquote>\n'
        '<aside class="fact-box"><h3>Fakta</h3><p>1 &lt; 2</p></aside>\n'
        f'<figure><img alt=\'En "gryta"\' src="/redaktion/bilder/{"ab" * 32}/720.jpg">'
        "<figcaption>Grytan.</figcaption></figure>"
    )
    story = make_story()
    change(story, {name: html}, by=siv, seen=story.version)
    before = stored(story)
    page = client.get(reverse("stories:edit", args=[story.pk]))
    sent = page.context["form"][name].value()
    answer, _took = save(client, form_of(before, **{name: sent.replace("\n", "\r\n")}), before)
    after = stored(story)
    assert (answer.status_code, getattr(after, name), after.version) == (302, html, before.version)
