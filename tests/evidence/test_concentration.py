from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commonweal.evidence.concentration import concentration, erreygers, wagstaff
from commonweal.evidence.inequality import NOBODY_HAS_ANY, concentration_index
from commonweal.terms.sources import Unknown

shares = st.integers(0, 1000).map(lambda n: n / 1000)
rows = st.lists(st.tuples(shares, st.integers(0, 300), st.integers(0, 9)), min_size=2, max_size=25).filter(
    lambda rows: sum(a * n for a, n, _ in rows) > 1e-3 and sum(n > 0 for _, n, _ in rows) > 1
)


def columns(table):
    return [list(column) for column in zip(*table, strict=True)]


def mirrored(values):
    return [1 - value for value in values]


def test_the_worked_example_of_the_world_bank():
    """Deaths before the age of five in India by fifth of wealth, 1982 to 1992: -0.1694 (Technical Note 7, table 1)."""
    deaths, births = [154.7, 152.9, 119.5, 86.9, 54.3], [29939, 28776, 26528, 24689, 19739]
    assert concentration(deaths, births, [5, 4, 3, 2, 1]).index == pytest.approx(-0.1694, abs=5e-5)


@given(rows)
def test_it_is_the_plain_index_with_an_error(table):
    found = concentration(*columns(table))
    assert found.index == pytest.approx(concentration_index(*columns(table)), abs=1e-9)
    assert found.error >= 0
    assert found.low <= found.index <= found.high


@given(rows)
def test_the_error_is_that_of_the_published_formula(table):
    """Kakwani, Wagstaff and van Doorslaer: the variance written out with ordinates of the curve, for areas apart."""
    values, people, _ = columns([(a, n + 1, k) for k, (a, n, _) in enumerate(table)])
    scores = [-float(k) for k in range(len(values))]
    whole = sum(people)
    mean = sum(v * n for v, n in zip(values, people, strict=True)) / whole
    ordinates, ranks, below, held = [0.0], [], 0.0, 0.0
    for value, count in zip(values, people, strict=True):
        ranks.append((below + count / 2) / whole)
        below += count
        held += value * count / whole / mean
        ordinates.append(held)
    index = 2 * sum(v * n * r for v, n, r in zip(values, people, ranks, strict=True)) / whole / mean - 1
    pulls = [
        value / mean * (2 * rank - 1 - index) + 2 - before - after
        for value, rank, (before, after) in zip(values, ranks, pairwise(ordinates), strict=True)
    ]
    variance = (sum(n / whole * a * a for n, a in zip(people, pulls, strict=True)) - (1 + index) ** 2) / len(people)
    assert concentration(values, people, scores).error ** 2 == pytest.approx(variance, abs=1e-9)


@given(rows)
def test_it_turns_with_the_order_and_so_does_its_interval(table):
    values, people, scores = columns(table)
    found, turned = (concentration(values, people, each) for each in (scores, [-score for score in scores]))
    assert (turned.index, turned.error) == pytest.approx((-found.index, found.error), abs=1e-9)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_areas_of_equal_deprivation_says_nothing(table, random):
    found, other = (concentration(*columns(each)) for each in (table, random.sample(table, len(table))))
    assert (other.index, other.error) == pytest.approx((found.index, found.error), abs=1e-9)


@given(rows, st.floats(0.1, 10))
def test_neither_the_unit_nor_the_size_of_the_place_matters(table, times):
    values, people, scores = columns(table)
    found = concentration(values, people, scores)
    larger = concentration([value * times for value in values], [count * 3 for count in people], scores)
    assert (larger.index, larger.error) == pytest.approx((found.index, found.error), abs=1e-9)


@pytest.mark.parametrize("measure", [erreygers, wagstaff])
@given(table=rows)
def test_having_it_and_lacking_it_are_equally_unequal(measure, table):
    values, people, scores = columns(table)
    average = sum(v * n for v, n in zip(values, people, strict=True)) / sum(people)
    assume(0.01 < average < 0.99)
    found, lacking = measure(values, people, scores), measure(mirrored(values), people, scores)
    assert (lacking.index, lacking.error) == pytest.approx((-found.index, found.error), abs=1e-7)
    assert -1 - 1e-9 <= found.index <= 1 + 1e-9


@pytest.mark.parametrize("measure", [erreygers, wagstaff])
@given(table=rows)
def test_the_bounds_are_only_a_unit(measure, table):
    values, people, scores = columns(table)
    average = sum(v * n for v, n in zip(values, people, strict=True)) / sum(people)
    assume(0.01 < average < 0.99)
    found = measure(values, people, scores)
    shifted = measure([3 + 5 * value for value in values], people, scores, (3.0, 8.0))
    assert (shifted.index, shifted.error) == pytest.approx((found.index, found.error), abs=1e-7)


def test_the_corrections_by_hand():
    values, people, scores = [0.2, 0.4, 0.6], [10, 10, 10], [3.0, 2.0, 1.0]
    plain = concentration_index(values, people, scores)
    assert erreygers(values, people, scores).index == pytest.approx(4 * 0.4 * plain)
    assert wagstaff(values, people, scores).index == pytest.approx(plain / 0.6)


def test_the_error_falls_as_it_does_when_areas_are_drawn_again_and_again():
    import numpy as np

    lot = np.random.default_rng(3)
    found, errors = [], []
    for _ in range(300):
        scores = lot.uniform(size=200)
        values = 1 + scores + lot.uniform(size=200)
        one = concentration(values.tolist(), [1] * 200, scores.tolist())
        found.append(one.index)
        errors.append(one.error)
    assert np.mean(errors) == pytest.approx(np.std(found), rel=0.15)


def test_what_cannot_be_said_is_unknown_with_its_reason():
    why = Unknown("not asked")
    assert concentration([1.0, why], [5, 5], [1.0, 2.0]) == why
    assert concentration([0.0, 0.0], [5, 5], [1.0, 2.0]) == NOBODY_HAS_ANY
    assert wagstaff([1.0, 1.0], [5, 5], [1.0, 2.0]) == Unknown("everybody has all of it")
    assert wagstaff([0.0, 0.0], [5, 5], [1.0, 2.0]) == Unknown("nobody has any of it")
    alone = concentration([1.0, 2.0], [5, 0], [1.0, 2.0])
    assert alone.index == pytest.approx(0)
    assert alone.low == alone.high == alone.error == Unknown("there are fewer than two areas with people")


@pytest.mark.parametrize(("value", "bounds"), [(1.2, (0.0, 1.0)), (-0.1, (0.0, 1.0)), (0.5, (1.0, 0.0))])
def test_what_lies_outside_its_bounds_is_refused(value, bounds):
    with pytest.raises(ValueError, match="lies outside"):
        erreygers([value, 0.5], [1, 1], [2.0, 1.0], bounds)
