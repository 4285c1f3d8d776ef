import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from commonweal.evidence.rates import crude_rate
from commonweal.terms.sources import Unknown


@given(st.integers(0, 9), st.integers(1, 10_000))
def test_the_exact_interval_holds_the_means_of_which_so_many_cases_are_no_surprise(cases, people):
    rate = crude_rate(cases, people, per=people)
    assert rate.exact
    assert poisson.cdf(cases, rate.high) == pytest.approx(0.025, abs=1e-9)
    if cases:
        assert poisson.sf(cases - 1, rate.low) == pytest.approx(0.025, abs=1e-9)
    else:
        assert rate.low == 0


@given(st.integers(10, 100_000))
def test_byars_interval_is_near_the_exact_one(cases):
    rate = crude_rate(cases, 1, per=1)
    assert not rate.exact
    assert rate.low < cases < rate.high
    assert poisson.cdf(cases, rate.high) == pytest.approx(0.025, abs=0.002)


@given(st.integers(0, 500), st.integers(1, 500))
def test_more_confidence_is_wider(cases, people):
    narrow, wide = (crude_rate(cases, people, confidence=level) for level in (95.0, 99.8))
    assert wide.low <= narrow.low <= narrow.value <= narrow.high < wide.high


def test_what_is_not_known_is_passed_on_and_nobody_has_no_rate():
    why = Unknown("not counted")
    assert crude_rate(why, 5) == crude_rate(5, why) == why
    assert isinstance(crude_rate(0, 0), Unknown)


@pytest.mark.parametrize(("cases", "people"), [(-1, 5), (1, -5)])
def test_what_is_below_nought_is_no_rate(cases, people):
    with pytest.raises(ValueError, match="no rate"):
        crude_rate(cases, people)
