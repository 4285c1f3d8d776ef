from fractions import Fraction
from math import hypot, isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.access import TOLERANCE, Conservation, Demand, Supply, access
from commonweal.evidence.inputs import Bands
from commonweal.evidence.profile import profile
from tests.evidence.small_place import small_place

metres = st.integers(-4000, 4000)
points = st.tuples(metres, metres)


@st.composite
def services(draw):
    """A service of up to eight areas, three groups and six sites, some figures not known."""
    areas = draw(st.lists(points, min_size=1, max_size=8))
    sites = draw(st.lists(points, max_size=6))
    groups = draw(st.integers(1, 3))

    def table(rows, cells):
        return [[draw(cells) for _ in range(groups)] for _ in range(rows)]

    people = np.array(table(len(areas), st.integers(0, 500)), dtype=float)
    known = np.array(table(len(areas), st.sampled_from([True, True, True, False])), dtype=bool)
    capacity = np.array([draw(st.integers(0, 90)) for _ in sites], dtype=float)
    sure = np.array([draw(st.sampled_from([True, True, False])) for _ in sites], dtype=bool)
    eligible = np.array(table(len(sites), st.booleans()), dtype=bool).reshape(len(sites), groups)
    demand = Demand(np.array(areas, dtype=float), people, known)
    return demand, Supply(np.array(sites, dtype=float).reshape(-1, 2), capacity, sure, eligible)


def weight(bands, distance):
    for limit, band in zip(bands.limits_m, bands.weights, strict=True):
        if distance <= limit:
            return float(band)
    return 0.0


def by_hand(demand, supply, bands):
    """The definition, loop by loop: S/D of each site, then its weighted sum over the sites that a group may use."""
    areas, groups = demand.people.shape
    ratios = [[0.0] * groups for _ in range(areas)]
    for site, (x, y) in enumerate(supply.points):
        near = [weight(bands, hypot(x - u, y - v)) for u, v in demand.centres]
        wanted = sum(
            near[k] * demand.people[k, g]
            for k in range(areas)
            for g in range(groups)
            if supply.eligible[site, g] and demand.known[k, g]
        )
        if wanted and supply.known[site]:
            for k in range(areas):
                for g in range(groups):
                    if supply.eligible[site, g]:
                        ratios[k][g] += near[k] * supply.capacity[site] / wanted
    return ratios


@given(services())
def test_access_is_the_definition_loop_by_loop(case):
    demand, supply = case
    expected = by_hand(demand, supply, Bands())
    np.testing.assert_allclose(access(demand, supply, Bands()).ratios, expected, rtol=1e-12, atol=0)


@given(services())
def test_every_unit_given_is_received_and_none_twice(case):
    demand, supply = case
    proof = access(demand, supply, Bands()).conservation
    assert proof.holds
    assert proof.error <= 1e-12
    people = np.where(demand.known, demand.people, 0)
    reached = sum(
        units
        for site, units in enumerate(supply.capacity)
        if supply.known[site]
        and any(
            supply.eligible[site] @ people[k] > 0 and hypot(*(supply.points[site] - demand.centres[k])) <= 3000
            for k in range(len(people))
        )
    )
    assert isclose(proof.given, reached)


@given(services(), st.integers(1, 5))
def test_the_bits_do_not_depend_on_how_many_sites_are_taken_at_once(case, chunk):
    demand, supply = case
    whole, parts = access(demand, supply, Bands()), access(demand, supply, Bands(), chunk=chunk)
    assert whole.ratios.tobytes() == parts.ratios.tobytes()
    assert (whole.unclear == parts.unclear).all()


@given(services())
def test_more_capacity_never_lowers_access(case):
    demand, supply = case
    more = Supply(supply.points, supply.capacity + 1, supply.known, supply.eligible)
    assert (access(demand, more, Bands()).ratios >= access(demand, supply, Bands()).ratios).all()


def one_site(distance, *, bands=None, known=True):
    demand = Demand(np.array([[0.0, 0.0]]), np.array([[5.0]]), np.array([[True]]))
    supply = Supply(np.array([[distance, 0.0]]), np.array([10.0]), np.array([known]), np.ones((1, 1), dtype=bool))
    return access(demand, supply, bands or Bands())


