"""A name that looks like another is pointed out, and left as it was typed."""

import pytest
from hypothesis import given

from commonweal.proposals.lookalikes import looks_like, skeleton
from tests.strategies import words


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Нarbour Hub", "Harbour Hub"),  # a Cyrillic capital
        ("Harbоur Hub", "Harbour Hub"),  # a Cyrillic small letter
        ("Ηarbour Hub", "Harbour Hub"),  # a Greek capital
        ("HARBOUR  HUB", "Harbour Hub"),
        ("Hárbour-Hub", "Harbour Hub"),
        ("Harb0ur Hub", "Harbour Hub"),
    ],
)
def test_what_looks_the_same_is_pointed_out(name, other):
    assert any(f"looks like {other}" in str(told) for told in looks_like(name, [other]))


@pytest.mark.parametrize("name", ["Harbour Hub", "Caffi Cŵn", "Приют у моря", "O'Neill's"])
def test_names_that_are_only_themselves_are_left_alone(name):
    assert looks_like(name, ["Moorside Garden", name]) == ()


def test_letters_of_two_alphabets_in_one_word_are_pointed_out_without_another_name():
    assert len(looks_like("Harbоur", [])) == 1
    assert looks_like("Harbour Приют", []) == ()


@given(words)
def test_every_text_has_a_form_that_stays(text):
    assert looks_like(text, [text]) == looks_like(text, [])
    assert skeleton(skeleton(text)) == skeleton(skeleton(skeleton(text)))
