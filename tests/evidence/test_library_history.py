"""Each library through the years: nothing is filled in that nobody asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import NoLibraryThere
from commonweal.evidence.libraries import STATIC, SURVEYS, Library
from commonweal.evidence.library_history import library_course, place_history
from commonweal.evidence.points import Point
from commonweal.evidence.survival import PlacedLibrary
from commonweal.terms.sources import Unknown


def library(ran="- - - - -", *, name="L", opened=None, closed=None, tenth: int | Unknown = 1, kind=STATIC, at=0.0):
    operation = {year: code for year, code in zip(SURVEYS, ran.split(), strict=True) if code != "-"}
    return PlacedLibrary(
        Library(name, kind, Point(at, 0), operation, opened, closed, "", 2), "Anyshire Council", "Anyshire", tenth
    )


def stretches(one):
    return [(found.hands, found.first, found.last) for found in library_course(one).stretches]


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (library("LA LA LA LA LA"), [("not recorded", 2010, 2015), ("council", 2016, 2023)]),
        (library("LA LAU LAU LA LA"), [("not recorded", 2010, 2015), ("council", 2016, 2023)]),
        (
            library("LA CR CR C C"),
            [
                ("not recorded", 2010, 2015),
                ("council", 2016, 2016),
                ("between", 2017, 2018),
                ("community", 2019, 2021),
                ("paid body", 2022, 2023),
            ],
        ),
        (
            library("CR - ICL ICL ICL"),
            [
                ("not recorded", 2010, 2015),
                ("community", 2016, 2016),
                ("not recorded", 2017, 2020),
                ("community", 2021, 2023),
            ],
        ),
        (
            library("CR - - - -", closed=2018),
            [("not recorded", 2010, 2015), ("community", 2016, 2016), ("not recorded", 2017, 2017)],
        ),
        (library(closed=2012), [("not recorded", 2010, 2011)]),
        (library(closed=2010), []),
        (library("- - LA LA LA", opened=2021), [("council", 2021, 2023)]),
    ],
)
def test_years_in_the_same_hands_make_one_stretch(one, found):
    assert stretches(one) == found


@pytest.mark.parametrize(
    ("one", "end"),
    [
        (library("LA LA LA LA CR"), "community"),
        (library("LA LA LA LA ICL"), "community"),
        (library("CR CR CR CR LA"), "council"),
        (library("CR CR CR CR LAU"), "council"),
        (library("CR CR CR CR C"), "paid body"),
        (library("CR CR CR CR -"), "not recorded"),
        (library("CR CR CR CR CR", closed=2023), "closed"),
        (library("CR CR CR CR CR", closed=2024), "community"),
    ],
)
def test_what_it_had_come_to_by_2023(one, end):
    assert library_course(one).end == end


def test_a_hand_over_is_dated_only_where_a_survey_saw_the_library_before():
    assert (library_course(library("LA CR CR CR CR")).handed_over, library_course(library()).handed_over) == (
        (2016, 2019),
        None,
    )
    already = library_course(library("- CR LA LA LA"))
    assert (already.handed_over, already.community_from) == (None, 2019)
    assert library_course(library("LA CR CR CR CR")).community_from is None
    assert library_course(library()).community_from is None


REGISTER = (
    library("LA LA LA LA LA", name="Quay"),
    library("CR CR CR CR CR", name="Mill"),
    library("CR CR CR CR CR", name="Abbey"),
    library(name="Aged", closed=2012),
    library("LA LA LA LA LA", name="Van", kind="Mobile Library"),
    PlacedLibrary(library().library, "Elsewhere Council", "Elsewhere", 1),
)


@pytest.mark.parametrize("asked", ["Anyshire", " anyshire", "ANYSHIRE COUNCIL"])
def test_a_place_is_found_by_its_authority_or_service_and_ordered_by_what_each_came_to(asked):
    found = place_history(REGISTER, asked)
    assert found.place == "Anyshire"
    assert [course.library.name for course in found.courses] == ["Abbey", "Mill", "Aged", "Quay"]
    assert [course.library.name for course in found.ended("community")] == ["Abbey", "Mill"]
    assert found.static == tuple(course.placed for course in found.courses)
    assert found.others == 1


def test_a_place_without_a_library_is_refused_with_the_nearest_name():
    with pytest.raises(NoLibraryThere, match="no static library of Anishire; the nearest is Anyshire") as refused:
        place_history(REGISTER, "Anishire")
    assert refused.value.code == "CW325"


codes = st.sampled_from(["LA", "LAU", "C", "CR", "ICL", "-"])
years = st.none() | st.integers(2005, 2024)


@given(st.lists(codes, min_size=5, max_size=5), years, years)
def test_stretches_cover_exactly_the_years_in_which_it_was_open(ran, opened, closed):
    one = library(" ".join(ran), opened=opened, closed=closed)
    course = library_course(one)
    covered = [year for found in course.stretches for year in range(found.first, found.last + 1)]
    assert covered == [year for year in range(2010, 2024) if one.library.status(year) == "open"]
    hands = {found.hands for found in course.stretches}
    assert ("community" in hands) <= bool({"CR", "ICL"} & set(one.library.operation.values()))
