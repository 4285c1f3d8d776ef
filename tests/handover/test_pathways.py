"""Pathways: floors by construction, double running in between, readiness and consent before transfer."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commonweal.handover.pathways import Choice, extra_cost, last_start, load, start_choices, supply
from tests.handover.tiny import looks_back, solved, tiny


@given(st.integers(0, 10**6))
def test_no_pathway_falls_below_its_floor_in_any_quarter(seed):
    problem = tiny(seed)
    for choice in start_choices(problem):
        floor = problem.services[problem.cells[problem.offers[choice.offer].cell].service].floor
        assert all(supply(problem, choice, t) >= floor for t in range(problem.quarters))


def test_a_pathway_is_kept_then_run_twice_then_handed_over():
    problem = tiny(1)
    offers = (replace(problem.offers[0], quality=Fraction("0.9"), price=Fraction("1.1")), *problem.offers[1:])
    problem = replace(problem, offers=offers, parameters=replace(problem.parameters, overlap_quarters=2))
    choice, need = Choice(0, 1), problem.cells[problem.offers[0].cell].demand
    kept = [problem.kept_level(problem.offers[0].cell, t) for t in range(5)]
    assert [supply(problem, choice, t) for t in range(5)] == [kept[0], 1, 1, Fraction("0.9"), Fraction("0.9")]
    assert [load(problem, choice, t) for t in range(5)] == [0, need[1] / 2, need[2] / 2, need[3], need[4]]
    assert extra_cost(problem, choice, 0) == 0
    assert extra_cost(problem, choice, 2) == Fraction("1.1") * need[2] / 2
    assert extra_cost(problem, choice, 4) == Fraction("1.1") * need[4] - problem.kept_cost(problem.offers[0].cell, 4)


def test_none_starts_at_once_or_too_late_to_finish():
    starts = {choice.start for seed in range(10) for choice in start_choices(tiny(seed))}
    assert starts == {1, 2, 3}
    assert last_start(tiny(0)) == 3


def test_none_starts_before_readiness_and_none_without_consent():
    problem = tiny(3)
    late = replace(problem, providers=tuple(replace(body, ready_from=3) for body in problem.providers))
    assert {choice.start for choice in start_choices(late)} == {3}
    never = replace(problem, providers=tuple(replace(body, ready_from=4) for body in problem.providers))
    assert list(start_choices(never)) == []
    unwilling = replace(problem, providers=tuple(replace(body, willing=False) for body in problem.providers))
    assert list(start_choices(unwilling)) == []


def test_volunteers_do_not_count_towards_a_statutory_floor():
    problem = tiny(3)
    offers = tuple(replace(o, quality=Fraction("0.9"), volunteer_share=Fraction("0.5")) for o in problem.offers)
    floors = tuple(replace(s, floor=Fraction("0.5"), statutory=k == 0) for k, s in enumerate(problem.services))
    open_to = replace(problem, offers=offers, services=floors)
    assert {open_to.cells[open_to.offers[choice.offer].cell].service for choice in start_choices(open_to)} == {1}


def test_planning_again_what_has_begun_is_the_only_way_and_the_past_is_closed():
    problem, plan, _ = solved(7)
    again = looks_back(problem, plan, 4, withdrawn=(0,))
    begun = {Choice(*start) for start in again.adopted.starts if start}
    found = list(start_choices(again))
    assert begun
    assert begun <= set(found)
    fixed = {problem.offers[choice.offer].cell for choice in begun}
    for choice in set(found) - begun:
        assert choice.start >= 4
        assert problem.offers[choice.offer].cell not in fixed
        assert problem.offers[choice.offer].provider != 0
