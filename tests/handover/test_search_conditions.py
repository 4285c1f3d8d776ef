"""The search where a place asks more than the model's rows: the way of a city keeps to it, in blocks too."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.formats.plans import plan_files
from commonweal.handover import search
from commonweal.handover.check import violations
from commonweal.handover.conditions import Conditions, LargestShare, Lot
from commonweal.handover.search import Effort, certify, find_plan, steps
from commonweal.samples.regions import Size, sample_region
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.asking import asking, bringing
from tests.handover.tiny import looks_back, solved

STEPWISE = Effort(gap=Fraction(1, 100), direct=0)
VILLAGE = Size(3, 5, 6, 8)
SEEDS = (1, 4, 8)


def village(seed):
    problem = sample_region(seed, VILLAGE)
    asked = bringing(asking(problem, seed), seed)
    few = tuple(LargestShare(s, Fraction(1, 4), "no dependence on one") for s in range(len(problem.services)))
    return problem, replace(asked, conditions=replace(asked.conditions, largest_shares=few))


@pytest.mark.parametrize("seed", SEEDS)
def test_step_by_step_a_plan_keeps_to_all_that_is_asked(seed):
    _, problem = village(seed)
    plan, certificate = find_plan(problem, STEPWISE)
    assert violations(problem, plan) == []
    assert any(plan.decisions.pathways)
    assert certificate.bound <= plan.objective <= certificate.keep


@pytest.mark.parametrize("kind", ["largest_shares", "lots"])
def test_what_had_begun_before_is_no_reason_to_refuse_every_plan(kind):
    """A place that asks, when it plans again, what its past does not keep: that stands, and nothing more is taken."""
    first, plan, _ = solved(7)
    until = max(way.start for way in plan.decisions.pathways if way)
    past = looks_back(first, plan, until)
    assert sum(start is not None for start in past.adopted.starts) > 1
    asked = {
        "largest_shares": tuple(LargestShare(s, Fraction(0), "none") for s in range(len(first.services))),
        "lots": tuple(Lot("cells", f"cell {c}", (c,)) for c in range(len(first.cells))),
    }
    problem = replace(past, conditions=Conditions(**{kind: asked[kind]}))
    again, certificate = find_plan(problem)
    assert violations(problem, again) == []
    assert certificate.bound <= again.objective
    taken = {c for c, way in enumerate(again.decisions.pathways) if way}
    assert {c for c, start in enumerate(past.adopted.starts) if start} <= taken
    assert check_published(Folder(dict(plan_files(problem, again, certificate)))) == []


def test_each_of_what_is_asked_would_be_broken_by_a_plan_that_does_not_know_it():
    broken = set()
    for seed in SEEDS:
        plain, problem = village(seed)
        unasked, _ = find_plan(plain, STEPWISE)
        broken |= {row.row for row in violations(replace(plain, conditions=problem.conditions), unasked)}
    assert {"(14) blackout quarter", "(14) largest share", "(14) exclusive lots"} <= broken


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_left_is_decided_block_by_block_within_what_is_asked(seed, monkeypatch):
    _, problem = village(seed)
    monkeypatch.setattr(search, "MOST_AT_ONCE", 8)
    monkeypatch.setattr(search._Search, "place", lambda _, state: replace(state, step="placed"))
    last = [*steps(problem, STEPWISE, lambda _: None)][-1]
    plan, certificate = certify(problem, last)
    assert violations(problem, plan) == []
    assert any(plan.decisions.pathways)
    assert plan.objective <= certificate.keep
