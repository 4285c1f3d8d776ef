from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.quantiles import quantiles
from commonweal.terms.sources import Unknown

lists = st.lists(st.integers(-50, 50).map(float), min_size=10, max_size=60)


@given(lists, st.integers(2, 10))
def test_they_rise_with_the_order_and_never_part_what_is_equal(values, number):
    told = quantiles(values, number)
    order = sorted(zip(values, told, strict=True), key=lambda one: -one[0])
    assert [quantile for _, quantile in order] == sorted(told)
    assert len({(value, quantile) for value, quantile in order}) == len(set(values))
    assert {quantile for _, quantile in order} <= set(range(1, number + 1))


@given(st.integers(10, 90), st.integers(2, 10))
def test_different_values_are_shared_out_as_evenly_as_can_be(size, number):
    held = Counter(quantiles([float(k) for k in range(size)], number))
    assert set(held) == set(range(1, number + 1))
    assert max(held.values()) - min(held.values()) <= 1


@given(lists, st.integers(2, 10))
def test_a_group_is_on_its_own(values, number):
    both = quantiles(values * 2, number, ["a"] * len(values) + ["b"] * len(values))
    assert both == quantiles(values, number) * 2


def test_the_lowest_can_stand_first():
    assert quantiles([3.0, 1.0, 2.0, 4.0], 2, highest_first=False) == (2, 1, 1, 2)


def test_too_small_a_group_and_a_value_that_is_not_known_have_none():
    why = Unknown("not said")
    few, _, unknown = quantiles([1.0, 2.0, why], 3)
    assert isinstance(few, Unknown)
    assert unknown == why


@pytest.mark.parametrize(("number", "within"), [(1, ()), (2, ("a",))])
def test_what_is_no_question_is_refused(number, within):
    with pytest.raises(ValueError, match="cannot be made"):
        quantiles([1.0, 2.0], number, within)
