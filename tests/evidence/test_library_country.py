from datetime import date
from fractions import Fraction

import pytest

from commonweal.evidence.libraries import Library
from commonweal.evidence.library_country import NONE, CouncilLibraries, country_history
from commonweal.evidence.points import Point
from commonweal.evidence.survival import PlacedLibrary
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

AREAS = [Area(f"E{k:02}", f"Area {k}", "N", 1000, k, k, 90.0 - k, 10_000.0 * k, 0.0) for k in range(1, 11)]
AT = date(2025, 10, 30)


def library(tenth, *, ran=None, closed=None, kind="Static Library", point=True, opened=None):
    where = Point(10_000.0 * tenth, 10.0) if point else Unknown("no coordinates")
    ran = {2016: "LA", 2023: "LA"} if ran is None else ran
    return PlacedLibrary(Library("L", kind, where, ran, opened, closed, "", 2), "S", "A", Unknown("not placed"))


def passed(tenth):
    return library(tenth, ran={2016: "LA", 2023: "CR"})


def closed(tenth, year=2019):
    return library(tenth, ran={2016: "LA"}, closed=year)


@pytest.fixture
def history():
    register = [
        *(closed(1) for _ in range(4)),
        *(passed(1) for _ in range(2)),
        *(library(2) for _ in range(3)),
        closed(10),
        passed(10),
        passed(9),
        passed(5),
        closed(4, year=2016),
        library(3, ran={2016: "CR"}, closed=2020),
        library(3, ran={2016: "LAU"}, closed=2020),
        library(3, kind="Mobile Library", closed=2020),
        library(3, point=False),
    ]
    return country_history(AREAS, register, AT)


def test_what_councils_ran_is_counted_by_the_tenth_of_the_nearest_area(history):
    assert history.by_tenth[0] == CouncilLibraries(6, 4, 2)
    assert history.by_tenth[3] == CouncilLibraries(1, 0, 0)
    assert history.by_tenth[2] == NONE
    assert history.unplaced == CouncilLibraries(1, 0, 0)
    assert history.whole == CouncilLibraries(15, 5, 5)


def test_who_took_over_where_the_council_left(history):
    assert history.of(range(1, 4)).taken_over == Fraction(2, 6)
    assert history.of(range(8, 11)).taken_over == Fraction(2, 3)
    assert isinstance(history.of([6]).taken_over, Unknown)


def test_it_is_said_in_words(history):
    said = [prose(ENGLISH).text(one) for answer in history.answers for one in answer.said]
    assert said[0] == (
        "In 2016 councils ran 15 static libraries. 5 of them have closed since, and 5 were run by the community in"
        " 2023."
    )
    assert (
        "In the most deprived 30% of areas the council left 6 libraries, and the community took over 2 of them: 33%."
        in (said)
    )
    assert any(
        "areas 4 of 6 closed (66.7%), in the least deprived tenth 1 of 2 (50.0%): they were 1.3 times as likely" in one
        for one in said
    )
    assert any(one.startswith("Without a static library within three kilometres were") for one in said)
    assert len(history.caveats) == 6


def test_removals_are_counted_and_said():
    gone = closed(1, year=2019)
    found = country_history(AREAS, [gone, library(1, opened=2020), passed(10)], AT)
    assert found.moved == 1
    alone = country_history(AREAS, [gone, passed(10)], AT)
    assert alone.moved == 0
    said = [prose(ENGLISH).text(one) for answer in alone.answers for one in answer.said]
    assert (
        "In the most deprived tenth of areas 1 of 1 closed (100.0%), and in the least deprived tenth none of 1." in said
    )
