"""The catalogue follows the sources."""

import gettext
from pathlib import Path

import pytest

from goda_exempel.translating.catalogue import Catalogue
from goda_exempel.translating.sources import Message, messages_in

PYTHON = """
from django.utils.translation import gettext_lazy as _, gettext_noop, ngettext, npgettext, pgettext_lazy
A = _("One" " text")
B = gettext_noop("Known later")
C = ngettext("%(n)s idea", "%(n)s ideas", 2)
D = pgettext_lazy("a month", "May")
E = npgettext("a room", "one seat", "seats", 2)
F = _(variable)
G = other("Not a text")
"""
TEMPLATE = """
{% load i18n %}<p title="{% translate "It's here" %}">{{ name|default:_("Nobody") }}</p>
{% translate "May" context "a month" as month %}{% translate 'Quoted "so"' %}
{% blocktranslate trimmed with who=person %}
  {{ who }} wrote
  100 % of it
{% endblocktranslate %}
{% blocktranslate count n=list|length %}{{ n }} reply{% plural %}{{ n }} replies{% endblocktranslate %}
{% blocktranslate context "of a book" %}Leaf{% endblocktranslate %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("goda_exempel", "ideas/migrations", "stories", "awards", "templates"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "ideas" / "views.py").write_text(PYTHON)
    (tmp_path / "ideas" / "migrations" / "0001.py").write_text('_("In a migration")')
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


@pytest.fixture
def path(root: Path) -> Path:
    return root / "locale" / "sv" / "LC_MESSAGES" / "django.po"


def texts(root: Path) -> dict[tuple[str, str], str]:
    messages, unreadable = messages_in(root)
    assert unreadable == []
    return {key: message.plural for key, message in messages.items()}


def test_every_kind_of_text_is_found(root: Path) -> None:
    assert texts(root) == {
        ("", "One text"): "",
        ("", "Known later"): "",
        ("", "%(n)s idea"): "%(n)s ideas",
        ("a month", "May"): "",
        ("a room", "one seat"): "seats",
        ("", "It's here"): "",
        ("", "Nobody"): "",
        ("", 'Quoted "so"'): "",
        ("", "%(who)s wrote 100 %% of it"): "",
        ("", "%(n)s reply"): "%(n)s replies",
        ("of a book", "Leaf"): "",
    }


def test_the_same_text_in_two_places_is_one(root: Path) -> None:
    message = messages_in(root)[0]["a month", "May"]
    assert message.files == {"ideas/views.py", "templates/page.html"}


def test_a_file_that_can_not_be_read_is_named(root: Path) -> None:
    (root / "ideas" / "broken.py").write_text("def")
    assert messages_in(root)[1][0].startswith("ideas/broken.py: ")


def test_what_is_merged_is_compiled(root: Path, path: Path) -> None:
    catalogue = Catalogue(path)
    catalogue.merge({"One text": "En text", "%(n)s idea": ["%(n)s idé", "%(n)s idéer"], "a month\x04May": "maj"})
    catalogue.follow(messages_in(root)[0])
    catalogue.save()
    with catalogue.compiled.open("rb") as file:
        swedish = gettext.GNUTranslations(file)
    assert swedish.gettext("One text") == "En text"
    assert swedish.ngettext("%(n)s idea", "%(n)s ideas", 5) == "%(n)s idéer"
    assert swedish.pgettext("a month", "May") == "maj"
    assert swedish.gettext("Nobody") == "Nobody"


def test_writing_again_changes_nothing(root: Path, path: Path) -> None:
    whole(root, path)
    before = path.read_bytes(), path.with_suffix(".mo").read_bytes()
    again = Catalogue(path)
    again.follow(messages_in(root)[0])
    again.save()
    assert (path.read_bytes(), path.with_suffix(".mo").read_bytes()) == before
    assert again.faults() == []


def whole(root: Path, path: Path) -> Catalogue:
    """A catalogue in which every text is its own translation."""
    catalogue = Catalogue(path)
    messages = messages_in(root)[0]
    catalogue.merge({joined(message): swedish(message) for message in messages.values()})
    catalogue.follow(messages)
    catalogue.save()
    return catalogue


def joined(message: Message) -> str:
    return f"{message.context}\x04{message.text}" if message.context else message.text


def swedish(message: Message) -> str | list[str]:
    return [message.text, message.plural] if message.plural else message.text


def faults_after(root: Path, path: Path, swedish: dict[str, str | list[str]]) -> list[str]:
    whole(root, path)
    catalogue = Catalogue(path)
    catalogue.merge(swedish)
    catalogue.follow(messages_in(root)[0])
    catalogue.save()
    return catalogue.faults()


def test_what_is_missing_is_told_with_its_place(root: Path, path: Path) -> None:
    assert faults_after(root, path, {"Nobody": ""}) == ["not translated: 'Nobody' (templates/page.html)"]


def test_a_plural_needs_both_forms(root: Path, path: Path) -> None:
    assert faults_after(root, path, {"%(n)s idea": ["%(n)s idé", ""]}) == [
        "not translated: '%(n)s idea' (ideas/views.py)"
    ]


def test_a_placeholder_that_would_not_be_filled_is_told(root: Path, path: Path) -> None:
    faults = faults_after(root, path, {"%(who)s wrote 100 %% of it": "%(vem)s skrev 100 %% av det"})
    assert [fault.partition(":")[0] for fault in faults] == ["placeholders differ"]


def test_what_no_source_says_any_more_is_kept_until_it_is_pruned(root: Path, path: Path) -> None:
    whole(root, path)
    template = (root / "templates" / "page.html").read_text()
    (root / "templates" / "page.html").write_text("")
    catalogue = Catalogue(path)
    catalogue.follow(messages_in(root)[0])
    catalogue.save()
    assert "obsolete: 'Nobody'" in Catalogue(path).faults()
    (root / "templates" / "page.html").write_text(template)
    catalogue = Catalogue(path)
    catalogue.follow(messages_in(root)[0])
    catalogue.save()
    assert catalogue.faults() == []


def test_pruned_is_gone(root: Path, path: Path) -> None:
    whole(root, path)
    (root / "templates" / "page.html").unlink()
    catalogue = Catalogue(path)
    catalogue.follow(messages_in(root)[0])
    catalogue.prune()
    catalogue.save()
    assert catalogue.faults() == []
    assert "Nobody" not in path.read_text()


def test_a_compiled_file_that_is_not_current_is_told(root: Path, path: Path) -> None:
    whole(root, path)
    path.with_suffix(".mo").write_bytes(b"")
    catalogue = Catalogue(path)
    catalogue.follow(messages_in(root)[0])
    assert catalogue.faults() == ["django.mo is not compiled from django.po"]
