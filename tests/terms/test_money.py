from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.terms.money import Amount, Pence, shares

weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)
totals = st.integers(0, 10**12)


@given(totals, weights)
def test_shares_add_up_and_each_is_within_one_of_its_due(total, given_weights):
    split = shares(total, given_weights)
    assert sum(split) == total
    for share, weight in zip(split, given_weights, strict=True):
        assert abs(share - Fraction(total * weight, sum(given_weights))) < 1


@given(totals, weights)
def test_who_weighs_nothing_gets_nothing(total, given_weights):
    split = shares(total, given_weights)
    assert all(share == 0 for share, weight in zip(split, given_weights, strict=True) if weight == 0)


def test_the_last_unit_goes_to_the_larger_remainder_then_to_the_earlier_share():
    assert shares(10, [1, 5, 1]) == (2, 7, 1)
    assert shares(2, [1, 1, 1]) == (1, 1, 0)
    assert shares(10, [3, 3, 1]) == (4, 4, 2)


@pytest.mark.parametrize("bad", [[0, 0], [3, -1]])
def test_weights_that_cannot_share_are_refused(bad):
    with pytest.raises(ValueError, match="non-negative and not all zero"):
        shares(5, bad)


@given(st.integers(-(10**15), 10**15))
def test_pence_are_exact_pounds(pence):
    amount = Amount.of_pence(Pence(pence))
    assert (amount.units * 100, amount.currency) == (pence, "GBP")
