"""Shared limits: guarded groups, the band of equity, and ceilings that no plan reaches beyond."""

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from commonweal.handover import check
from commonweal.handover.conditions import Conditions
from commonweal.handover.limits import ceilings, ends, guards, permitted_gap
from commonweal.handover.pathways import Choice
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.view import view
from commonweal.handover.written import written
from commonweal.terms.canon import encode
from commonweal.verifier.plans_data import Data, exact
from tests.handover.asking import asking, bringing
from tests.handover.tiny import solved, tiny


def test_the_guarded_groups_are_the_poorest_fifth_and_each_protected_service():
    problem = tiny(1, places=5)
    assert [group.name for group in guards(problem)] == ["fifth 1", "service-1"]
    assert {problem.cells[c].service for c in guards(problem)[1].cells} == {1}
    most, least = ends(problem)
    assert {problem.cells[c].neighbourhood for c in most.cells}.isdisjoint(
        {problem.cells[c].neighbourhood for c in least.cells}
    )


def test_shares_of_a_group_add_up_to_one():
    problem = tiny(1)
    for group in guards(problem):
        assert sum(group.share(problem, c, 2) for c in group.cells) == 1


def test_where_there_is_no_need_nothing_is_unmet():
    problem = tiny(1, places=1)
    _, least = ends(problem)
    assert least.cells == ()
    assert set(least.kept) == {Fraction(0)}
    assert least.share(problem, 0, 0) == 0


def test_the_band_is_never_narrower_than_keeping_needs():
    for seed in range(10):
        problem = tiny(seed)
        most, least = ends(problem)
        gaps = [a - b for a, b in zip(most.kept, least.kept, strict=True)]
        for gap, limit in zip(gaps, permitted_gap(problem), strict=True):
            assert limit >= max(gap, gaps[0]) + problem.parameters.tolerance


@pytest.mark.parametrize("seed", range(6))
def test_planner_check_and_verifier_say_the_same_of_ceilings(seed):
    problem = bringing(asking(tiny(seed), seed), seed)
    found = ceilings(problem)
    assert check._ceilings(problem) == [list(row) for row in found]
    data = Data(exact(json.loads(encode(written(problem)))))
    assert [data.ceilings(p) for p in range(len(problem.providers))] == [list(row) for row in found]
    if any(row.units for row in problem.conditions.gains):
        assert found != ceilings(replace(problem, conditions=Conditions()))


def test_no_plan_reaches_beyond_a_ceiling_though_all_is_handed_over_and_capacity_is_gained():
    reached = 0
    for seed in range(8):
        problem = bringing(asking(tiny(seed), seed, ("gains",)), seed)
        nothing = Fraction(0)
        still = {"build_share": nothing, "build_per_action": nothing, "spend_share": nothing}
        settings = replace(problem.parameters, **still, action_capacity=Fraction(1, 10))
        places = tuple(replace(place, spend_base=nothing) for place in problem.neighbourhoods)
        problem = replace(problem, parameters=settings, neighbourhoods=places)
        everything = [None] * len(problem.cells)
        for k, offer in enumerate(problem.offers):
            if offer.provider != 0:
                everything[offer.cell] = Choice(k, 1)
        plan = carried_out(problem, replace(keep_everything(problem), pathways=tuple(everything)))
        cap = 1 + settings.overload_cap
        for p, (most, capacity) in enumerate(zip(ceilings(problem), plan.capacity, strict=True)):
            assert all(cap * units <= limit for units, limit in zip(capacity, most, strict=True)), p
        without = ceilings(replace(problem, parameters=replace(settings, delivery_action=nothing)))
        reached += any(cap * units > limit for units, limit in zip(plan.capacity[0], without[0], strict=True))
        assert np.allclose(view(problem).ceiling, np.array(ceilings(problem), float))
    assert reached == 8


def test_no_plan_reaches_beyond_a_ceiling():
    for seed in (7, 13, 22):
        problem, plan, _ = solved(seed)
        for most, capacity in zip(ceilings(problem), plan.capacity, strict=True):
            cap = 1 + problem.parameters.overload_cap
            assert all(cap * units <= limit for units, limit in zip(capacity, most, strict=True))
