"""Synthetic places for the benchmark: the same for the same seed, and plans that keep the chronology gate."""

from bench.stress_places import simple_plan, synthetic
from commonweal.handover.pathways import first_start, keeps_floor, last_start
from commonweal.handover.plan import carried_out


def test_a_simple_plan_begins_with_nobody_before_they_are_ready_and_loads_nobody_beyond_what_they_have():
    problem = synthetic(3, 4, 8, 10, 8)
    assert synthetic(3, 4, 8, 10, 8) == problem
    decisions = simple_plan(problem)
    ways = [way for way in decisions.pathways if way]
    assert len(ways) > 5
    for way in ways:
        offer = problem.offers[way.offer]
        assert first_start(problem, offer.provider) <= way.start <= last_start(problem)
        assert keeps_floor(problem, offer)
    plan = carried_out(problem, decisions)
    for p, row in enumerate(plan.load):
        assert max(row) <= problem.providers[p].capacity
