"""Pairs within reach by strips: every one and no other, in bands by their distance, in one order."""

from math import inf, nextafter, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence import reach
from commonweal.evidence.reach import Strips, anybody_near

metres = st.one_of(st.integers(-9000, 9000).map(float), st.floats(-9000, 9000))
points = st.lists(st.tuples(metres, metres), max_size=25)
LIMITS = [500.0, 1000.0, 3000.0]


def array(rows):
    return np.array(rows, dtype=float).reshape(-1, 2)


def pairs(areas, sites, at_once=1000):
    strips = Strips(array(areas), LIMITS)
    found = []
    for block in strips.blocks(array(sites), at_once):
        site = np.repeat(block.sites, block.counts)
        assert block.first.tolist() == (np.cumsum(block.counts) - block.counts).tolist()
        found += zip(site.tolist(), strips.order[block.area].tolist(), block.band.tolist(), strict=True)
    return found


@given(points, points)
def test_every_pair_within_reach_is_found_once_in_the_band_of_its_distance(areas, sites):
    near = {}
    for j, (x, y) in enumerate(sites):
        for k, (u, v) in enumerate(areas):
            distance = sqrt((u - x) * (u - x) + (v - y) * (v - y))
            if distance <= LIMITS[-1]:
                near[j, k] = sum(distance > limit for limit in LIMITS)
    found = pairs(areas, sites)
    assert {(j, k): band for j, k, band in found if band < len(LIMITS)} == near
    assert len({(j, k) for j, k, _ in found}) == len(found)


@given(points, points, st.integers(1, 4))
def test_the_order_does_not_depend_on_how_many_are_taken_at_once(areas, sites, at_once):
    assert pairs(areas, sites, at_once) == pairs(areas, sites)


def test_the_order_does_not_depend_on_how_many_pairs_are_held_and_one_sites_are_never_parted(monkeypatch):
    random = np.random.default_rng(4)
    areas, sites = random.uniform(0, 20_000, (300, 2)), random.uniform(0, 20_000, (60, 2))
    whole = pairs(areas, sites)
    monkeypatch.setattr(reach, "PAIRS", 7)
    strips = Strips(areas, LIMITS)
    assert len(list(strips.blocks(sites, 1000))) == len({site for site, _, _ in whole})
    assert pairs(areas, sites) == whole


@pytest.mark.parametrize("limit", [3000.0, 0.1, 1 / 3, 12345.678])
def test_the_last_distance_within_a_limit_is_within_and_the_next_is_beyond(limit):
    square = reach._square(limit)
    assert sqrt(square) <= limit < sqrt(nextafter(square, inf))


@given(points, points)
def test_anybody_near_is_what_distances_say(here, there):
    found = anybody_near(array(here), array(there), 3000.0)
    assert found.tolist() == [any(sqrt((x - u) ** 2 + (y - v) ** 2) <= 3000.0 for u, v in there) for x, y in here]


def test_far_from_everything_and_on_the_very_edge_of_the_country_nobody_is_found_twice():
    areas = [(0.0, 0.0), (650_000.0, 0.0), (0.0, 1_200_000.0), (650_000.0, 1_200_000.0)]
    sites = [(x + dx, y + dy) for x, y in areas for dx, dy in ((0, 0), (3000, 0), (-3000, 0), (0, 3000), (0, -3000))]
    sites += [(-(10.0**7), 0.0), (10.0**7, 5.0), (0.0, 10.0**8), (325_000.0, 600_000.0)]
    found = pairs(areas, sites)
    near = [(j, k) for j, k, band in found if band < len(LIMITS)]
    assert sorted(near) == sorted((5 * k + n, k) for k in range(4) for n in range(5))
