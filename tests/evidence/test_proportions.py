"""Wilson's interval in exact fractions, against SciPy's in floats."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from commonweal.evidence.proportions import wilson


@given(st.integers(1, 20_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_it_is_scipy_s_interval_and_never_narrower(counts):
    cases, of = counts
    found, peer = wilson(cases, of), binomtest(cases, of).proportion_ci(method="wilson")
    assert found.value == Fraction(cases, of)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert peer.low - 1.1e-6 <= found.low <= peer.low + 1e-12
    assert peer.high - 1e-12 <= found.high <= peer.high + 1.1e-6


def test_none_and_all_reach_the_ends_exactly():
    assert (wilson(0, 9).low, wilson(9, 9).high) == (0, 1)
    assert 0 < wilson(0, 9).high == 1 - wilson(9, 9).low < 1


@pytest.mark.parametrize(("cases", "of"), [(0, 0), (-1, 3), (4, 3)])
def test_what_is_no_share_is_refused(cases, of):
    with pytest.raises(ValueError, match="is no share"):
        wilson(cases, of)
