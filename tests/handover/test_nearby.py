"""Small searches: they look at few ways to begin, end after few steps, lose no known plan, and find the same again."""

from dataclasses import replace

import numpy as np
import pytest

from commonweal.handover import nearby
from commonweal.handover.check import violations
from commonweal.handover.nearby import LIMITS, Nearby, begun
from commonweal.handover.plan import carried_out
from commonweal.handover.priced import priced
from commonweal.handover.scarce import tariff
from commonweal.handover.solve import Limits, whole
from tests.handover.tiny import looks_back, solved

SEEDS = (0, 7, 22)


def ways(options):
    return set(zip(options.offer.tolist(), options.start.tolist(), strict=True))


def gone(plan):
    return {(way.offer, way.start) for way in plan.decisions.pathways if way}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ways_that_the_prices_favour_most_are_looked_at_and_those_of_the_plan(seed, monkeypatch):
    monkeypatch.setattr(nearby, "MOST_TRIED", 3)
    problem, plan, certificate = solved(seed)
    near = Nearby(problem, tariff(certificate.prices))
    few, all_of_it = near.favoured(near.free), near.favoured(near.free, [plan])
    assert len(few) == 3
    assert ways(all_of_it) == ways(few) | gone(plan)
    found = priced(near.view, tariff(certificate.prices))
    best = np.minimum(found.kept, [found.cost[near.view.cell == c].min(initial=np.inf) for c in range(len(found.kept))])
    dearer = {(k, t): found.cost[k, t] - best[near.view.cell[k]] for k, t in ways(near.free)}
    assert max(dearer[way] for way in ways(few)) <= min(dearer[way] for way in ways(near.free) - ways(few)) + 1e-9


def test_a_place_with_few_ways_to_begin_is_looked_at_whole():
    near = Nearby(solved(7)[0])
    assert near.favoured(near.free) is near.free


@pytest.mark.parametrize("seed", SEEDS)
def test_without_prices_those_of_the_relaxation_are_taken(seed, monkeypatch):
    monkeypatch.setattr(nearby, "MOST_TRIED", 8)
    problem, plan, _ = solved(seed)
    near = Nearby(problem)
    found = near.search(near.rows(near.favoured(near.free)))
    assert found is None or violations(problem, found) == []
    again = near.search(near.rows(near.favoured(near.free, [plan])), known=plan)
    assert again.objective <= plan.objective * 1_001 / 1_000


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_that_is_known_is_no_worse_after_no_step_at_all(seed):
    problem, plan, _ = solved(seed)
    near = Nearby(problem)
    rows = near.rows(near.free)
    first = whole(rows.programme, Limits(gap=0.0, nodes=0, seconds=60.0), begun(rows, plan))
    assert first.objective <= float(plan.objective) * (1 + 1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_plan_does_is_read_back_from_its_columns(seed):
    problem, plan, _ = solved(seed)
    near = Nearby(problem)
    rows = near.rows(near.free)
    known = begun(rows, plan)
    values = np.zeros(rows.columns.count)
    values[known[0]] = known[1]
    assert ways(rows.options.at(values[rows.columns.starts] > 0.5)) == gone(plan)
    ready = values[rows.columns.ready]
    first = [int(row.argmax()) if row.any() else None for row in ready]
    assert first == [plan.ready[p] for p in rows.active]


def test_each_search_ends_after_so_many_steps(monkeypatch):
    asked = []

    def spy(programme, limits, begun=None):
        asked.append(limits)
        return whole(programme, limits, begun)

    monkeypatch.setattr(nearby, "whole", spy)
    problem, plan, _ = solved(7)
    near = Nearby(problem)
    first, second = (near.search(near.rows(near.free), known=plan) for _ in range(2))
    assert first == second
    assert asked == [LIMITS, LIMITS]
    assert LIMITS.nodes <= 100


def test_planned_again_what_had_begun_stands():
    problem, plan, _ = solved(7)
    again = looks_back(problem, plan, 3)
    near = Nearby(again)
    still = carried_out(again, plan.decisions)
    found = near.search(near.rows(near.free), known=still)
    assert violations(again, found) == []


def test_where_nothing_keeps_the_rows_there_is_no_plan():
    problem, _, _ = solved(7)
    poor = replace(problem, funds=replace(problem.funds, statutory=tuple(0 * x for x in problem.funds.statutory)))
    near = Nearby(poor)
    assert near.search(near.rows(near.favoured(near.free))) is None
