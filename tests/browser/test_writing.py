"""The editor in a real browser: what is written, what is stored, and what another person sees."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect

from goda_exempel.demonstration.people import LOGINS, Login
from goda_exempel.markup import to_html
from stories.models import Story
from stories.revisions.models import Revision
from tests.browser.visits import EVERYTHING, FAULTS, signed_in
from tests.portal import RunningPortal

PEOPLE = {login.person.email.partition("@")[0]: login for login in LOGINS}
STATE = "[data-save-words]"


def person(name: str) -> Login:
    return PEOPLE[name]


@pytest.fixture
def lisa(browser: Browser, portal: RunningPortal) -> Iterator[BrowserContext]:
    with signed_in(browser, portal, person("lisa")) as context:
        yield context


@pytest.fixture
def story(portal: RunningPortal) -> Story:
    """A draft of the demonstration with a known text."""
    with portal.data():
        found = Story.objects.filter(state="draft").order_by("pk")[0]
        Story.objects.filter(pk=found.pk).update(body="<p>Början.</p>", fact_box="", lead="Ingressen.")
        return Story.objects.get(pk=found.pk)


def stored(portal: RunningPortal, story: Story) -> Story:
    with portal.data():
        return Story.objects.get(pk=story.pk)


def opened(context: BrowserContext, story: Story) -> tuple[Page, list[str]]:
    """The page with its editors, and all that the browser complains of."""
    page, faults = context.new_page(), list[str]()
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"/redaktion/{story.pk}/redigera/")
    expect(page.locator("form[data-editor-ready]")).to_be_attached()
    return page, faults


def at_end(page: Page) -> None:
    page.locator("#id_body").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    page.get_by_role("toolbar").first.locator(f"[data-do={name}]").click()


def save(page: Page, story: Story) -> None:
    page.locator("form[data-editor-ready] button[type=submit]").click()
    page.wait_for_url(re.compile(rf"/redaktion/{story.pk}/$"))


def test_what_is_written_with_the_buttons_is_stored_clean(
    lisa: BrowserContext, portal: RunningPortal, story: Story
) -> None:
    page, faults = opened(lisa, story)
    at_end(page)
    press(page, "h2")
    page.keyboard.type("Så gick det")
    page.keyboard.press("Enter")
    press(page, "bullets")
    page.keyboard.type("ett")
    page.keyboard.press("Enter")
    press(page, "bold")
    page.keyboard.type("två")
    press(page, "bold")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    press(page, "facts")
    page.keyboard.type("Fakta <b> & mer")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    press(page, "pull")
    page.keyboard.type("Det går!")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(FAULTS, EVERYTHING) == []
    save(page, story)
    assert stored(portal, story).body == (
        "<p>Början.</p>\n<h2>Så gick det</h2>\n<ul><li>ett</li><li><strong>två</strong></li></ul>\n"
        '<aside class="fact-box"><p>Fakta &lt;b&gt; &amp; mer</p></aside>\n'
        '<blockquote class="pull-quote"><p>Det går!</p></blockquote>'
    )
    assert faults == []


EVERYTHING_ALLOWED = to_html(
    "<h2>Rubrik</h2><h3>Under</h3><h4>Minst</h4><p>Ett <strong>fett <em>och</em></strong> ord,<br>10\u00a0kr &amp; "
    '<a href="https://exempel.se/?a=1&amp;b=2">länk</a>, <a href="mailto:a@b.se">post</a>, '
    '<a href="/goda-exempel/">hit</a>.'
    "</p><ul><li>ett<ul><li>under</li></ul></li><li>två</li></ul><ol start='3'><li>tre</li></ol>"
    "<blockquote><p>Sagt.</p><p>Igen.</p></blockquote><blockquote class='pull-quote'><p>Stort.</p></blockquote>"
    "<aside class='fact-box'><h3>Fakta</h3><p>1 &lt; 2</p><ul><li>a</li></ul><blockquote><p>b</p></blockquote></aside>"
    f"<figure><img alt='En gryta' src='/redaktion/bilder/{'ab' * 32}/720.jpg'>"
    "<figcaption>En <em>gryta</em>.</figcaption>"
    f"</figure><figure><img alt='' src='/redaktion/bilder/{'cd' * 32}/720.jpg'></figure><p>Sist</p>"
)


@pytest.mark.parametrize("field", ["body", "fact_box"])
def test_everything_that_is_allowed_is_kept_while_somebody_writes(
    lisa: BrowserContext, portal: RunningPortal, story: Story, field: str
) -> None:
    with portal.data():
        Story.objects.filter(pk=story.pk).update(**{field: EVERYTHING_ALLOWED})
    page, _missing_pictures = opened(lisa, story)
    page.locator(f"#id_{field}").get_by_text("Sist", exact=True).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    save(page, story)
    assert getattr(stored(portal, story), field) == EVERYTHING_ALLOWED.replace("Sist", "Sist!")


def test_a_link_is_made_and_taken_away_by_key(lisa: BrowserContext, portal: RunningPortal, story: Story) -> None:
    page, faults = opened(lisa, story)
    page.locator("#id_body").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("exempel.se/sida")
    page.keyboard.press("Enter")
    save(page, story)
    assert stored(portal, story).body == '<p><a href="https://exempel.se/sida">Början.</a></p>'
    page, more = opened(lisa, story)
    page.locator("#id_body").focus()
    page.keyboard.press("Control+a")
    press(page, "link")
    page.locator("#editor-dialog-link [value=remove]").click()
    save(page, story)
    assert (stored(portal, story).body, faults + more) == ("<p>Början.</p>", [])


def test_pasted_word_becomes_plain_formatting(lisa: BrowserContext, portal: RunningPortal, story: Story) -> None:
    page, faults = opened(lisa, story)
    at_end(page)
    page.evaluate(
        """html => { const data = new DataTransfer(); data.setData('text/html', html);
        document.querySelector('#id_body').dispatchEvent(
            new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }""",
        "<p class=MsoNormal style='color:red' onclick='alert(1)'><b><span style='font-size:16pt'>Från Word</span></b>"
        "<table><tr><td>Ett</td><td>två</td></tr><tr><td>Tre</td></tr></table>"
        "<script>alert(1)</script><img src=x onerror=alert(1)></p>",
    )
    save(page, story)
    assert (stored(portal, story).body, faults) == (
        "<p>Början.</p>\n<p><strong>Från Word</strong></p>\n<p>Ett två</p>\n<p>Tre</p>",
        [],
    )


def test_a_title_of_markup_stays_a_title(lisa: BrowserContext, portal: RunningPortal, story: Story) -> None:
    page, faults = opened(lisa, story)
    bad = '"><img src=x onerror=alert(1)>'
    page.locator("[name=title]").fill(bad)
    save(page, story)
    for path in ("redigera/", "versioner/", "versioner/jamfor/", "forhandsvisning/"):
        page.goto(f"/redaktion/{story.pk}/{path}")
        assert page.locator("img[src=x]").count() == 0
    assert (stored(portal, story).title, faults) == (bad, [])
    page.goto(f"/redaktion/{story.pk}/redigera/")
    page.locator("[name=title]").fill(story.title)
    save(page, story)


def test_it_saves_itself_and_says_when(lisa: BrowserContext, portal: RunningPortal, story: Story) -> None:
    page, faults = opened(lisa, story)
    page.locator("#id_body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Och sedan.")
    expect(page.locator(STATE)).to_have_text(re.compile(r"^Sparat \d\d\.\d\d$"), timeout=20_000)
    assert stored(portal, story).body == "<p>Början. Och sedan.</p>"
    page.locator("[name=lead]").fill("En ny ingress.")
    save(page, story)
    assert (stored(portal, story).lead, faults) == ("En ny ingress.", [])
    with portal.data():
        kinds = list(Revision.objects.filter(story=story).values_list("kind", flat=True)[:2])
    assert kinds == ["saved", "autosaved"]


def test_two_people_see_each_other_and_nothing_is_written_over(
    browser: Browser, lisa: BrowserContext, portal: RunningPortal, story: Story
) -> None:
    mine, _faults = opened(lisa, story)
    with signed_in(browser, portal, person("erik")) as erik:
        theirs, _more = opened(erik, story)
        expect(theirs.locator("[data-presence]")).to_have_text(
            re.compile(r"^Redigeras av Lisa Demo sedan \d\d\.\d\d\.$")
        )
        theirs.locator("[name=lead]").fill("Eriks ingress.")
        save(theirs, story)
    mine.locator("[name=lead]").fill("Lisas ingress.")
    expect(mine.locator(STATE)).to_have_text(re.compile("Erik Demo har sparat"), timeout=20_000)
    mine.locator("[data-save-link]").click()
    expect(mine.get_by_role("alert").first).to_contain_text("Erik Demo sparade texten")
    expect(mine.locator("del", has_text="Eriks")).to_be_visible()
    expect(mine.locator("ins", has_text="Lisas").first).to_be_visible()
    mine.evaluate(AXE_SCRIPT)
    assert mine.evaluate(FAULTS, EVERYTHING) == []
    assert stored(portal, story).lead == "Eriks ingress."
    mine.locator("form[data-editor-library] button[type=submit]").click()
    mine.wait_for_url(re.compile(rf"/redaktion/{story.pk}/$"))
    assert stored(portal, story).lead == "Lisas ingress."


def test_without_javascript_the_text_box_holds_the_text(browser: Browser, portal: RunningPortal, story: Story) -> None:
    with portal.data():
        html = "<h2>Rubrik</h2>\n<p>Ett <strong>fett</strong> ord.</p>"
        Story.objects.filter(pk=story.pk).update(body=html)
    with signed_in(browser, portal, person("lisa"), java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/redaktion/{story.pk}/redigera/")
        expect(page.locator("textarea[name=body]")).to_have_value(html)
        page.locator("[name=lead]").fill("Bara ingressen.")
        page.get_by_role("button", name="Spara texten").click()
    assert (stored(portal, story).body, stored(portal, story).lead) == (html, "Bara ingressen.")
