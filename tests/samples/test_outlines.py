import itertools
from random import Random

import pytest

from commonweal.samples.outlines import degrees, groups, shapes


def signed_area(ring):
    return sum(x * v - u * y for (x, y), (u, v) in itertools.pairwise(ring)) / 2


@pytest.mark.parametrize("count", [1, 2, 3, 17, 60, 240])
@pytest.mark.parametrize("seed", range(3))
def test_areas_share_their_borders_without_gap_or_overlap(count, seed):
    drawn = shapes(count, Random(seed))
    assert len(drawn.rings) == len(drawn.centres) == count
    sides = {}
    for ring in drawn.rings:
        assert ring[0] == ring[-1]
        assert signed_area(ring) > 0  # anticlockwise
        for start, end in itertools.pairwise(ring):
            assert (start, end) not in sides  # no side is used twice in one direction
            sides[start, end] = True
    edge = [(a, b) for a, b in sides if (b, a) not in sides]
    # Every side is met by the other area's, or lies on the outline, which is closed: no gap. As each area is
    # anticlockwise and the outline holds as much as they do together, none overlaps another.
    assert sorted(a for a, _ in edge) == sorted(b for _, b in edge)
    outline = sum(x * v - u * y for (x, y), (u, v) in edge) / 2
    assert outline == pytest.approx(sum(signed_area(ring) for ring in drawn.rings))


def test_the_same_seed_draws_the_same_and_another_does_not():
    assert shapes(20, Random(4)) == shapes(20, Random(4))
    assert shapes(20, Random(4)) != shapes(20, Random(5))


def test_neighbours_share_a_side():
    drawn = shapes(30, Random(1))
    sides = [set(itertools.pairwise(ring)) for ring in drawn.rings]
    for a, b in drawn.neighbours:
        assert any((end, start) in sides[b] for start, end in sides[a])


@pytest.mark.parametrize("count", [1, 2, 7, 30])
def test_every_neighbourhood_has_an_area(count):
    member = groups(shapes(30, Random(2)).centres, count, Random(3))
    assert set(member) == set(range(count))


def test_degrees_grow_to_the_north_and_east():
    west, south = degrees(0, 0, (2.0, 54.0))
    east, north = degrees(1000, 1000, (2.0, 54.0))
    assert (west, south) == (2.0, 54.0)
    assert east > west
    assert north == pytest.approx(54.00898, abs=1e-5)
