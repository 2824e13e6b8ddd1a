"""Passages are found by their words and by what stands around them."""

import time

import pytest

from stories.review.passages import Passage, cut, place_of

TEXT = "Hunden skällde. Katten sov. Hunden skällde. Sedan sov hunden."


@pytest.mark.parametrize(
    ("passage", "place"),
    [
        (Passage("Katten sov"), (16, 26)),
        (Passage("Hunden skällde"), (0, 14)),
        (Passage("Hunden skällde", "Katten sov. "), (28, 42)),
        (Passage("Hunden skällde", "", ". Sedan"), (28, 42)),
        (Passage("Hunden skällde", "Okänt. ", ". Katten"), (0, 14)),
        (Passage("Hunden  skällde"), (0, 14)),
        (Passage("hästen"), None),
        (Passage("  "), None),
        (Passage("hunden skällde"), None),
    ],
)
def test_the_place_with_the_most_alike_around_it(passage: Passage, place: tuple[int, int] | None) -> None:
    assert place_of(passage, TEXT) == place


def test_what_is_cut_out_is_found_where_it_was() -> None:
    for start in range(len(TEXT)):
        for end in range(start + 1, len(TEXT) + 1):
            if TEXT[start:end] == TEXT[start:end].strip():
                assert place_of(cut(TEXT, (start, end)), TEXT) == (start, end)


def test_a_word_that_stands_everywhere_in_a_long_text_is_found_in_time() -> None:
    begun = time.process_time()
    assert place_of(Passage("a", "b" * 32, "c" * 32), "a " * 500_000) == (0, 1)
    assert time.process_time() - begun < 1
