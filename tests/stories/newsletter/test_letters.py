"""What stands in the letter: the same in text and HTML, in the preview and in what is sent."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel import roles
from stories.newsletter.letters import letter_for
from stories.newsletter.links import NOBODY, end_link, end_link_of
from stories.newsletter.models import Delivery, Issue
from stories.newsletter.style import STYLE
from stories.newsletter.workflow import begin
from tests.factories import make_user
from tests.notices.letters import work
from tests.stories.factories import make_stored_picture
from tests.stories.newsletter.factories import begin_issue, make_issue, make_story_of_month, make_subscriber

pytestmark = pytest.mark.django_db(transaction=True)

VECTOR = '"><img src=x onerror=alert(1)>'


class Elements(HTMLParser):
    """The elements of a page, and the text that stands in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def parts(message: Any) -> tuple[str, str]:
    """The text and the HTML of an e-mail that was sent in this process."""
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    return message.body, str(html)


def address_of(issue: Issue, name: str) -> str:
    return reverse(f"stories:newsletter_{name}", args=[issue.month.year, issue.month.month])


def editor() -> Client:
    client = Client()
    client.force_login(make_user(roles.EDITOR))
    return client


def test_the_preview_is_the_result_but_for_the_recipients_own_link() -> None:
    subscriber = make_subscriber()
    make_story_of_month(picture=make_stored_picture())
    issue, client = make_issue(greeting="Hej <alla>!\n\nMer & mer."), editor()
    before = [client.get(address_of(issue, name)).content.decode() for name in ("text", "html")]
    begin(issue.month, by=make_user(roles.COMMUNICATOR))
    after = [client.get(address_of(issue, name)).content.decode() for name in ("text", "html")]
    work()
    (letter,) = mail.outbox
    link = end_link_of(subscriber)
    sent = list(parts(letter))
    assert [part.count(link) for part in sent] == [1, 1]
    assert [part.replace(link, end_link(NOBODY)) for part in sent] == before == after


def test_a_test_to_oneself_is_the_same_letter() -> None:
    make_story_of_month()
    issue, client = make_issue(), Client()
    person = make_user(roles.COMMUNICATOR)
    client.force_login(person)
    text, html = (client.get(address_of(issue, name)).content.decode() for name in ("text", "html"))
    assert client.post(address_of(issue, "trial")).status_code == 302
    work()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([person.email], _("Test: %(subject)s") % {"subject": issue.subject})
    assert parts(letter) == (text, html)
    assert "List-Unsubscribe" not in letter.extra_headers


def test_text_and_html_say_the_same() -> None:
    make_subscriber()
    story = make_story_of_month(picture=make_stored_picture(), picture_caption="Grytan i köket.")
    begin(make_issue(greeting="Hej, alla!").month, by=None)
    work()
    text, html = parts(mail.outbox[0])
    page = Elements(html)
    link = f"{settings.SITE_URL}{story.public_url}"
    for words in ("Hej, alla!", story.title, story.lead, "Grytan i köket.", "Eva Exempel", settings.MUNICIPALITY):
        assert [words in text, words in page.text] == [True, True]
    (picture,) = page.all("img")
    assert (picture["alt"], story.picture_alt in text) == (story.picture_alt, True)
    assert story.picture is not None
    assert str(picture["src"]).startswith(f"{settings.SITE_URL}/bilder/{story.picture.key}-")
    assert Client().get(str(picture["src"]).removeprefix(settings.SITE_URL)).status_code == 200
    assert [link in text, [row["href"] for row in page.all("a")].count(link)] == [True, 2]


def test_nothing_in_the_letter_tells_who_reads_it() -> None:
    """Every picture is one that a reader sees on the page, and every address but one the same for all."""
    for _number in range(2):
        make_subscriber()
    story = make_story_of_month(picture=make_stored_picture())
    begin(make_issue().month, by=None)
    work()
    pages = [Elements(parts(letter)[1]) for letter in mail.outbox]
    first, second = ([row["href"] for row in page.all("a")] for page in pages)
    assert len(set(first) ^ set(second)) == 2  # each one's own link
    assert story.picture is not None
    assert {str(row["src"]).rpartition("-")[0] for page in pages for row in page.all("img")} == {
        f"{settings.SITE_URL}/bilder/{story.picture.key}"
    }
    assert {tag for page in pages for tag, _attributes in page.found} & {"script", "link", "iframe", "form"} == set()


