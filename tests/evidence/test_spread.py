from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.inequality import concentration_index
from commonweal.evidence.spread import NOTHING, concentration_curve, gini, good_of_first, lorenz_curve, theil
from commonweal.terms.sources import Unknown

rows = st.lists(
    st.tuples(
        st.integers(0, 400).map(lambda n: n / 4), st.integers(0, 300), st.integers(0, 9), st.sampled_from("NESW")
    ),
    min_size=1,
    max_size=25,
).filter(lambda rows: sum(a * n for a, n, *_ in rows) > 1e-6)


def columns(table):
    return [list(column) for column in zip(*table, strict=True)]


def under(curve):
    return sum((b.people - a.people) * (a.good + b.good) / 2 for a, b in pairwise(curve))


@given(rows)
def test_what_lies_between_groups_and_within_them_is_all_there_is(table):
    values, people, _, groups = columns(table)
    found = theil(values, people, groups)
    assert found.between + found.within == pytest.approx(found.total, abs=1e-9)
    assert min(found.total, found.between, found.within) >= -1e-9


@given(rows)
def test_in_groups_of_one_all_lies_between_and_in_one_group_all_lies_within(table):
    values, people, _, _ = columns(table)
    apart, together = (theil(values, people, groups) for groups in (range(len(values)), ["all"] * len(values)))
    assert apart.within == pytest.approx(0, abs=1e-9)
    assert together.between == pytest.approx(0, abs=1e-9)
    assert apart.total == together.total


@given(rows, st.floats(0.1, 10))
def test_evenly_spread_is_nought_and_the_unit_does_not_matter(table, times):
    values, people, _, groups = columns(table)
    even = [times] * len(values)
    assert gini(even, people) == pytest.approx(0, abs=1e-9)
    assert theil(even, people, groups).total == pytest.approx(0, abs=1e-9)
    scaled = [value * times for value in values]
    assert gini(scaled, people) == pytest.approx(gini(values, people), abs=1e-9)
    assert theil(scaled, people, groups).total == pytest.approx(theil(values, people, groups).total, abs=1e-9)


@given(rows)
def test_gini_is_the_mean_difference_of_two_people(table):
    values, people, _, _ = columns(table)
    whole, total = sum(people), sum(v * n for v, n in zip(values, people, strict=True))
    apart = sum(abs(v - w) * n * m for v, n, *_ in table for w, m, *_ in table)
    assert gini(values, people) == pytest.approx(apart / (2 * whole * total), abs=1e-9)
    assert 0 <= gini(values, people) + 1e-12 < 1 + 1e-9


@given(rows)
def test_taking_from_who_has_more_and_giving_to_who_has_less_is_never_less_equal(table):
    values, people, _, groups = columns([(a, 1, s, g) for a, _, s, g in table])
    if sum(values) == 0:
        return
    most, least = values.index(max(values)), values.index(min(values))
    moved = (values[most] - values[least]) / 3
    after = [v - moved * (k == most) + moved * (k == least) for k, v in enumerate(values)]
    assert gini(after, people) <= gini(values, people) + 1e-9
    assert theil(after, people, groups).total <= theil(values, people, groups).total + 1e-9


@given(rows)
def test_the_index_is_twice_what_lies_between_the_curve_and_even_shares(table):
    values, people, scores, _ = columns(table)
    along, lorenz = concentration_curve(values, people, scores), lorenz_curve(values, people)
    assert 1 - 2 * under(along) == pytest.approx(concentration_index(values, people, scores), abs=1e-9)
    assert 1 - 2 * under(lorenz) == pytest.approx(gini(values, people), abs=1e-9)


@given(rows)
def test_a_curve_rises_from_nothing_to_all_and_none_lies_below_that_of_the_least_first(table):
    values, people, scores, _ = columns(table)
    along, lorenz = concentration_curve(values, people, scores), lorenz_curve(values, people)
    for curve in (along, lorenz):
        assert (curve[0].people, curve[0].good) == (0, 0)
        assert (curve[-1].people, curve[-1].good) == pytest.approx((1, 1))
        assert all(a.people <= b.people and a.good <= b.good for a, b in pairwise(curve))
    assert all(good_of_first(lorenz, point.people) <= point.good + 1e-9 for point in along)


def test_the_share_of_the_first_people_is_read_between_points():
    curve = concentration_curve([1.0, 3.0], [1, 1], [2.0, 1.0])
    assert [good_of_first(curve, share) for share in (0, 0.25, 0.5, 0.75, 1)] == [0, 0.125, 0.25, 0.625, 1]


@pytest.mark.parametrize(
    "measure",
    [
        gini,
        lorenz_curve,
        lambda v, n: theil(v, n, ["a"] * len(v)),
        lambda v, n: concentration_curve(v, n, range(len(v))),
    ],
)
def test_what_is_not_known_is_unknown_and_what_is_below_nought_is_refused(measure):
    why = Unknown("not asked")
    assert measure([1.0, why], [5, 5]) == why
    assert measure([0.0, 0.0], [5, 5]) == NOTHING
    assert not isinstance(measure([1.0, why], [5, 0]), Unknown)
    with pytest.raises(ValueError, match="below 0"):
        measure([1.0, -1.0], [5, 5])
