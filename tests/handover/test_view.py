"""A problem as arrays: each figure is the exact one."""

import numpy as np
import pytest

from commonweal.handover.limits import ceilings, guards, permitted_gap
from commonweal.handover.pathways import Choice, extra_cost, load, start_choices, supply
from commonweal.handover.view import view
from tests.handover.tiny import tiny


@pytest.mark.parametrize("seed", range(8))
def test_every_way_to_begin_is_there_with_its_load_gain_and_cost(seed):
    problem = tiny(seed)
    looked = view(problem)
    options = looked.options()
    ways = [Choice(offer, start) for offer, start in zip(options.offer.tolist(), options.start.tolist(), strict=True)]
    assert ways == list(start_choices(problem))
    loads, gains, costs = looked.loads(options), looked.gains(options), looked.extra_cost(options)
    for k, way in enumerate(ways):
        cell = problem.offers[way.offer].cell
        for t in range(problem.quarters):
            assert loads[k, t] == pytest.approx(float(load(problem, way, t)))
            assert gains[k, t] == pytest.approx(float(supply(problem, way, t) - problem.kept_level(cell, t)))
            assert costs[k, t] == pytest.approx(float(extra_cost(problem, way, t)))


@pytest.mark.parametrize("seed", range(8))
def test_limits_are_those_of_the_exact_form(seed):
    problem = tiny(seed)
    looked = view(problem)
    assert np.allclose(looked.ceiling, np.array(ceilings(problem), float))
    assert np.allclose(looked.survival, np.array(problem.survivals(), float))
    assert np.allclose(looked.watched[0].limit, np.array(permitted_gap(problem), float))
    tolerance = float(problem.parameters.tolerance)
    for group, exact in zip(looked.watched[1:], guards(problem), strict=True):
        assert group.cells.tolist() == list(exact.cells)
        assert np.allclose(group.limit, np.array(exact.kept, float) + tolerance)
    assert np.allclose(looked.kept_money, [float(problem.kept_money(t)) for t in range(problem.quarters)])
