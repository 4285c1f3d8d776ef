"""The two simulators: the same to rounding, the plan itself when all is calm, and each kind of future seen to bite."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.handover.pathways import Choice, supply
from commonweal.handover.plan import carried_out, keep_everything, objective
from commonweal.handover.search import find_plan
from commonweal.handover.stress.case import case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import KINDS, alone, calm, futures
from commonweal.handover.stress.plain import plain
from commonweal.handover.stress.plain_numbers import plain_plan
from commonweal.handover.stress.simulate import simulate
from tests.handover.asking import asking, bringing
from tests.handover.stress.ranges import OFTEN
from tests.handover.tiny import looks_back, solved

SEEDS = range(5)


def tried(problem, decisions, ranges, count=1, *, first=0, seed=3):
    return simulate(case(problem, decisions), draw(problem, ranges, seed, first, count))


def unspent(problem, decisions):
    """Weighted unmet need of decisions, exactly, without the small weight of spending."""
    bare = replace(problem, parameters=replace(problem.parameters, spend_weight=Fraction(0)))
    return float(objective(bare, decisions))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("lost", ["usual", "often"])
def test_both_simulators_say_the_same_of_every_cell_in_every_scenario(seed, lost):
    problem, plan, _ = solved(seed)
    ranges = futures(problem, yearly_failure_ranges()) if lost == "usual" else futures(problem, OFTEN)
    assert_the_same(problem, plan.decisions, ranges)


@pytest.mark.parametrize("seed", [1, 3])
def test_both_say_the_same_of_a_plan_that_was_made_again(seed):
    """In the second a body has begun something and is yet to begin something else."""
    problem, plan, _ = solved(seed)
    assert_the_same(looks_back(problem, plan, 3), plan.decisions, futures(problem, OFTEN).fixed(late_chance=1))


@pytest.mark.parametrize("seed", SEEDS)
def test_both_say_the_same_where_capacity_is_gained_and_delivery_adds_to_social_action(seed):
    problem, plan, _ = solved(seed)
    more = bringing(asking(problem, seed, ("gains",)), seed)
    ranges = futures(more, OFTEN)
    assert ranges.ranges["delivery_action"].most >= more.parameters.delivery_action
    assert_the_same(more, plan.decisions, ranges)


def test_what_delivery_adds_is_drawn_only_where_a_plan_reckons_with_it():
    problem, _, _ = solved(1)
    more = bringing(problem, 1)
    assert "delivery_action" not in futures(problem, OFTEN).ranges
    assert "delivery_action" not in draw(problem, futures(problem, OFTEN), 3, 0, 4).settings
    drawn = draw(more, futures(more, OFTEN), 3, 0, 400).settings["delivery_action"]
    most = float(max(more.parameters.delivery_action, Fraction(2, 100)))
    assert 0 <= drawn.min() < 0.1 * most
    assert 0.9 * most < drawn.max() <= most


def test_less_of_what_delivery_adds_is_felt_by_volunteers_or_bodies():
    felt = 0
    for seed in SEEDS:
        problem, _, _ = solved(seed)
        more = bringing(problem, seed)
        plan, _ = find_plan(more)
        calmly = tried(more, plan.decisions, calm(more)).weighted[0]
        without = tried(more, plan.decisions, calm(more).fixed(delivery_action=0)).weighted[0]
        assert without >= calmly - 1e-9
        assert calmly == pytest.approx(unspent(more, plan.decisions), rel=1e-6)
        felt += without > calmly * 1.000001
    assert felt


def assert_the_same(problem, decisions, ranges):
    made, draws, numbers = case(problem, decisions), draw(problem, ranges, 9, 0, 25), plain_plan(problem, decisions)
    block, handed = simulate(made, draws), len(made.handed)
    for k in range(draws.count):
        one = plain(numbers, draws, k)
        assert (one.weighted, one.keeping) == pytest.approx((block.weighted[k], block.keeping[k]), rel=1e-10)
        flags = (block.unequal, block.worse, block.statutory, block.devolved)
        assert [one.unequal, one.worse, one.statutory, one.devolved] == [bool(flag[k]) for flag in flags]
        assert one.overloaded == block.overloaded[:, k].tolist()
        for row, c in enumerate(made.handed):
            assert one.breached[c] == block.breached[row, k]
            assert one.unmet[c] == pytest.approx(block.unmet[row, k], rel=1e-9, abs=1e-12)
        for c, row in made.kept_like.items():
            assert one.unmet[c] == pytest.approx(block.unmet[handed + row, k], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_when_all_is_calm_every_future_is_the_plan_itself(seed):
    problem, plan, _ = solved(seed)
    block = tried(problem, plan.decisions, calm(problem), 3)
    assert block.weighted.tolist() == pytest.approx([unspent(problem, plan.decisions)] * 3)
    assert block.keeping.tolist() == pytest.approx([unspent(problem, keep_everything(problem))] * 3)
    for seen in (block.breached, block.unequal, block.worse, block.statutory, block.devolved, block.overloaded):
        assert not seen.any()


def bodies_of(problem, plan):
    return sorted({problem.offers[way.offer].provider for way in plan.decisions.pathways if way})


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("delay", [0, 1, 2])
def test_ending_the_council_runs_the_service_after_the_delay_at_the_level_it_keeps(seed, delay):
    """Held against the pathways themselves, quarter by quarter, for a body that ends once it runs everything alone."""
    problem, plan, _ = solved(seed)
    overlap, last = problem.parameters.overlap_quarters, problem.quarters - 1
    p = bodies_of(problem, plan)[0]
    draws = draw(problem, calm(problem).fixed(step_in_delay_quarters=delay), 0, 0, 1)
    survives = draws.survives.copy()
    survives[p] = last - plan.ready[p]
    block = simulate(case(problem, plan.decisions), replace(draws, survives=survives))
    lost = gap = 0.0
    for c, way in enumerate(plan.decisions.pathways):
        for t in range(problem.quarters):
            met = supply(problem, way, t) if way else problem.kept_level(c, t)
            if way and problem.offers[way.offer].provider == p and t >= last:
                alone_before = way.start + overlap < last
                met = Fraction(0) if alone_before and t < last + delay else problem.kept_level(c, t)
                gap += float(alone_before and delay > 0)
            lost += float(problem.unmet_weight(c, t) * (1 - met))
    assert block.weighted[0] == pytest.approx(lost)
    assert block.breached.any() == bool(gap)


def test_ending_takes_the_money_of_the_step_in_reserve():
    problem, plan, _ = solved(1)
    p, last = bodies_of(problem, plan)[0], problem.quarters - 1
    carried = float(plan.load[p][last - 1])
    assert carried > 0
    draws = draw(problem, calm(problem), 0, 0, 1)
    survives = draws.survives.copy()
    survives[p] = last - plan.ready[p]
    for step_in, broken in ((0.0, False), (1000.0, True)):
        settings = dict(draws.settings) | {"step_in": np.array([step_in])}
        block = simulate(case(problem, plan.decisions), replace(draws, survives=survives, settings=settings))
        assert block.statutory[0] == broken


@pytest.mark.parametrize("seed", SEEDS)
def test_volunteers_who_stay_away_leave_their_share_of_the_work_undone(seed):
    problem, plan, _ = solved(seed)
    block = tried(problem, plan.decisions, calm(problem).fixed(volunteers=0, volunteers_per_action=0))
    undone = unspent(problem, plan.decisions)
    for c, way in enumerate(plan.decisions.pathways):
        for t in range(way.start if way else problem.quarters, problem.quarters):
            offer, alone_from = problem.offers[way.offer], way.start + problem.parameters.overlap_quarters
            paid = offer.quality * (1 - offer.volunteer_share)
            kept = problem.kept_level(c, t)
            met = paid if t >= alone_from else min(Fraction(1), kept + paid / 2)
            undone += float(problem.unmet_weight(c, t) * (supply(problem, way, t) - met))
    assert block.weighted[0] == pytest.approx(undone)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("early", "depth"), [(3, 1), (0, 2), (2, Fraction(3, 2))])
def test_cuts_that_come_deeper_or_earlier_lower_what_the_council_keeps(seed, early, depth):
    problem, plan, _ = solved(seed)

    def cut(levels):
        planned = [levels[min(t + early, len(levels) - 1)] if t else levels[0] for t in range(len(levels))]
        return tuple(max(Fraction(0), level - (depth - 1) * max(Fraction(0), levels[0] - level)) for level in planned)

    harder = replace(problem, services=tuple(replace(one, level=cut(one.level)) for one in problem.services))
    block = tried(problem, plan.decisions, calm(problem).fixed(cut_early_quarters=early, cut_depth=depth, cut_loss=0))
    assert block.keeping[0] == pytest.approx(unspent(harder, keep_everything(harder)))
    assert block.keeping[0] > unspent(problem, keep_everything(problem)) or early + depth == 1 or not falls(problem)


def falls(problem):
    return any(one.level[-1] < one.level[0] and one.level[-1] > one.floor for one in problem.services)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_need_thins_out_what_the_council_keeps_and_loads_whoever_took_over(seed):
    problem, plan, _ = solved(seed)
    usual, more = (
        tried(problem, plan.decisions, calm(problem).fixed(surge=surge), 8) for surge in (0, Fraction("0.3"))
    )
    assert (more.keeping > usual.keeping * 1.05).all()
    assert (more.weighted > usual.weighted * 1.05).all()
    assert more.statutory.sum() > usual.statutory.sum() or more.overloaded.sum() > usual.overloaded.sum()


@pytest.mark.parametrize("name", ["natural_loss", "building_yield", "building_lag_quarters", "overload_loss"])
def test_slower_growth_leaves_bodies_with_more_load_than_they_may_carry(name):
    worst = {"natural_loss": Fraction(1, 2), "building_yield": 0, "building_lag_quarters": 4, "overload_loss": 5}
    seen = 0
    for seed in range(12):
        problem, plan, _ = solved(seed)
        block = tried(problem, plan.decisions, calm(problem).fixed(**{name: worst[name]}))
        seen += block.overloaded.any()
        assert block.weighted[0] >= unspent(problem, plan.decisions) * (1 - 1e-12)
    assert seen


@pytest.mark.parametrize("name", ["action_capacity", "action_loss", "action_yield", "action_lag_quarters"])
def test_less_social_action_is_felt_by_bodies_or_volunteers(name):
    worst = {"action_capacity": 0, "action_loss": 1, "action_yield": 0, "action_lag_quarters": 5}
    told = [
        tried(problem, plan.decisions, calm(problem).fixed(**{name: worst[name]})).weighted[0]
        > unspent(problem, plan.decisions) * (1 + 1e-9)
        for problem, plan, _ in map(solved, range(12))
    ]
    assert any(told)


@pytest.mark.parametrize("slip", [1, 2])
def test_late_hand_overs_are_the_plan_with_every_start_so_many_quarters_later(slip):
    for seed in SEEDS:
        problem, plan, _ = solved(seed)
        later = tuple(replace(way, start=way.start + slip) if way else None for way in plan.decisions.pathways)
        ranges = calm(problem).fixed(late_chance=1, late_quarters=slip, volunteers=1000)
        block = tried(problem, plan.decisions, ranges)
        assert block.weighted[0] == pytest.approx(unspent(problem, replace(plan.decisions, pathways=later)))
        assert block.weighted[0] != pytest.approx(unspent(problem, plan.decisions))


def test_what_began_before_a_plan_was_made_again_does_not_slip():
    problem, plan, _ = solved(1)
    begun = looks_back(problem, plan, problem.quarters)
    block = tried(begun, plan.decisions, calm(problem).fixed(late_chance=1, late_quarters=2))
    assert block.weighted[0] == pytest.approx(unspent(problem, plan.decisions))


def test_without_the_funder_the_devolved_fund_is_short_exactly_where_its_grant_was_needed():
    short = []
    for seed in range(8):
        problem, plan, _ = solved(seed)
        draws = draw(problem, calm(problem).fixed(funder_chance=1, funder_kept=Fraction(1, 4)), 5, 0, 12)
        block = simulate(case(problem, plan.decisions), draws)
        for k, gone in enumerate(draws.funder_from):
            lost = [Fraction(3, 4) * sum(problem.funds.devolved[gone : t + 1]) for t in range(problem.quarters)]
            needed = any(left < less for left, less in zip(plan.devolved_balance, lost, strict=True))
            assert block.devolved[k] == needed
            short.append(needed)
    assert 0 < sum(short) < len(short)


def test_what_cannot_be_paid_is_not_built():
    """Without any grant the plan goes as one that built and spent nothing, as far as bodies and volunteers go."""
    problem, plan, _ = solved(3)
    poor = replace(problem, funds=replace(problem.funds, devolved_start=Fraction(0)))
    nothing = keep_everything(problem)
    unbuilt = replace(plan.decisions, building=nothing.building, spending=nothing.spending, loans=nothing.loans)
    gone = replace(poor, funds=replace(poor.funds, devolved=(Fraction(0),) * problem.quarters))
    without = replace(plan.decisions, loans=nothing.loans)
    broke, never = (tried(gone, one, calm(problem)) for one in (without, unbuilt))
    assert broke.devolved[0]
    assert broke.weighted[0] == pytest.approx(never.weighted[0])
    rich = tried(problem, unbuilt, calm(problem))
    assert rich.weighted[0] == pytest.approx(never.weighted[0])
    assert carried_out(problem, unbuilt).capacity != plan.capacity


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_alone_changes_what_happens_somewhere(kind):
    changed = []
    for seed in range(6):
        problem, plan, _ = solved(seed)
        block = tried(problem, plan.decisions, alone(problem, futures(problem, OFTEN), kind), 40)
        quiet = tried(problem, plan.decisions, calm(problem))
        changed.append(bool(block.devolved.any()) or bool((block.weighted != quiet.weighted[0]).any()))
    assert any(changed)


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_blocks_of_any_size_give_the_same_bits(size):
    problem, plan, _ = solved(2)
    ranges, made = futures(problem, OFTEN), case(problem, plan.decisions)
    whole = simulate(made, draw(problem, ranges, 11, 0, 64))
    for first in reversed(range(0, 64, size)):
        part = simulate(made, draw(problem, ranges, 11, first, min(size, 64 - first)))
        for name in ("breached", "unmet", "weighted", "keeping", "unequal", "worse", "statutory", "overloaded"):
            at = slice(first, first + size)
            assert getattr(part, name).tobytes() == np.ascontiguousarray(getattr(whole, name)[..., at]).tobytes(), name


def test_a_plan_that_hands_nothing_over_meets_the_futures_of_keeping():
    problem, _, _ = solved(0)
    block = tried(problem, keep_everything(problem), futures(problem, OFTEN), 20)
    assert block.weighted.tolist() == pytest.approx(block.keeping.tolist())
    assert not block.breached.size
    assert not block.overloaded.any()


def test_a_place_of_one_service_and_one_body_can_be_tried():
    problem, plan, _ = solved(0)
    lone = tuple(way if k == 0 else None for k, way in enumerate(plan.decisions.pathways))
    decisions = replace(plan.decisions, pathways=(Choice(0, 1), *lone[1:]))
    assert tried(problem, decisions, futures(problem, yearly_failure_ranges()), 5).weighted.shape == (5,)
