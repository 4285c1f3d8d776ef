"""What became of libraries: each counted once, for as long as it was in sight."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.libraries import STATIC, SURVEYS, Library
from commonweal.evidence.points import Point
from commonweal.evidence.survival import (
    COMMUNITY,
    COUNCIL,
    NOBODY,
    NONE,
    PlacedLibrary,
    Survival,
    caveats,
    cohort,
    handed_over,
    handed_over_between,
    may_have_moved,
    whole,
    yearly_losses,
    years_after,
)
from commonweal.formats.prose import prose
from commonweal.terms.sources import Unknown

NOWHERE = Unknown("the register gives no tenth of deprivation")


def library(ran, *, closed=None, tenth: int | Unknown = 1, kind=STATIC):
    """A library with who ran it in each survey, "-" where the register says nothing."""
    operation = {year: code for year, code in zip(SURVEYS, ran.split(), strict=True) if code != "-"}
    return PlacedLibrary(Library("L", kind, Point(0, 0), operation, None, closed, "", 2), "S", "A", tenth)


OPEN = library("CR CR CR CR CR")
LOST = library("CR CR - - -")
GONE = library("CR - - - -", closed=2018)
BACK = library("ICL LA LA LA LA")


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (OPEN, Survival(1, 0, 0, 7)),
        (BACK, Survival(1, 0, 0, 7)),
        (GONE, Survival(1, 1, 0, 2)),
        (LOST, Survival(1, 0, 1, 3)),
        (library("CR - - - -"), Survival(1, 0, 1, 0)),
        (library("CR - CR CR CR"), Survival(1, 0, 0, 7)),
        (library("CR CR CR CR -", closed=2023), Survival(1, 1, 0, 7)),
        (library("CR CR CR CR -", closed=2024), Survival(1, 0, 0, 7)),
        (library("CR CR CR CR CR", closed=2019), Survival(1, 1, 0, 3)),
        (library("CR - - - -", closed=2016), NONE),
        (library("LA CR CR CR CR"), NONE),
        (library("- CR CR CR CR"), NONE),
        (library("CR CR CR CR CR", kind="Mobile Library"), NONE),
    ],
)
def test_a_library_is_counted_for_the_years_that_it_began_open_and_in_sight(one, found):
    assert cohort([one], COMMUNITY).whole == found


def test_a_library_stands_in_its_fifth_and_one_without_an_area_in_none():
    found = cohort([library("CR CR CR CR CR", tenth=tenth) for tenth in (1, 2, 3, 9, 10, NOWHERE)], COMMUNITY)
    assert {fifth: counted.libraries for fifth, counted in found.by_fifth.items()} == {1: 2, 2: 1, 3: 0, 4: 0, 5: 2}
    assert found.unplaced == Survival(1, 0, 0, 7)
    assert found.whole.libraries == 6


def test_who_ran_them_last_and_who_had_gone_before_is_told():
    gone = library("CR - - - -", closed=2012)
    found = cohort([OPEN, OPEN, BACK, LOST, GONE, gone, library("CR - - - -", closed=2024)], COMMUNITY)
    assert found.run_by_last == {"CR": 2, "LA": 1}
    assert found.gone_before == 1


def test_the_life_table_multiplies_what_was_left_each_year():
    found = cohort([OPEN, GONE, LOST, library("CR CR - - -", closed=2020)], COMMUNITY)
    assert [(one.year, one.at_risk, one.closed, one.lost_from_sight) for one in found.years] == [
        (2017, 4, 0, 0),
        (2018, 4, 1, 0),
        (2019, 3, 0, 1),
        (2020, 2, 1, 0),
        (2021, 1, 0, 0),
        (2022, 1, 0, 0),
        (2023, 1, 0, 0),
    ]
    assert [one.still_open for one in found.years[:4]] == [1, Fraction(3, 4), Fraction(3, 4), Fraction(3, 8)]


def test_a_cohort_of_nobody_has_no_share_and_no_rate():
    found = cohort([], COUNCIL)
    assert (found.whole, found.whole.share, found.whole.yearly) == (NONE, NOBODY, NOBODY)
    assert found.years[-1].still_open == 1
    assert yearly_losses(found.by_fifth) == {}


def test_a_rate_is_closures_for_each_year_that_a_library_began():
    found = Survival(61, 7, 1, 397)
    assert isinstance(found.share.value, Fraction)
    assert (found.share.value, found.yearly.value) == (Fraction(7, 61), Fraction(7, 397))
    assert yearly_losses({1: found, 2: NONE}) == {1: found.yearly}


@pytest.mark.parametrize(
    ("ran", "between"),
    [
        ("LA CR CR CR CR", (2016, 2019)),
        ("LA - ICL ICL ICL", (2016, 2021)),
        ("C LA LA LA CR", (2022, 2023)),
        ("LA CR LA CR CR", (2016, 2019)),
        ("CR LA CR CR CR", None),
        ("- CR CR CR CR", None),
        ("LA LA LA LA LA", None),
        ("- - - - -", None),
    ],
)
def test_a_hand_over_is_known_to_lie_between_two_surveys(ran, between):
    assert handed_over_between(library(ran).library) == between


def test_newly_handed_over_libraries_are_followed_from_the_survey_that_found_them():
    after = library("LA CR - - -", closed=2020, tenth=4)
    unseen = library("LA CR - - -", closed=2019)
    late = library("LA LA LA LA CR")
    found, unplaced = handed_over([after, unseen, late, OPEN, library("LA LA CR CR LA", tenth=NOWHERE)])
    assert found[2] == Survival(1, 1, 0, 1)
    assert unplaced == Survival(1, 0, 0, 2)
    assert whole(found, unplaced).libraries == 2


def test_years_after_a_hand_over_are_a_span():
    closed = [library("LA CR - - -", closed=2020), library("LA CR CR - -", closed=2022), library("LA LA CR - -")]
    assert years_after([*closed, closed[0], GONE, library("LA CR CR CR CR", closed=2024)]) == {(1, 4): 2, (3, 6): 1}


codes = st.sampled_from(["LA", "LAU", "C", "CR", "ICL", "-"])
libraries = st.lists(
    st.builds(
        lambda ran, closed, tenth: library(" ".join(ran), closed=closed, tenth=tenth),
        st.lists(codes, min_size=5, max_size=5),
        st.none() | st.integers(2010, 2025),
        st.integers(1, 10) | st.just(NOWHERE),
    ),
    max_size=12,
)


@given(libraries, st.sampled_from([COMMUNITY, COUNCIL]))
def test_nothing_is_counted_twice_or_dropped(found, run_by):
    told = cohort(found, run_by)
    named = sum(one.library.operation.get(2016) in run_by for one in found)
    counted = told.whole
    assert counted.libraries + told.gone_before == named
    assert counted.closed + counted.lost_from_sight <= counted.libraries
    assert sum(one.at_risk for one in told.years) == counted.library_years
    assert sum(one.closed for one in told.years) == counted.closed
    assert counted.library_years <= 7 * counted.libraries


def test_what_the_figures_cannot_tell_is_said():
    said = [prose().text(caveat) for caveat in caveats()]
    assert len(said) == len(set(said)) == 7
    assert said[0].startswith("Who ran a library was first asked in 2016.")


def placed(at, *, opened=None, closed=None, authority="A", kind=STATIC, point: Point | Unknown | None = None):
    where = point or Point(at, 0)
    return PlacedLibrary(Library(str(at), kind, where, {}, opened, closed, "", 2), "S", authority, 1)


@pytest.mark.parametrize(
    ("other", "moved"),
    [
        (placed(1000, opened=2012), True),
        (placed(1000, opened=2011), True),
        (placed(1000, opened=2013), True),
        (placed(1001, opened=2012), False),
        (placed(10, opened=2014), False),
        (placed(10), False),
        (placed(10, opened=2012, authority="B"), False),
        (placed(10, opened=2012, kind="Mobile Library"), False),
        (placed(10, opened=2012, point=NOWHERE), False),
    ],
)
def test_a_closed_library_may_have_moved_where_another_of_its_authority_opened_near_it(other, moved):
    gone = placed(0, closed=2012)
    assert may_have_moved(gone, [gone, other]) is moved
    assert not may_have_moved(placed(0), [other])