def test_a_title_that_is_html_is_a_title_in_both_parts_and_in_the_header() -> None:
    make_subscriber()
    make_story_of_month(
        title=VECTOR, lead=VECTOR, picture=make_stored_picture(), picture_alt=VECTOR, picture_caption=VECTOR
    )
    begin(make_issue(subject=VECTOR, greeting=VECTOR).month, by=None)
    work()
    letter = mail.outbox[0]
    text, html = parts(letter)
    page = Elements(html)
    assert letter.subject == VECTOR
    assert text.count(VECTOR) == 5
    assert [row["alt"] for row in page.all("img")] == [VECTOR]
    assert not any(name.startswith("on") for _tag, attributes in page.found for name in attributes)
    assert page.text.count(VECTOR) == 5  # title, greeting, headline, lead, caption


@pytest.mark.parametrize("subject", ["Ny\r\nBcc: alla@demo.example", "Ny\nSubject: Annat", "Ny\u2028Bcc: x@demo.se"])
def test_nothing_in_a_subject_makes_another_header(subject: str) -> None:
    issue = begin_issue(1)
    Issue.objects.filter(pk=issue.pk).update(subject=subject)
    work()
    message: EmailMessage = mail.outbox[0].message()
    assert (message["Bcc"], len(message.get_all("Subject", []))) == (None, 1)


def test_what_the_letter_says_of_itself() -> None:
    subscriber = make_subscriber()
    issue = begin_issue()
    row = Delivery.objects.select_related("issue").get()
    work()
    message = mail.outbox[0].message()
    assert message["List-Unsubscribe"] == (
        f"<{end_link_of(subscriber)}>, <mailto:{settings.CONTACT}?subject=avsluta%20nyhetsbrevet>"
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<nyhetsbrev.goda-exempel.exempelkommunen.example>"
    assert (message["Auto-Submitted"], message["Precedence"]) == ("auto-generated", None)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    issue.refresh_from_db()
    assert issue.started_at is not None
    assert parsedate_to_datetime(message["Date"]) == issue.started_at.replace(microsecond=0)
    again = letter_for(row, subscriber).message()
    assert (message["Message-ID"], message.as_bytes()) == (again["Message-ID"], again.as_bytes())


def test_two_recipients_have_two_message_ids() -> None:
    begin_issue(2)
    work()
    assert len({letter.message()["Message-ID"] for letter in mail.outbox}) == 2


def test_a_long_line_does_not_break_the_mail() -> None:
    make_subscriber()
    make_story_of_month()
    begin(make_issue(greeting="å" * 1990).month, by=None)
    work()
    raw = mail.outbox[0].message().as_bytes()
    assert max(len(line) for line in raw.split(b"\n")) <= 998


def test_the_page_of_the_preview_may_load_our_pictures_and_its_own_sheet_alone() -> None:
    make_story_of_month()
    answer = editor().get(address_of(make_issue(), "html"))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.content.decode().count(STYLE) == 1
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_sent_letter_stays_as_it_was() -> None:
    make_subscriber()
    story = make_story_of_month()
    issue, client = make_issue(), editor()
    begin(issue.month, by=None)
    frozen = client.get(address_of(issue, "html")).content
    assert story.edition is not None
    type(story.edition).objects.filter(pk=story.edition.pk).update(title="Annan rubrik")
    type(story).objects.filter(pk=story.pk).update(publish_at=timezone.now() + timedelta(days=9))
    assert client.get(address_of(issue, "html")).content == frozen
    answer = client.post(issue.get_absolute_url(), {"subject": "Annat ämne", "greeting": "Ny hälsning"})
    assert answer.status_code == 409
    assert "Annat ämne" in answer.content.decode()
    issue.refresh_from_db()
    assert issue.subject == "Soppan som barnen lagar"
