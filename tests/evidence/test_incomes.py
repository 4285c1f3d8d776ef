from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.bodies import Body
from commonweal.evidence.incomes import (
    BANDS,
    MORE_THAN_ALL,
    NOT_ALL,
    Income,
    funders,
    herfindahl,
    herfindahl_bounds,
    reliances,
)
from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

UNSAID = Unknown("not stated")
sums = st.lists(st.integers(0, 10**9).map(Pence), min_size=1, max_size=9).filter(any)


def income(funder, pounds, *, body="cvs", year=2025):
    return Income(body, funder, year, UNSAID if pounds is None else Pence(pounds * 100))


def body(income_=None, most=None, name="a council"):
    return Body(
        "GB-CHC-1", "A body", income=UNSAID if income_ is None else Pence(income_), reserves=UNSAID,
        volunteers=UNSAID, employees=UNSAID, government_income=UNSAID, largest_funder=name,
        largest_funder_income=UNSAID if most is None else Pence(most), year_end=date(2025, 3, 31),
    )  # fmt: skip


def test_share_and_index_are_exact():
    (one,) = reliances([income("council", 50), income("lottery", 30), income("earned", 20)])
    assert (one.share, one.largest, one.total) == (Fraction(1, 2), "council", 10_000)
    assert one.herfindahl == (Fraction(38, 100), Fraction(38, 100))
    assert one.band == "up to half"


def test_the_newest_year_of_each_body_counts():
    rows = [income("council", 90, year=2024), income("lottery", 10, year=2024), income("lottery", 5)]
    (one,) = reliances(rows)
    assert (one.year, one.largest, one.share, one.band) == (2025, "lottery", 1, "all of it")
    assert funders([*rows, income("council", 6, body="hub", year=2020)]) == {"council": 600, "lottery": 500}


def test_one_unknown_sum_makes_share_index_and_total_unknown():
    (one,) = reliances([income("council", 50), income("gifts", None)])
    assert (one.share, one.herfindahl, one.total, one.band) == (NOT_ALL, NOT_ALL, NOT_ALL, "not known")
    assert funders([income("council", 50), income("gifts", None)]) == NOT_ALL


def test_nothing_at_all_is_no_share():
    (one,) = reliances([income("council", 0)])
    assert isinstance(one.share, Unknown)


def test_a_register_that_knows_the_largest_alone_gives_bounds():
    (one,) = reliances([], [body(1000, 600)])
    assert (one.share, one.year) == (Fraction(3, 5), 2025)
    assert one.herfindahl == (Fraction(9, 25), Fraction(13, 25))


@pytest.mark.parametrize(("of", "why"), [(body(None, 5), UNSAID), (body(5, None), UNSAID), (body(5, 6), MORE_THAN_ALL)])
def test_a_register_that_does_not_say_is_unknown(of, why):
    assert reliances([], [of])[0].share == why


def test_what_is_written_down_stands_before_what_a_register_says():
    rows = [Income("GB-CHC-1", "council", 2025, Pence(1)), Income("GB-CHC-1", "lottery", 2025, Pence(1))]
    assert [one.share for one in reliances(rows, [body(1000, 600)])] == [Fraction(1, 2)]


@given(sums)
def test_the_index_lies_between_one_over_n_and_one_and_within_the_bounds_of_the_largest(given_):
    index, share = herfindahl(given_), Fraction(max(given_), sum(given_))
    low, high = herfindahl_bounds(share)
    assert Fraction(1, len(given_)) <= index <= 1
    assert low <= index <= high


@given(sums)
def test_every_known_share_is_in_one_band(given_):
    rows = [Income("cvs", str(k), 2025, pence) for k, pence in enumerate(given_)]
    (one,) = reliances(rows)
    assert one.band in BANDS[:-1]
    assert (one.share > Fraction(1, 2)) == (one.band in {"more than half", "all of it"})