@pytest.mark.parametrize(
    ("distance", "reached"), [(0.0, True), (1000.0, True), (3000.0, True), (3000.1, False), (9000.0, False)]
)
def test_the_outermost_band_is_the_end_of_reach(distance, reached):
    found = one_site(distance)
    assert bool(found.in_reach[0, 0]) is reached
    assert found.ratios[0, 0] == pytest.approx(
        2.0 if reached else 0.0
    )  # alone within reach: all of it, whatever the band


def test_a_band_of_weight_nought_is_out_of_reach():
    found = one_site(1500.0, bands=Bands((1000.0, 2000.0), (Fraction(1), Fraction(0))))
    assert not found.in_reach[0, 0]


def test_an_unknown_capacity_in_reach_makes_access_unclear_and_one_out_of_reach_does_not():
    assert one_site(500.0, known=False).unclear[0, 0]
    assert not one_site(5000.0, known=False).unclear[0, 0]


def test_an_unknown_need_makes_access_of_those_who_share_the_site_unclear():
    demand = Demand(
        np.array([[0.0, 0.0], [100.0, 0.0], [9000.0, 0.0]]), np.full((3, 1), 5.0), np.ones((3, 1), dtype=bool)
    )
    demand.known[1, 0] = False
    points = np.array([[0.0, 50.0], [9000.0, 50.0]])
    supply = Supply(points, np.array([4.0, 4.0]), np.ones(2, dtype=bool), np.ones((2, 1), dtype=bool))
    assert access(demand, supply, Bands()).unclear[:, 0].tolist() == [True, True, False]


def test_a_site_that_a_group_may_not_use_is_near_and_not_in_reach():
    demand = Demand(np.zeros((1, 2)), np.array([[5.0, 5.0]]), np.ones((1, 2), dtype=bool))
    supply = Supply(np.zeros((1, 2)), np.array([10.0]), np.array([True]), np.array([[True, False]]))
    found = access(demand, supply, Bands())
    assert found.in_reach.tolist() == [[True, False]]
    assert found.near.tolist() == [[True, True]]
    assert found.ratios.tolist() == [[2.0, 0.0]]


def test_arrays_cannot_be_changed_afterwards():
    with pytest.raises(ValueError, match="read-only"):
        one_site(0.0).ratios[0, 0] = 1


@pytest.mark.parametrize(("distance", "weight_there"), [(1000.0, 1.0), (1000.1, 0.68), (2000.0, 0.68), (3000.0, 0.22)])
def test_the_edge_of_a_band_belongs_to_it(distance, weight_there):
    demand = Demand(np.array([[0.0, 0.0], [distance, 0.0]]), np.ones((2, 1)), np.ones((2, 1), dtype=bool))
    supply = Supply(np.zeros((1, 2)), np.array([1.0]), np.array([True]), np.ones((1, 1), dtype=bool))
    at_home, there = access(demand, supply, Bands()).ratios[:, 0]
    assert there / at_home == pytest.approx(weight_there)


def test_sums_of_many_sites_are_the_same_to_the_bit_whatever_is_taken_at_once():
    random = np.random.default_rng(1)
    demand = Demand(random.uniform(0, 5000, (40, 2)), random.uniform(1, 90, (40, 2)), np.ones((40, 2), dtype=bool))
    eligible = random.random((300, 2)) < 0.8
    supply = Supply(random.uniform(0, 5000, (300, 2)), random.random(300), np.ones(300, dtype=bool), eligible)
    whole = access(demand, supply, Bands()).ratios.tobytes()
    assert all(access(demand, supply, Bands(), chunk=chunk).ratios.tobytes() == whole for chunk in (1, 7, 100))


def test_a_certificate_is_shown_as_finely_as_it_certifies_and_one_that_fails_as_it_is():
    """The last bits of what was received depend on every single count of people in need."""
    assert Conservation(30.0, 30.000000000000004, 1.2e-16).as_shown() == Conservation(30.0, 30.0, TOLERANCE)
    broken = Conservation(30.0, 31.0, 1 / 30)
    assert broken.as_shown() == broken
    for service in profile(small_place()).services:
        assert all(proof == proof.as_shown() for proof in service.conservation.values())
        assert bool(service.conservation) != service.sensitive
