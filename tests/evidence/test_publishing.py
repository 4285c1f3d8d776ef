import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.gaps import Estimate
from commonweal.evidence.publishing import TOO_FEW, shown, shown_estimate
from commonweal.terms.sources import Unknown


@given(st.floats(0, 1e7))
def test_what_is_shown_is_nought_or_a_multiple_of_five_near_the_count(count):
    seen = shown(count)
    if isinstance(seen, Unknown):
        assert 0 < count < 7.6
    else:
        assert seen % 5 == 0
        assert abs(seen - count) <= 3
        assert seen == 0 or seen >= 10


@pytest.mark.parametrize(
    ("count", "seen"), [(0, 0), (1, TOO_FEW), (0.2, TOO_FEW), (7, TOO_FEW), (8, 10), (12, 10), (13, 15)]
)
def test_one_to_seven_is_not_shown(count, seen):
    assert shown(count) == seen


def test_an_interval_around_a_hidden_figure_is_hidden_too():
    assert shown_estimate(Estimate(3, 0, 40)) == (TOO_FEW, TOO_FEW, TOO_FEW)
    assert shown_estimate(Estimate(21, 0, 42)) == (20, 0, 40)
    assert shown_estimate(Estimate(21, 3, 42)) == (20, TOO_FEW, 40)
    assert shown_estimate(Unknown("why")) == (Unknown("why"),) * 3
