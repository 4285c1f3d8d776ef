"""On tiny places every set of starts can be tried: the search, the model as a whole and brute force must agree.

``just oracles`` tries 2,000 places; a run of all tests a seeded sample of them.
"""

import os
from dataclasses import fields, replace
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import exp
from random import Random

import pytest

from commonweal.handover.bound import bound, projected
from commonweal.handover.check import violations
from commonweal.handover.plan import carried_out
from commonweal.handover.search import Effort, find_plan
from tests.handover.asking import asking, bringing
from tests.handover.naive import optimum, options
from tests.handover.tiny import random_prices, tiny

SEEDS = range(2_000 if os.environ.get("COMMONWEAL_ORACLES") == "all" else 12)
WHOLE = Effort(gap=Fraction(0))
STEPWISE = Effort(gap=Fraction(1, 100), direct=0)
ROUNDED = 2e-5
"""What making a plan exact may cost, relatively."""


def small(seed):
    """A place so small that all its sets of starts can be tried; some ask more than the model's rows."""
    if seed % 2:
        problem = tiny(seed, services=1, places=3, bodies=2, quarters=4, per_cell=2)
    else:
        problem = tiny(seed, services=2, places=2, bodies=2, quarters=4, per_cell=1)
    problem = asking(problem, seed) if seed % 4 >= 2 else problem
    return bringing(problem, seed) if seed % 3 == 1 else problem


@lru_cache(maxsize=16)
def brute_force(seed):
    """The least objective over every set of starts, each solved by SciPy for what is built, spent and borrowed."""
    problem = small(seed)
    ways = [[None] for _ in problem.cells]
    for way in options(problem):
        ways[problem.offers[way[0]].cell].append(way)
    found = (optimum(problem, {way for way in chosen if way}) for chosen in product(*ways))
    return min(value for value in found if value is not None)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_search_the_whole_model_and_brute_force_agree_within_the_certified_gap(seed):
    problem = small(seed)
    least = brute_force(seed)
    for effort in (WHOLE, STEPWISE):
        plan, certificate = find_plan(problem, effort)
        assert violations(problem, plan) == []
        assert float(plan.objective) >= least * (1 - 1e-9)
        assert float(certificate.bound) <= least * (1 + 1e-9)
        assert float(plan.objective) - least <= float(certificate.gap_objective * plan.objective) + 1e-9
        if effort is WHOLE:
            assert float(plan.objective) == pytest.approx(least, rel=ROUNDED)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_prices_whatever_prove_more_than_brute_force_finds(seed):
    problem, random = small(seed), Random(seed)
    least = brute_force(seed)
    _, certificate = find_plan(problem, STEPWISE)
    for scale in (0.02, 0.3, 2.0):
        prices = random_prices(problem, random.randrange(10**6), scale=scale)
        assert float(bound(problem, projected(problem, prices))) <= least * (1 + 1e-9)
    for _ in range(3):
        prices = _disturbed(certificate.prices, random)
        assert float(bound(problem, projected(problem, prices))) <= least * (1 + 1e-9)


def _disturbed(prices, random):
    def change(value):
        if isinstance(value, tuple):
            return tuple(map(change, value))
        return Fraction(round(float(value) * exp(random.gauss(0, 0.3)) * 10**9), 10**9)

    return replace(prices, **{field.name: change(getattr(prices, field.name)) for field in fields(prices)})


FOLLOWS = {
    "(2) load": (
        *("(3) overload", "(3) overload cap", "(12) step-in reserve"),
        *("(9) ready before load", "(9) ready in the quarter load begins", "(9) most load"),
    ),
    "(4) capacity": ("(3) overload",),
    "(3) overload": ("(4) capacity",),
    "(6) social action": ("(4) capacity",),
}
"""Rows that are worked out from the figure that was changed."""


def _faults(random, problem, plan):
    """Give faults to inject: the name of the row that each breaks first, and the plan with it."""
    p, t = random.randrange(len(problem.providers)), random.randrange(1, problem.quarters)
    n, little = random.randrange(len(problem.neighbourhoods)), Fraction(1, 10**9)

    def grid(rows, which):
        return tuple(
            tuple(value + little * (k == which and u == t) for u, value in enumerate(row)) for k, row in enumerate(rows)
        )

    def line(row):
        return tuple(value + little * (u == t) for u, value in enumerate(row))

    yield "(2) load", replace(plan, load=grid(plan.load, p))
    yield "(4) capacity", replace(plan, capacity=grid(plan.capacity, p))
    yield "(3) overload", replace(plan, overload=grid(plan.overload, p))
    yield "(6) social action", replace(plan, social_action=grid(plan.social_action, n))
    yield "(10) statutory balance", replace(plan, statutory_balance=line(plan.statutory_balance))
    yield "(11) devolved balance", replace(plan, devolved_balance=line(plan.devolved_balance))
    yield "objective", replace(plan, objective=plan.objective - little)
    loans = replace(plan.decisions, loans=(*plan.decisions.loans[:-1], Fraction(1, 10**6)))
    yield "(11) loan cap", carried_out(problem, replace(plan.decisions, loans=loans.loans))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_check_finds_exactly_the_fault_that_was_put_in(seed):
    problem = small(seed)
    plan, _ = find_plan(problem, STEPWISE)
    for row, faulty in _faults(Random(seed), problem, plan):
        found = {one.row for one in violations(problem, faulty)}
        assert row in found
        assert found <= {row, *FOLLOWS.get(row, ())}
