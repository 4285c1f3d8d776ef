"""The gap between the ends, and no detriment: judged in a calm future as rows (13) and (13a) judge the plan itself."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from commonweal.handover.limits import ends, permitted_gap
from commonweal.handover.pathways import start_choices, supply
from commonweal.handover.plan import keep_everything
from commonweal.handover.stress.case import case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import calm
from commonweal.handover.stress.simulate import simulate
from tests.handover.tiny import tiny


def roomy(seed):
    """A tiny place whose bodies and volunteers can carry anything, and any pathways in it."""
    problem, random = tiny(seed, quarters=6), Random(seed)
    problem = replace(
        problem,
        providers=tuple(replace(body, capacity=Fraction(10_000)) for body in problem.providers),
        neighbourhoods=tuple(replace(place, volunteer_units=Fraction(10_000)) for place in problem.neighbourhoods),
    )
    ways = {}
    for way in sorted(start_choices(problem), key=lambda _: random.random()):
        ways.setdefault(problem.offers[way.offer].cell, way)
    pathways = tuple(ways.get(c) if random.random() < 0.6 else None for c in range(len(problem.cells)))
    return problem, replace(keep_everything(problem), pathways=pathways)


def unmet(problem, decisions, end, t):
    found = Fraction(0)
    for c in end.cells:
        way = decisions.pathways[c]
        met = supply(problem, way, t) if way else problem.kept_level(c, t)
        found += problem.cells[c].demand[t] * (1 - met)
    return found / end.need[t]


def test_the_band_and_the_fifth_that_is_worse_off_are_those_of_the_model():
    seen = {"gap": set(), "worse": set(), "first": 0}
    for seed in range(60):
        problem, decisions = roomy(seed)
        most, least = ends(problem)
        allowed, tolerance = permitted_gap(problem), problem.parameters.tolerance
        shares = [[unmet(problem, decisions, end, t) for t in range(6)] for end in (most, least)]
        gaps = [a - b for a, b in zip(*shares, strict=True)]
        wide = any(gap > most_ for gap, most_ in zip(gaps, allowed, strict=True))
        worse = any(share > kept + tolerance for share, kept in zip(shares[0], most.kept, strict=True))
        now = [a - b + tolerance for a, b in zip(most.kept, least.kept, strict=True)]
        seen["first"] += not wide and any(gap > then for gap, then in zip(gaps, now, strict=True))
        block = simulate(case(problem, decisions), draw(problem, calm(problem), 0, 0, 1))
        assert (block.unequal[0], block.worse[0]) == (wide, worse), seed
        seen["gap"].add(wide)
        seen["worse"].add(worse)
    assert seen["gap"] == seen["worse"] == {True, False}
    assert seen["first"]
