import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import GroupsRefused
from commonweal.evidence.slope import RankedGroup, SlopeSpec, slope_index
from commonweal.terms.sources import Unknown

people = st.integers(1, 9000)
groups = st.lists(st.tuples(people, st.floats(0.05, 0.95)), min_size=3, max_size=12)


def ranked(table, error=0.01):
    return [RankedGroup(count, value, error) for count, value in table]


def few(**how):
    return SlopeSpec(repetitions=400, **how)


@given(groups, st.sampled_from(["plain", "rate", "proportion"]), st.booleans())
def test_equal_figures_have_no_slope(table, kind, transform):
    even = ranked([(count, 0.3) for count, _ in table])
    found = slope_index(even, few(kind=kind, transform=transform))
    assert found.slope == pytest.approx(0, abs=1e-12)
    assert found.relative == pytest.approx(1, abs=1e-12)


@given(groups)
def test_the_line_is_least_squares_person_by_person(table):
    small = [(1 + count % 9, value) for count, value in table]
    ranks, values = [], []
    whole, before = sum(count for count, _ in small), 0
    for count, value in small:
        ranks += [(before + count / 2) / whole] * count
        values += [value] * count
        before += count
    slope, start = np.polyfit(ranks, values, 1)
    found = slope_index(ranked(small), few())
    assert (found.slope, found.intercept) == pytest.approx((slope, start), abs=1e-9)


@given(groups)
def test_the_slope_turns_with_the_order(table):
    found, turned = (slope_index(ranked(each), few()) for each in (table, table[::-1]))
    assert turned.slope == pytest.approx(-found.slope, abs=1e-9)


@given(groups)
def test_a_line_on_the_log_odds_never_leaves_what_a_proportion_can_be(table):
    found = slope_index(ranked(table), few(kind="proportion", transform=True))
    assert 0 < found.intercept < 1
    assert 0 < found.intercept + found.slope < 1


@given(groups, st.floats(0.1, 9))
def test_a_multiplier_below_nought_turns_the_slope_and_the_relative_index_over(table, times):
    plain, turned = (slope_index(ranked(table), few(multiplier=sign * times)) for sign in (1, -1))
    assert turned.slope == pytest.approx(-plain.slope)
    assert turned.relative == pytest.approx(1 / plain.relative, rel=1e-9)
    (before,), (after,) = plain.slope_limits, turned.slope_limits
    assert (after.low, after.high) == pytest.approx((-before.high, -before.low))


def test_the_interval_of_the_simulation_is_that_of_the_line_in_closed_form():
    table = ranked([(100, 70.0), (300, 74.0), (200, 79.0), (400, 81.0)], error=0.5)
    found = slope_index(table, SlopeSpec(repetitions=200_000))
    share = np.array([0.1, 0.3, 0.2, 0.4])
    rank = np.cumsum(share) - share / 2
    pull = share * (rank - share @ rank)
    error = 0.5 * np.sqrt((pull**2).sum()) / (pull @ (rank - share @ rank))
    (limits,) = found.slope_limits
    assert limits.high - limits.low == pytest.approx(2 * 1.959964 * error, rel=0.01)
    assert limits.confidence == 95.0
    assert limits.drift is None


def test_the_same_seed_gives_the_same_interval_and_trials_tell_how_far_it_drifts():
    table = ranked([(10, 1.0), (10, 2.0), (10, 4.0)], error=0.2)
    one, two = (slope_index(table, few(seed=7, trials=5)) for _ in "ab")
    assert one == two
    assert 0 < one.slope_limits[0].drift < one.slope_limits[0].high - one.slope_limits[0].low
    assert slope_index(table, few(seed=8)).slope_limits != one.slope_limits


def test_what_is_not_known_makes_unknown_what_rests_on_it_and_nothing_else():
    why = Unknown("not counted")
    assert slope_index([RankedGroup(1, 1.0), RankedGroup(1, why), RankedGroup(1, 2.0)]) == why
    found = slope_index([RankedGroup(1, 1.0, 0.1), RankedGroup(1, 3.0, why), RankedGroup(1, 2.0, 0.1)])
    assert found.slope_limits == found.relative_limits == why
    assert isinstance(found.slope, float)


def test_a_line_that_begins_at_nought_has_no_relative_index():
    found = slope_index([RankedGroup(1, -1.0), RankedGroup(1, 1.0), RankedGroup(1, 3.0)])
    assert found.intercept == pytest.approx(-2)
    found = slope_index([RankedGroup(1, 0.0), RankedGroup(1, 0.0), RankedGroup(1, 0.0)])
    assert found.relative == Unknown("the line begins at 0")
    drawn = slope_index([RankedGroup(1, 0.0, 0.0)] * 3)
    assert drawn.relative_limits == found.relative


@pytest.mark.parametrize(
    ("group", "kind", "field"),
    [
        (RankedGroup(0, 0.5), "plain", "people"),
        (RankedGroup(-4, 0.5), "plain", "people"),
        (RankedGroup(float("nan"), 0.5), "plain", "people"),
        (RankedGroup(4, 0.0), "rate", "value"),
        (RankedGroup(4, -1.0), "rate", "value"),
        (RankedGroup(4, 1.0), "proportion", "value"),
        (RankedGroup(4, float("nan")), "plain", "value"),
        (RankedGroup(4, float("inf")), "plain", "value"),
        (RankedGroup(4, 0.5, -0.1), "plain", "error"),
        (RankedGroup(4, 0.5, float("nan")), "plain", "error"),
    ],
)
def test_a_group_of_which_no_slope_could_be_made_is_refused_where_it_stands(group, kind, field):
    sound = RankedGroup(3, 0.4)
    with pytest.raises(GroupsRefused) as refused:
        slope_index([sound, group, sound], SlopeSpec(kind))
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(2, field)]


def test_every_fault_is_named_at_once():
    with pytest.raises(GroupsRefused) as refused:
        slope_index([RankedGroup(0, 0.5), RankedGroup(1, 2.0, -1)], SlopeSpec("proportion"))
    assert len(refused.value.faults) == 4
