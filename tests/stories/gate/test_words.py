"""The desk's list of words to avoid, and its limits."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from stories.gate.models import AdviceLimits, JargonWord
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LIST = "/redaktion/ordlista/"


@pytest.fixture(autouse=True)
def _empty(client: Client) -> None:
    JargonWord.objects.all().delete()
    AdviceLimits.objects.all().delete()
    client.force_login(make_user("communicator"))


def add(client: Client, word: str, plainer: str = "") -> Any:
    return client.post(LIST, {"word": word, "plainer": plainer})


def words() -> list[tuple[str, str]]:
    return list(JargonWord.objects.values_list("word", "plainer"))


def test_the_list_begins_with_words_that_make_public_texts_heavy() -> None:
    import_module("stories.migrations.0021_list_words_to_avoid").list_words(apps, None)
    known = dict(words())
    assert (known["i enlighet med"], known["avseende"], known["implementer*"]) == (
        "enligt", "om", "införa, börja använda",
    )  # fmt: skip
    assert len(known) >= 40
    assert all(known.values())


def test_a_word_is_added_changed_and_removed(client: Client) -> None:
    assert add(client, "  I  Enlighet med ", "enligt").headers["Location"] == LIST
    assert words() == [("i enlighet med", "enligt")]
    row = JargonWord.objects.get()
    client.post(reverse("stories:word", args=[row.pk]), {"word": "i enlighet med", "plainer": "efter"})
    assert words() == [("i enlighet med", "efter")]
    for _number in range(2):
        assert client.post(reverse("stories:word_remove", args=[row.pk])).status_code == 302
    assert words() == []


@pytest.mark.parametrize("word", ["", "  ", "*", "**", "im*plement", "…", "x" * 61, "\u200b"])
def test_what_is_no_word_is_said_and_not_kept(client: Client, word: str) -> None:
    answer = add(client, word)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["word"])
    assert words() == []


def test_a_word_stands_once_on_the_list(client: Client) -> None:
    add(client, "avseende")
    assert add(client, "Avseende").context["form"].errors == {"word": ["Ordet finns redan på listan."]}
    other = JargonWord.objects.create(word="ej")
    answer = client.post(reverse("stories:word", args=[other.pk]), {"word": "avseende", "plainer": ""})
    assert answer.context["form"].errors == {"word": ["Ordet finns redan på listan."]}
    assert "Ändra ”ej”" in answer.content.decode()


def test_the_list_has_an_end(client: Client) -> None:
    JargonWord.objects.bulk_create(JargonWord(word=f"ord{number}") for number in range(500))
    assert add(client, "ett till").context["form"].errors == {"word": ["Listan är full. Ta bort ett ord först."]}


def test_limits_are_set(client: Client) -> None:
    address = reverse("stories:words_limits")
    assert client.post(address, {"lix": 40, "lead": 250}).status_code == 302
    assert client.post(address, {"lix": 42, "lead": 250}).status_code == 302
    assert list(AdviceLimits.objects.values_list("pk", "lix", "lead")) == [(1, 42, 250)]
    for lix, lead, wrong in (
        (19, 250, ["lix"]),
        (81, 250, ["lix"]),
        ("", 601, ["lix", "lead"]),
        ("x", 49, ["lix", "lead"]),
    ):
        assert list(client.post(address, {"lix": lix, "lead": lead}).context["limits_form"].errors) == wrong
    assert AdviceLimits.objects.get().lix == 42


def test_marks_in_a_word_are_text(client: Client) -> None:
    add(client, "<img src=x>", '"><script>')
    content = client.get(LIST).content.decode()
    assert ("<img src=x" in content, "&lt;img src=x&gt;" in content, '"><script>' in content) == (False, True, False)


def test_the_list_costs_the_same_with_one_word_and_with_fifty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for wanted in (1, 50):
        JargonWord.objects.bulk_create(JargonWord(word=f"{wanted}ord{number}") for number in range(wanted))
        with django_assert_num_queries(7):
            client.get(LIST)
