"""Words selected in a text become the passage of a comment."""

from playwright.sync_api import Browser, expect

from goda_exempel.demonstration.people import LOGINS
from stories.models import Story
from stories.review.models import ReviewComment
from stories.states import StoryState
from tests.browser.visits import signed_in
from tests.portal import RunningPortal

ERIK = next(login for login in LOGINS if login.name.startswith("Erik"))
# From the third character of the first paragraph of the text to the tenth of the second.
SELECT = """
() => {
  const [first, second] = document.querySelectorAll("[data-field=body]");
  const range = document.createRange();
  range.setStart(first.firstChild, 3);
  range.setEnd(second.firstChild, 10);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
  return `${first.textContent.slice(3)} ${second.textContent.slice(0, 10)}`.trim();
}
"""


def test_selected_words_become_the_passage_of_a_comment(browser: Browser, portal: RunningPortal) -> None:
    with portal.data():
        story = Story.objects.filter(state=StoryState.IN_REVIEW)[0]
    with signed_in(browser, portal, ERIK) as context:
        page = context.new_page()
        page.goto(f"/redaktion/{story.pk}/granska/")
        button = page.locator("[data-press] button")
        expect(button).to_be_hidden()
        words = page.evaluate(SELECT)
        button.click()
        expect(page.locator("[data-comment-form] [name=text]")).to_be_focused()
        page.keyboard.type("Stämmer det?")
        page.get_by_role("button", name="Skicka kommentaren").click()
        expect(page.locator("mark").first).to_be_visible()
        marked = " ".join(page.locator("mark").all_text_contents())
    with portal.data():
        row = ReviewComment.objects.get(story=story, text="Stämmer det?")
        quote, field = row.quote, row.field
        row.delete()
    assert (marked, quote, field) == (words, words, "body")
