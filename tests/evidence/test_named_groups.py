import inspect
from fractions import Fraction
from math import ceil
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence import named_groups
from commonweal.evidence.named_groups import (
    NO_BETTER,
    NO_BODIES,
    NO_OTHERS,
    NO_SAMPLE,
    Corrected,
    HandTagged,
    Tag,
    corrected,
    found_by,
    hand_tagged,
)
from commonweal.evidence.patterns import LONGEST
from commonweal.terms.sources import Unknown

REFUGEES = Tag("BE101", "Asylum seekers and refugees", r"\b(asylum|refugees?)\b", r"\brefuge\b", HandTagged(0, 0, 0, 0))


def test_words_find_and_leave_out():
    texts = ["Helps REFUGEES", "A women's refuge for refugees", "Cats", "asylum"]
    assert found_by(REFUGEES, texts) == [True, False, False, True]


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="BE101"):
        found_by(REFUGEES, ["x" * (LONGEST + 1)])


def test_what_words_do_is_counted_against_what_was_tagged_by_hand():
    texts = ["refugees", "asylum", "cats", "people fleeing war", "dogs"]
    assert hand_tagged(REFUGEES, texts, [True, False, False, True, False]) == HandTagged(1, 1, 1, 2)


def test_sensitivity_specificity_and_precision_are_shares_with_intervals():
    sample = HandTagged(21, 1, 9, 4172)
    assert sample.sensitivity.value == Fraction(21, 22)
    assert sample.specificity.value == Fraction(4172, 4181)
    assert sample.precision.value == Fraction(21, 30)
    assert sample.sensitivity.low < sample.sensitivity.value < sample.sensitivity.high


def test_perfect_words_need_no_correction():
    found = corrected(30, 100, HandTagged(10_000, 0, 0, 10_000))
    assert (found.value, found.clipped) == (30, False)
    assert 20 < found.low < 30 < found.high < 41


@pytest.mark.parametrize(
    ("hits", "bodies", "sample", "low", "high"),
    [
        # Lang and Reiczigel's interval worked out apart, by hand from the paper's formula, before rounding outward.
        (9, 700, HandTagged(21, 1, 9, 4172), 3.5486, 17.1461),
        (53, 717, HandTagged(147, 10, 186, 3860), 7.1, 41.0),
    ],
)
def test_the_interval_is_rounded_outward(hits, bodies, sample, low, high):
    found = corrected(hits, bodies, sample)
    assert (found.low, found.high) == (int(low), ceil(high))


def test_a_count_below_none_is_set_to_none_and_said_so():
    found = corrected(0, 700, HandTagged(21, 1, 9, 4172))
    assert (found.value, found.low, found.clipped) == (0, 0, True)
    assert found.high > 0


@pytest.mark.parametrize(
    ("hits", "bodies", "sample", "why"),
    [
        (0, 0, HandTagged(1, 0, 0, 1), NO_BODIES),
        (1, 9, HandTagged(0, 0, 1, 9), NO_SAMPLE),
        (1, 9, HandTagged(9, 1, 0, 0), NO_OTHERS),
        (1, 9, HandTagged(5, 5, 5, 5), NO_BETTER),
        (1, 9, HandTagged(1, 9, 9, 1), NO_BETTER),
    ],
)
def test_what_cannot_be_corrected_is_unknown(hits, bodies, sample, why):
    assert corrected(hits, bodies, sample) == why


counts = st.integers(0, 400)


@given(counts, counts, st.builds(HandTagged, counts, counts, counts, counts))
def test_a_count_lies_in_its_interval_and_within_what_is_possible(hits, more, sample):
    found = corrected(hits, hits + more, sample)
    if isinstance(found, Corrected):
        assert 0 <= found.low <= found.value <= found.high <= hits + more
    else:
        assert isinstance(found, Unknown)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    """Four hundred places of 600 bodies, 40 of the group; 30 and 1,000 tagged by hand; words right in 0.85 and 0.97."""
    random = Random(5)
    drawn = [[random.random() for _ in range(1630)] for _ in range(400)]
    held = 0
    for draw in drawn:
        hits = sum(one < 0.85 for one in draw[:40]) + sum(one < 0.03 for one in draw[40:600])
        both = sum(one < 0.85 for one in draw[600:630])
        wrongly = sum(one < 0.03 for one in draw[630:])
        found = corrected(hits, 600, HandTagged(both, 30 - both, wrongly, 1000 - wrongly))
        held += found.low <= 40 <= found.high
    assert held >= 380


def test_no_function_gives_words_by_area_or_ranks_by_them():
    for name, function in inspect.getmembers(named_groups, inspect.isfunction):
        if function.__module__ != named_groups.__name__:
            continue
        told = str(inspect.signature(function)).lower()
        assert not any(word in told for word in ("area", "neighbourhood", "decile", "point", "mapping")), name
        assert "rank" not in name
        assert "sorted" not in inspect.getsource(function)
