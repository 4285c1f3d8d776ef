"""Synthetic regions: the same for the same seed, sound, and large where they are asked to be."""

from commonweal.handover.faults import problem_faults
from commonweal.handover.view import view
from commonweal.samples.regions import CITY, TOWN, Size, sample_region


def test_the_same_seed_gives_the_same_region_and_another_one_another():
    size = Size(3, 4, 5, 8)
    assert sample_region(1, size) == sample_region(1, size)
    assert sample_region(1, size) != sample_region(2, size)


def test_a_town_is_sound_and_has_the_ways_to_begin_of_its_size():
    town = sample_region(1, TOWN)
    assert list(problem_faults(town)) == []
    ways = len(view(town).options())
    assert 0.95 * 62_400 <= ways <= 62_400
    assert (TOWN.services * TOWN.neighbourhoods, CITY.services * CITY.neighbourhoods) == (len(town.cells), 18_000)
