import math

import pytest

from ideas.breakroom.codes import LENGTH, code_of, form_key_of, hash_of, normalised
from ideas.breakroom.models import Entry
from ideas.breakroom.words import WORDS
from ideas.models import Idea
from tests.ideas.breakroom.leaving import make_left


def test_code_has_at_least_forty_bits() -> None:
    assert len(set(WORDS)) == len(WORDS)
    assert LENGTH * math.log2(len(WORDS)) >= 40


def test_words_need_no_swedish_keyboard() -> None:
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in WORDS)


def test_every_word_is_used() -> None:
    drawn = {word for number in range(1500) for word in code_of(f"hemligt {number}").split()}
    assert drawn == set(WORDS)


def test_code_follows_from_the_secret_alone() -> None:
    assert code_of("a") == code_of("a") != code_of("b")
    assert form_key_of("a") == form_key_of("a") != form_key_of("b")


@pytest.mark.parametrize(
    "written",
    [
        "sommar kaffe cykel lampa hav",
        "  Sommar  KAFFE\ncykel\tlampa hav. ",
        "sommar-kaffe-cykel-lampa-hav",
        "1. sommar, 2. kaffe, 3. cykel, 4. lampa, 5. hav",
        "sommar\u00a0kaffe–cykel—lampa_hav",
    ],
)
def test_written_as_people_write_it(written: str) -> None:
    assert normalised(written) == "sommar kaffe cykel lampa hav"
    assert hash_of(written) == hash_of("sommar kaffe cykel lampa hav")


@pytest.mark.parametrize(
    "written", ["kaffe sommar cykel lampa hav", "sommar kaffe cykel", "sömmar kaffe cykel lampa hav"]
)
def test_another_code_is_another_code(written: str) -> None:
    assert hash_of(written) != hash_of("sommar kaffe cykel lampa hav")


@pytest.mark.django_db
def test_code_is_not_in_the_database() -> None:
    code = make_left().code
    entry = Entry.objects.get()
    assert entry.code_hash == hash_of(code)
    kept = [str(value) for row in (*Entry.objects.values(), *Idea.objects.values()) for value in row.values()]
    assert not any(code in value for value in kept)
