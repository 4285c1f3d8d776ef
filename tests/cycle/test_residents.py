"""The people of a poll's areas: summed, never guessed, and put into a tenth without averaging tenths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.cycle.residents import NO_AREA, NOBODY, residents
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown


def area(home, people, tenth):
    return Area("c", "n", home, people, 5, tenth, 30.0, 0.0, 0.0)


def test_people_add_up_by_neighbourhood_and_for_the_whole_place():
    found = residents([area("N", 300, 1), area("S", 50, 4), area("N", 200, 9)], ["N", "S", ""])
    assert found.people == {"N": 500, "S": 50, "": 550}
    assert found.tenths == {"N": 1, "S": 4}


@pytest.mark.parametrize(
    ("small", "tenth"),
    [
        ([(100, 1), (100, 10)], 1),
        ([(99, 1), (101, 10)], 10),
        ([(10, 10), (30, 2), (10, 1)], 2),
        ([(0, 1), (5, 7)], 7),
    ],
)
def test_the_tenth_is_that_of_the_middle_resident_and_no_average(small, tenth):
    assert residents([area("N", *one) for one in small], ["N"]).tenths["N"] == tenth


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 10)), min_size=1))
def test_half_of_the_people_live_in_the_tenth_or_a_more_deprived_one(small):
    tenth = residents([area("N", *one) for one in small], ["N"]).tenths["N"]
    whole = sum(people for people, _ in small)
    if not whole:
        assert tenth == Unknown(NOBODY)
        return
    assert tenth in {own for people, own in small if people}
    assert 2 * sum(people for people, own in small if own <= tenth) >= whole
    assert 2 * sum(people for people, own in small if own < tenth) < whole


def test_what_is_not_known_says_why():
    found = residents([area("N", 0, 3)], ["N", "Elsewhere"])
    assert (found.people["N"], found.tenths["N"]) == (Unknown(NOBODY), Unknown(NOBODY))
    assert (found.people["Elsewhere"], found.tenths["Elsewhere"]) == (Unknown(NO_AREA), Unknown(NO_AREA))
    assert "" not in found.tenths
