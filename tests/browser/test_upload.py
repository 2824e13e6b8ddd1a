"""Files are sent one by one with JavaScript, and all at once without."""

from playwright.sync_api import Browser, Page, expect

from goda_exempel.demonstration.people import PASSWORD
from ideas.models import Idea
from tests.ideas.files.files import PHOTOS
from tests.portal import RunningPortal

COACH = "karin@demo.example"
FILES = [str(PHOTOS / "landscape_5.jpg"), str(PHOTOS / "LICENSE")]


def open_idea(page: Page, portal: RunningPortal, state: str) -> None:
    """Somebody else's idea, as the coach sees it."""
    with portal.data():
        idea = Idea.objects.filter(state=state).exclude(submitter__email=COACH).order_by("pk")[0]
    page.goto("/logga-in/")
    page.get_by_label("E-postadress").fill(COACH)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Logga in").click()
    page.goto(idea.get_absolute_url())


def test_with_javascript_each_file_is_reported(page: Page, portal: RunningPortal) -> None:
    open_idea(page, portal, "in_trial")
    files = page.locator("#filer")
    before = files.get_by_role("img").count()
    files.get_by_label("Bilder och PDF-filer").set_input_files(FILES)
    files.get_by_role("button", name="Lägg till filerna").click()
    expect(files.get_by_role("status")).to_have_text("Alla filer är skickade. 1 av 2 är sparade.")
    expect(files.locator("[data-upload-report] li")).to_have_text(
        ["landscape_5.jpg är sparad.", "LICENSE är inte sparad: " + REFUSED]
    )
    expect(files.get_by_role("img")).to_have_count(before + 1)


REFUSED = "Filen är inte en bild som går att läsa. Välj en bild i JPEG, PNG, WebP eller HEIC. En PDF går också bra."


def test_without_javascript_the_page_says_what_was_kept(browser: Browser, portal: RunningPortal) -> None:
    with browser.new_context(base_url=portal.address, locale="sv-SE", java_script_enabled=False) as context:
        page = context.new_page()
        open_idea(page, portal, "in_review")
        files = page.locator("#filer")
        files.get_by_label("Bilder och PDF-filer").set_input_files(FILES)
        files.get_by_role("button", name="Lägg till filerna").click()
        expect(page.locator("#filer").get_by_role("alert")).to_contain_text("En fil är sparad. Det här gick inte:")
        expect(page.locator("#filer").get_by_role("alert")).to_contain_text(f"LICENSE: {REFUSED}")
