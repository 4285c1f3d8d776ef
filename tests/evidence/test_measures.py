from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.gaps import Estimate, Gap
from commonweal.evidence.inputs import Evidence, Need, Offer, Site
from commonweal.evidence.measures import HIDDEN, Reading, measure
from commonweal.evidence.points import Point
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

DAY = date(2026, 10, 1)
CLUB = Service("club", "Lunch club", "meals", Fraction(1), Fraction(1, 2))
REFUGE = Service("refuge", "Refuge", "places", Fraction(1), Fraction(1, 2), sensitive=True)
NEAR = Area("near", "Near", "Hill", 1000, 1, 1, 60.0, 0.0, 0.0)
FAR = Area("far", "Far", "Dale", 1000, 2, 5, 10.0, 20_000.0, 0.0)
SILENT = Unknown("it has not said")


def site(capacity=Fraction(50), at=Point(0, 0), based=Point(20_000, 0), groups=(), **days):  # noqa: B008 - frozen
    return Site("s", "Site", "club", "body", at, based, capacity, groups, **days)


def need(area="near", people=100, low=None, high=None, group="old", service="club"):
    if isinstance(people, Unknown):
        return Need(area, service, group, people, people, people)
    return Need(area, service, group, people, people if low is None else low, people if high is None else high)


def measured(needs=(), sites=(), *, standard=Fraction(1), service=CLUB):
    evidence = Evidence("Saltmarsh", DAY, (NEAR, FAR), (Offer(service, standard),), tuple(needs), tuple(sites))
    return measure(evidence)[0]


def people(gap):
    assert isinstance(gap, Gap)
    assert isinstance(gap.people, Estimate)
    return gap.people.value, gap.people.low, gap.people.high


def by_reason(gap):
    return {reason: part.value for reason, part in gap.by_reason.items() if part.value}


def test_half_the_standard_is_a_gap_of_half_the_people_because_the_provider_is_full():
    found = measured([need(), need("far", 0)], [site()])
    assert people(found.gap) == (50, 50, 50)
    assert by_reason(found.gap) == {"provider full": 50}


def test_the_gap_carries_the_interval_of_the_need():
    found = measured([need(people=100, low=80, high=150), need("far", 0)], [site()])
    assert people(found.gap) == pytest.approx((50, 30, 100))


def test_beyond_reach_the_reason_is_that_it_is_too_far():
    found = measured([need(), need("far", 40)], [site(Fraction(500))])
    assert by_reason(found.gap) == {"too far": 40}
    assert found.readings["delivered"].zero_access == pytest.approx(40 / 140)


def test_a_group_that_no_site_in_reach_may_take_is_not_eligible():
    found = measured(
        [need(group="old"), need(group="young"), need("far", 0, group="old"), need("far", 0, group="young")],
        [site(Fraction(500), groups=("old",))],
    )
    assert by_reason(found.gap) == {"not eligible": 100}


def test_without_any_site_there_is_no_provider():
    found = measured([need(), need("far", 0)])
    assert by_reason(found.gap) == {"no provider": 100}
    assert found.readings["delivered"].concentration == Unknown("nobody has any access")


def test_an_unknown_capacity_is_no_zero_and_makes_the_gap_unknown():
    found = measured([need(), need("far", 0)], [site(SILENT)])
    assert isinstance(found.gap.people, Unknown)
    assert by_reason(found.gap) == {"unknown": 100}
    assert found.capacity == SILENT
    assert isinstance(found.readings["delivered"].mean, Unknown)
    assert found.readings["delivered"].zero_access == 0  # somebody is there, whatever they can offer


def test_an_unknown_need_is_no_zero_and_makes_need_and_gap_unknown():
    found = measured([need(), need("far", Unknown("not asked"))], [site()])
    assert isinstance(found.need, Unknown)
    assert isinstance(found.gap.people, Unknown)
    assert found.gap.unknown_areas == 1
    assert [isinstance(one.need, Unknown) for one in found.local] == [False, True]


def test_an_area_without_a_row_is_not_known_rather_than_without_need():
    assert isinstance(measured([need()], [site()]).need, Unknown)


def test_a_service_that_nobody_is_said_to_need_has_no_figures():
    found = measured([], [site()])
    assert isinstance(found.need, Unknown)
    assert isinstance(found.gap, Unknown)
    assert isinstance(found.readings["delivered"], Unknown)


def test_without_a_standard_there_is_no_gap():
    assert measured([need(), need("far", 0)], [site()], standard=Unknown("none")).gap == Unknown("none")


def test_where_it_is_based_and_where_it_is_delivered_are_two_truths():
    found = measured([need(), need("far", 100)], [site()])
    assert found.readings["delivered"].by_area == (0.5, 0.0)
    assert found.readings["based"].by_area == (0.0, 0.5)


def test_a_truth_of_which_a_point_is_unknown_has_no_reading():
    why = Unknown("no office")
    assert measured([need(), need("far", 0)], [site(based=why)]).readings["based"] == why


def test_sites_count_only_while_they_deliver():
    needs = [need(), need("far", 0)]
    assert measured(needs, [site(delivered_to=date(2026, 9, 30))]).sites == 0
    assert measured(needs, [site(delivered_from=date(2026, 10, 2))]).sites == 0
    assert measured(needs, [site(delivered_from=DAY, delivered_to=DAY)]).sites == 1


def test_a_sensitive_service_is_measured_for_the_whole_place_without_distance():
    hidden = Site("s", "Refuge", "refuge", "body", HIDDEN, HIDDEN, Fraction(60))
    found = measured([need(service="refuge"), need("far", 0, service="refuge")], [hidden], service=REFUGE)
    assert found.readings == {"delivered": HIDDEN, "based": HIDDEN}
    assert people(found.gap) == (40, 40, 40)
    assert found.local == ()


def test_a_sensitive_service_without_sites_or_standard_has_no_distance_and_no_neighbourhood_either():
    needs = [need(service="refuge"), need("far", 0, service="refuge")]
    for standard in (Fraction(1), Unknown("none")):
        found = measured(needs, standard=standard, service=REFUGE)
        assert found.readings == {"delivered": HIDDEN, "based": HIDDEN}
        assert found.local == ()


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90)), min_size=2, max_size=2),
    st.integers(0, 200),
)
def test_the_gap_lies_in_its_interval_and_neighbourhoods_add_up_to_it(triples, capacity):
    needs = [
        need(area, sum(three) - min(three) - max(three), min(three), max(three))
        for area, three in zip(("near", "far"), triples, strict=True)
    ]
    found = measured(needs, [site(Fraction(capacity))])
    value, low, high = people(found.gap)
    assert low <= value + 1e-9
    assert value <= high + 1e-9
    assert sum(one.gap.value for one in found.local) == pytest.approx(value)
    assert isinstance(found.readings["delivered"], Reading)
