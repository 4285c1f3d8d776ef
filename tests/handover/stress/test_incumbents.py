"""What bodies run already in a stress test: both simulators alike, the plan itself when calm, and each end by hand."""

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import numpy as np
import pytest

from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.handover.pathways import Choice, is_back
from commonweal.handover.plan import keep_everything
from commonweal.handover.problem import Adopted
from commonweal.handover.running import Running
from commonweal.handover.search import find_plan
from commonweal.handover.stress.bodies import running_bodies
from commonweal.handover.stress.case import case
from commonweal.handover.stress.codes import codes
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.fans import fans
from commonweal.handover.stress.futures import calm, futures
from commonweal.handover.stress.hurts import hurts
from commonweal.handover.stress.simulate import simulate
from commonweal.handover.stress.tally import tally
from commonweal.handover.stress.trial import sum_up
from tests.handover.asking import bringing
from tests.handover.run_already import ran, run_already, with_way
from tests.handover.stress.ranges import OFTEN
from tests.handover.stress.test_simulate import assert_the_same, tried, unspent
from tests.handover.tiny import tiny

SEEDS = range(8)
FRIENDS, HALL = 0, 1


@lru_cache(maxsize=32)
def planned(seed):
    problem = run_already(tiny(seed, quarters=6, places=4, per_cell=1), seed)
    return problem, find_plan(problem)[0]


def ways(problem, plan):
    """Which ways what is run already goes in a plan: on, back or neither."""
    pairs = [(problem.runs(c), way) for c, way in enumerate(plan.decisions.pathways)]
    return {"stay" if way is None else "back" if is_back(problem, way) else "on" for now, way in pairs if now}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("lost", ["usual", "often"])
def test_both_simulators_say_the_same_of_what_bodies_run_already(seed, lost):
    problem, plan = planned(seed)
    ranges = futures(problem, yearly_failure_ranges() if lost == "usual" else OFTEN)
    assert_the_same(problem, plan.decisions, ranges)
    assert_the_same(problem, keep_everything(problem), ranges)


def test_the_places_tried_hand_on_and_back_and_leave_things_where_they_are():
    assert set().union(*(ways(*planned(seed)) for seed in SEEDS)) == {"stay", "back", "on"}


@pytest.mark.parametrize("seed", SEEDS)
def test_both_say_the_same_of_any_ways_and_where_delivery_adds_to_social_action(seed):
    problem, plan = planned(seed)
    more, mixed = bringing(problem, seed), list(plan.decisions.pathways)
    for c, now in enumerate(problem.running):
        others = [k for k, offer in enumerate(problem.offers) if offer.cell == c and now and k != now.offer]
        if now:
            mixed[c] = Choice([now.offer, *others][(c + seed) % (1 + len(others))], 1 + (c + seed) % 3)
    assert_the_same(more, replace(plan.decisions, pathways=tuple(mixed)), futures(more, OFTEN).fixed(late_chance=1))


def test_both_say_the_same_where_a_plan_is_made_again_and_a_body_is_still_beginning():
    problem = ran(activation_cost=Fraction(3))
    past = ((Fraction(0),) * 2,)
    again = replace(
        problem,
        running=(Running(2, since=2, last=4), None),
        adopted=Adopted(2, (None, None), past * 2, past * 2, (Fraction(0),) * 2, ()),
    )
    for way in (None, Choice(0, 3), Choice(2, 3)):
        decided = replace(keep_everything(again), pathways=(way, Choice(1, 2)))
        assert_the_same(again, decided, futures(again, OFTEN))
        made = case(again, decided)
        assert made.held.begun_cost.tolist() == [0, 1 + 3, 0, 0, 0, 0]


@pytest.mark.parametrize("seed", SEEDS)
def test_when_all_is_calm_every_future_is_the_plan_itself(seed):
    problem, plan = planned(seed)
    block = tried(problem, plan.decisions, calm(problem), 3)
    assert block.weighted.tolist() == pytest.approx([unspent(problem, plan.decisions)] * 3)
    for seen in (block.breached, block.unequal, block.worse, block.statutory, block.devolved, block.overloaded):
        assert not seen.any()


