"""The draws: by scenario number and seed alone, within their ranges, and spread as they should be."""

from fractions import Fraction

import numpy as np
import pytest

from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.handover.inputs import DEFAULTS
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import BROUGHT, FIFTHS, FURTHER, KINDS, OWN, calm, futures
from tests.handover.asking import bringing
from tests.handover.tiny import tiny

PROBLEM = tiny(1)


def arrays(draws):
    named = ("surge", "surge_from", "funder_from", "volunteers", "slip", "survives")
    return {**draws.settings, **{name: getattr(draws, name) for name in named}}


def test_a_scenario_has_the_same_draws_in_whatever_block_it_is_drawn():
    whole = arrays(draw(PROBLEM, futures(PROBLEM, yearly_failure_ranges()), 5, 0, 100))
    for first, count in ((0, 1), (99, 1), (13, 40)):
        part = arrays(draw(PROBLEM, futures(PROBLEM, yearly_failure_ranges()), 5, first, count))
        for name, values in part.items():
            assert values.tolist() == whole[name][..., first : first + count].tolist(), name


def test_another_seed_gives_other_draws():
    one, other = (draw(PROBLEM, futures(PROBLEM, yearly_failure_ranges()), seed, 0, 10) for seed in (0, 1))
    assert not np.array_equal(one.volunteers, other.volunteers)


def test_every_figure_stays_within_its_range_and_comes_near_both_ends():
    ranges = futures(PROBLEM, yearly_failure_ranges())
    found = arrays(draw(PROBLEM, ranges, 1, 0, 2000))
    for name, drawn in ranges.ranges.items():
        if name == "late_quarters":
            continue
        values, least, most = found[name], float(drawn.least), float(drawn.most)
        assert values.min() >= least, name
        assert values.max() <= most, name
        near = 0 if name.endswith("_quarters") else 0.02 * (most - least)
        assert values.min() <= least + near, name
        assert values.max() >= most - near, name


def test_quarters_are_whole_and_each_about_as_frequent():
    lags = draw(PROBLEM, futures(PROBLEM, yearly_failure_ranges()), 1, 0, 4000).settings["building_lag_quarters"]
    values, times = np.unique(lags, return_counts=True)
    assert values.tolist() == [1, 2, 3, 4]
    assert times.min() > 850


def test_hand_overs_slip_as_often_and_as_far_as_stated():
    ranges = futures(PROBLEM, yearly_failure_ranges()).fixed(late_chance=Fraction(1, 4))
    slip = draw(PROBLEM, ranges, 1, 0, 4000).slip
    quarters, times = np.unique(slip, return_counts=True)
    assert quarters.tolist() == [0, 1, 2, 3]
    assert times[0] / slip.size == pytest.approx(0.75, abs=0.02)
    assert (times[1:] / slip.size).tolist() == pytest.approx([1 / 12] * 3, abs=0.02)


def test_bodies_end_as_often_in_a_year_as_their_homes_fifth_says():
    rates = {fifth: (Fraction(fifth, 10), Fraction(fifth, 10)) for fifth in FIFTHS}
    problem = tiny(1, quarters=5)
    survives = draw(problem, futures(problem, rates), 1, 0, 6000).survives
    for p, body in enumerate(problem.providers):
        rate = 0.3 if body.home is None else {0: 0.1, 1: 0.3, 2: 0.5}[body.home]
        assert (survives[p] < 4).mean() == pytest.approx(rate, abs=0.02)


def test_ranges_are_those_of_the_defaults_widened_to_hold_the_plans_own_value():
    outside = set()
    for problem in map(tiny, range(12)):
        ranges = futures(problem, yearly_failure_ranges()).ranges
        for name, inner in OWN.items():
            value, default = Fraction(getattr(problem.parameters, inner)), DEFAULTS[name]
            assert ranges[name].least == min(value, default.least)
            assert ranges[name].most == max(value, default.most)
            outside.add((value < default.least) - (value > default.most))
    assert outside == {-1, 0, 1}
    assert {name for names in KINDS.values() for name in names} == {*OWN, *FURTHER, BROUGHT}
    assert set(ranges) == {*OWN, *FURTHER}
    assert set(futures(bringing(tiny(0), 0), yearly_failure_ranges()).ranges) == {*OWN, *FURTHER, BROUGHT}
    assert all(one.unit and one.source and one.least <= one.most for one in ranges.values())


def test_a_range_that_there_is_not_cannot_be_fixed():
    with pytest.raises(KeyError):
        calm(PROBLEM).fixed(weather=1)
