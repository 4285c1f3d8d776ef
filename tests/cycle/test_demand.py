"""The need that evidence states becomes what a plan must meet."""

from datetime import date
from fractions import Fraction

import pytest

from commonweal.cycle.demand import demand
from commonweal.errors import DemandUnknown
from commonweal.evidence.inputs import Evidence, Need, Offer
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

YOUTH = Service("youth", "Youth clubs", "places", Fraction(1), Fraction(1, 2))
DEBT = Service("debt", "Debt advice", "hours", Fraction(1), Fraction(1, 2))
AREAS = tuple(Area(code, code, home, 100, 5, 1, 30.0, 0.0, 0.0) for code, home in (("a", "N"), ("b", "N"), ("c", "S")))


def evidence(*needs, standard=Fraction(1, 2)):
    offers = (Offer(YOUTH, standard, up_for_transfer=True), Offer(DEBT, Fraction(1)))
    return Evidence("Saltmarsh", date(2026, 10, 1), AREAS, offers, needs)


def test_people_times_standard_add_up_by_neighbourhood_over_groups_and_areas():
    found = demand(
        evidence(
            Need("a", "youth", "boys", 10, 9, 11),
            Need("a", "youth", "girls", 7, 7, 7),
            Need("b", "youth", "girls", 4, 4, 4),
            Need("c", "youth", "girls", 0, 0, 0),
            Need("c", "debt", "adults", 50, 40, 60),
        )
    )
    assert found == {("youth", "N"): Fraction(20, 2)}


def test_a_plan_that_is_published_says_no_more_of_people_than_the_profile():
    """Of 30 and 3 people the three are hidden; what is left of all 35 as shown stands for them: 5, not 3."""
    few = evidence(Need("a", "youth", "girls", 30, 30, 30), Need("c", "youth", "girls", 3, 3, 3))
    assert demand(few) == {("youth", "N"): 15, ("youth", "S"): Fraction(5, 2)}
    also = evidence(Need("a", "youth", "girls", 31, 31, 31), Need("c", "youth", "girls", 2, 2, 2))
    assert demand(also) == demand(few)


def test_where_all_of_a_service_are_few_the_middle_of_the_few_stands_for_each_neighbourhood():
    few = evidence(Need("a", "youth", "girls", 2, 2, 2), Need("c", "youth", "girls", 1, 1, 1))
    assert demand(few) == {("youth", "N"): 2, ("youth", "S"): 2}


def test_an_unknown_need_is_refused_by_name_never_taken_as_nobody():
    unknown = Unknown("nobody has counted")
    with pytest.raises(DemandUnknown, match="how many girls in b need youth is not known"):
        demand(evidence(Need("a", "youth", "girls", 7, 7, 7), Need("b", "youth", "girls", unknown, unknown, unknown)))


def test_an_unknown_need_of_a_service_that_stays_is_no_fault():
    unknown = Unknown("nobody has counted")
    assert demand(evidence(Need("b", "debt", "adults", unknown, unknown, unknown))) == {}


def test_an_unknown_standard_is_refused():
    with pytest.raises(DemandUnknown, match="the standard of youth is not known"):
        demand(evidence(Need("a", "youth", "girls", 7, 7, 7), standard=Unknown("not agreed")))