def test_an_empty_list_of_what_runs_already_changes_no_bit():
    problem = replace(tiny(1, quarters=6, places=4), running=())
    same = replace(problem, running=(None,) * len(problem.cells))
    decided = replace(keep_everything(problem), pathways=tuple(_first_ways(problem)))
    one, other = (tried(place, decided, futures(place, OFTEN), 20) for place in (problem, same))
    for name in ("breached", "unmet", "weighted", "keeping", "unequal", "worse", "statutory", "devolved", "overloaded"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name


def _first_ways(problem):
    for c, _ in enumerate(problem.cells):
        yield next(Choice(k, 1 + c % 3) for k, offer in enumerate(problem.offers) if offer.cell == c)


def ending(problem, way, *, delay=1, slip=0, **survives):
    """Try a way in which bodies end after so many quarters from the first in which they may."""
    decided = replace(keep_everything(problem), pathways=(way, None))
    draws = draw(problem, calm(problem).fixed(step_in_delay_quarters=delay), 0, 0, 1)
    found, slips = draws.survives.copy(), draws.slip.copy()
    slips[:] = slip
    for p, name in ((FRIENDS, "friends"), (HALL, "hall")):
        found[p] = survives.get(name, problem.quarters)
    return simulate(case(problem, decided), replace(draws, survives=found, slip=slips))


def weighted(*met):
    """Weighted unmet units of the first cell from the share met in each quarter, and of the second, kept."""
    return pytest.approx(12 * sum(1 - share for share in met) + 10 * 6 * 0.4)


STAYING = [
    ({"hall": 2}, (0.7, 0.7, 0.7, 0, 0.6, 0.6), True),
    ({"hall": 2, "delay": 0}, (0.7, 0.7, 0.7, 0.6, 0.6, 0.6), False),
    ({"hall": 0, "delay": 2}, (0.7, 0, 0, 0.6, 0.6, 0.6), True),
]


@pytest.mark.parametrize(("how", "met", "falls"), STAYING)
def test_where_who_runs_it_ends_nobody_does_until_the_council_steps_in(how, met, falls):
    block = ending(ran(), None, **how)
    assert block.weighted[0] == weighted(*met)
    assert bool(block.breached[0, 0]) is falls
    assert block.keeping[0] == block.weighted[0]
    assert not block.worse[0]


ON = [
    ({}, (0.7, 0.7, 1, 0.9, 0.9, 0.9)),
    ({"slip": 2}, (0.7, 0.7, 0.7, 0.7, 1, 0.9)),
    # The successor ends while both run it: who ran it before goes on.
    ({"friends": 1}, (0.7, 0.7, 1, 0.7, 0.7, 0.7)),
    ({"friends": 2}, (0.7, 0.7, 1, 0.9, 0, 0.6)),
    # Who ran it ends before, or while both run it: the successor comes as it was planned.
    ({"hall": 0}, (0.7, 0, 1, 0.9, 0.9, 0.9)),
    ({"hall": 1}, (0.7, 0.7, 0.45, 0.9, 0.9, 0.9)),
    ({"hall": 0, "friends": 0}, (0.7, 0, 0.6, 0.6, 0.6, 0.6)),
]


@pytest.mark.parametrize(("how", "met"), ON)
def test_a_hand_on_where_either_body_ends_or_papers_are_late(how, met):
    assert ending(ran(), Choice(0, 2), **how).weighted[0] == weighted(*met)


BACK = [
    ({}, (0.7, 0.7, 1, 0.6, 0.6, 0.6)),
    ({"slip": 2}, (0.7, 0.7, 1, 0.6, 0.6, 0.6)),
    ({"hall": 0, "delay": 2}, (0.7, 0, 0.3, 0.6, 0.6, 0.6)),
    ({"hall": 1}, (0.7, 0.7, 0.3, 0.6, 0.6, 0.6)),
]


@pytest.mark.parametrize(("how", "met"), BACK)
def test_a_hand_back_never_slips_and_halves_what_is_lost_while_both_run_it(how, met):
    assert ending(ran(), Choice(2, 2), **how).weighted[0] == weighted(*met)


def test_who_stops_on_a_day_is_followed_by_the_council_where_nobody_has_come_in_time():
    block = ending(ran(last=2), Choice(0, 2), slip=3, delay=2)
    assert block.weighted[0] == weighted(0.7, 0.7, 0.7, 0.6, 0.6, 1)
    assert not block.breached.any()


def test_what_is_kept_is_what_a_plan_is_measured_against_in_each_future():
    problem = ran(last=2, tolerance=Fraction(0))
    kept = ending(problem, Choice(2, 2))
    assert kept.keeping[0] == kept.weighted[0]
    assert not kept.unequal[0]
    assert not kept.worse[0]
    gone = replace(problem, offers=(replace(problem.offers[0], quality=Fraction("0.5")), *problem.offers[1:]))
    assert ending(gone, Choice(0, 2)).worse[0]


def test_the_money_to_step_in_is_spent_for_what_it_carried_and_for_nothing_that_it_had_handed_back():
    poor = ran()
    poor = replace(poor, funds=replace(poor.funds, statutory=(*(Fraction(14),) * 4, Fraction(0), Fraction(0))))
    for way, carried in ((None, 10), (Choice(2, 1), 0)):
        assert _spent_on_stepping_in(poor, way) == pytest.approx(carried * 0.1, abs=1e-6)


def _spent_on_stepping_in(problem, way):
    """The least reserve at the start that keeps the fund from being overdrawn, with money to step in and without."""
    free = replace(problem, parameters=replace(problem.parameters, step_in=Fraction(0)))
    return _least_reserve(problem, way, hall=3) - _least_reserve(free, way, hall=3)


def _least_reserve(problem, way, **survives):
    low, high = -200.0, 200.0
    for _ in range(45):
        middle = (low + high) / 2
        poor = replace(problem, funds=replace(problem.funds, statutory_start=Fraction(middle)))
        low, high = (middle, high) if ending(poor, way, **survives).statutory[0] else (low, middle)
    return high


@pytest.mark.parametrize("way", [None, Choice(0, 2), Choice(2, 2)])
@pytest.mark.parametrize("last", [2, None])
def test_when_all_is_calm_the_statutory_fund_pays_what_the_plan_pays(way, last):
    problem = ran(last, top_up_price=Fraction(2))
    if way is None and last is not None:
        return
    free = replace(problem, parameters=replace(problem.parameters, step_in=Fraction(0)))
    bare = replace(free, funds=replace(free.funds, statutory_start=Fraction(0), statutory=(Fraction(9),) * 6))
    needed = -min(with_way(bare, way).statutory_balance)
    assert _least_reserve(bare, way) == pytest.approx(float(needed), abs=1e-5)


@pytest.mark.parametrize("size", [1, 3, 16])
def test_blocks_of_any_size_give_the_same_bits(size):
    problem, plan = planned(2)
    ranges, made = futures(problem, OFTEN), case(problem, plan.decisions)
    whole = simulate(made, draw(problem, ranges, 11, 0, 48))
    for first in reversed(range(0, 48, size)):
        part = simulate(made, draw(problem, ranges, 11, first, size))
        for name in ("breached", "unmet", "weighted", "keeping", "unequal", "worse", "statutory", "devolved"):
            at = slice(first, first + size)
            assert getattr(part, name).tobytes() == np.ascontiguousarray(getattr(whole, name)[..., at]).tobytes(), name


@pytest.mark.parametrize("seed", SEEDS)
def test_the_trial_tells_of_every_body_that_runs_something(seed):
    problem, plan = planned(seed)
    made, ranges = case(problem, plan.decisions), futures(problem, OFTEN)
    found = tally(made, ranges, 3, 0, 60)
    told = sum_up(made, 3, found)
    bodies = set().union(*running_bodies(problem, plan.decisions))
    assert {one.provider for one in fans(made, ranges, 3, 60)} == bodies == set(codes(problem, plan.decisions, "0"))
    assert {one.provider for one in hurts(made)} == bodies
    assert [cell.run_already for cell in told.cells] == [now is not None for now in problem.running]
    assert max(cell.overload.times for cell in told.cells) <= told.dangers["overload"].times
    assert told.dangers["overload"].times <= sum(cell.overload.times for cell in told.cells)
