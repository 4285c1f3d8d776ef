import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.inequality import concentration_index, decile_rows, mean, share
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

rows = st.lists(st.tuples(st.floats(0, 100), st.integers(0, 3000), st.integers(0, 40)), min_size=1, max_size=30).filter(
    lambda rows: sum(a * n for a, n, _ in rows) > 1e-6
)


def columns(table):
    return [list(column) for column in zip(*table, strict=True)]


@given(rows, st.floats(0.01, 100))
def test_equal_access_is_not_concentrated(table, each):
    _, people, scores = columns(table)
    assert concentration_index([each] * len(people), people, scores) == pytest.approx(0, abs=1e-12)


@given(rows)
def test_the_index_lies_between_minus_one_and_one_and_turns_with_the_order(table):
    values, people, scores = columns(table)
    index = concentration_index(values, people, scores)
    assert -1 <= index <= 1
    assert concentration_index(values, people, [-score for score in scores]) == pytest.approx(-index, abs=1e-9)


@given(rows, st.floats(0.1, 10))
def test_the_index_does_not_depend_on_the_unit(table, times):
    values, people, scores = columns(table)
    assert concentration_index([v * times for v in values], people, scores) == pytest.approx(
        concentration_index(values, people, scores), abs=1e-9
    )


@given(rows, st.randoms(use_true_random=False))
def test_areas_of_equal_deprivation_share_one_place_so_that_their_order_says_nothing(table, random):
    shuffled = random.sample(table, len(table))
    assert concentration_index(*columns(shuffled)) == pytest.approx(concentration_index(*columns(table)), abs=1e-9)


@given(rows)
def test_the_index_is_the_covariance_with_rank_person_by_person(table):
    values, people, scores = columns([(a, n % 7, s) for a, n, s in table])
    if sum(v * n for v, n in zip(values, people, strict=True)) < 1e-6:
        return
    persons = sorted(
        ((v, s) for v, n, s in zip(values, people, scores, strict=True) for _ in range(n)), key=lambda p: -p[1]
    )
    count = len(persons)
    ranks = []
    for _, score in persons:
        before = sum(other > score for _, other in persons)
        tied = sum(other == score for _, other in persons)
        ranks.append((before + tied / 2) / count)
    average = sum(v for v, _ in persons) / count
    by_persons = sum((v - average) * (r - 0.5) for (v, _), r in zip(persons, ranks, strict=True)) * 2 / count / average
    assert concentration_index(values, people, scores) == pytest.approx(by_persons, abs=1e-9)


def test_all_of_it_with_the_poorest_is_below_nought():
    assert concentration_index([1.0, 0.0, 0.0], [10, 10, 10], [30.0, 20.0, 10.0]) == pytest.approx(-2 / 3)


def test_nobody_with_any_access_has_no_index():
    assert concentration_index([0.0], [5], [1.0]) == Unknown("nobody has any access")


def test_unknown_access_of_somebody_is_passed_on_and_of_nobody_is_not():
    why = Unknown("not asked")
    assert concentration_index([1.0, why], [5, 5], [1.0, 2.0]) == why
    assert mean([1.0, why], [5, 5]) == why
    assert mean([1.0, why], [5, 0]) == 1.0


def test_the_mean_of_nobody_is_unknown():
    assert isinstance(mean([1.0], [0]), Unknown)
    assert isinstance(share([0.0], [0]), Unknown)


def test_a_share_is_unknown_where_a_part_of_it_is():
    assert share([12.0], [48]) == 1 / 4
    assert share([Unknown("why")], [101]) == Unknown("why")


def test_ten_tenths_stand_in_the_table_whatever_the_place_holds():
    areas = [Area("a", "A", "N", 100, 1, 1, 50.0, 0, 0), Area("b", "B", "N", 300, 9, 10, 2.0, 0, 0)]
    table = decile_rows(areas, [1.0, 2.0], [10, 30], [0.0, 30.0])
    assert [row.decile for row in table] == list(range(1, 11))
    assert (table[0].areas, table[0].people, table[0].access, table[0].zero_access) == (1, 100, 1.0, 0.0)
    assert (table[9].access, table[9].zero_access) == (2.0, 1.0)
    assert isinstance(table[4].access, Unknown)
