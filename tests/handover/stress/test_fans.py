"""Capacity against load, body by body, over the futures in which it goes on."""

import pytest

from commonweal.handover.stress import fans as followed
from commonweal.handover.stress import tally as tallies
from commonweal.handover.stress.case import case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.fans import fans
from commonweal.handover.stress.futures import calm, futures
from commonweal.handover.stress.simulate import simulate
from tests.handover.stress.ranges import OFTEN
from tests.handover.tiny import solved

SEEDS = (1, 3, 7)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_everything_goes_as_planned_both_lie_where_the_plan_has_them(seed):
    problem, plan, _ = solved(seed)
    found = fans(case(problem, plan.decisions), calm(problem), 0, 5)
    assert [one.provider for one in found] == [p for p, loads in enumerate(plan.load) if any(loads)]
    for one in found:
        for t in range(problem.quarters):
            for spread, true in (
                (one.load[t], plan.load[one.provider][t]),
                (one.capacity[t], plan.capacity[one.provider][t]),
            ):
                assert spread.low == spread.middle == spread.high
                assert abs(spread.middle - true) <= 0.001
        assert set(one.futures) == {5}
        assert set(one.over) == {0}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_body_is_followed_until_it_ends_and_no_further(seed):
    problem, plan, _ = solved(seed)
    made, ranges = case(problem, plan.decisions), futures(problem, OFTEN)
    draws = draw(problem, ranges, 4, 0, 90)
    for one in fans(made, ranges, 4, 90):
        p, first = one.provider, int(made.batches.first[one.provider])
        late = draws.slip[p] * (1 if problem.adopted is None else 0)
        ends = first + late + draws.survives[p]
        assert list(one.futures) == [int((ends > t).sum()) for t in range(problem.quarters)]
        assert one.futures[-1] < 90


def test_who_may_carry_no_more_is_counted_as_the_trial_counts_it():
    problem, plan, _ = solved(1)
    made, ranges = case(problem, plan.decisions), futures(problem, OFTEN)
    block = simulate(made, draw(problem, ranges, 4, 0, 60))
    found = {one.provider: one for one in fans(made, ranges, 4, 60)}
    assert any(max(one.over) for one in found.values())
    for p, one in found.items():
        # A body that ended carries nothing, so whoever had too much had it while it went on.
        assert max(one.over) <= int(block.overloaded[p].sum()) <= sum(one.over)


def test_blocks_of_any_size_give_the_same_fans_and_no_more_are_followed_than_fit(monkeypatch):
    problem, plan, _ = solved(1)
    made, ranges = case(problem, plan.decisions), futures(problem, OFTEN)
    whole = fans(made, ranges, 4, 50)
    monkeypatch.setattr(tallies, "LARGE", 9)
    monkeypatch.setattr(tallies, "SMALL", 9)
    assert fans(made, ranges, 4, 50) == whole
    monkeypatch.setattr(followed, "MOST", 50)
    assert fans(made, ranges, 4, 1000) == whole


def test_where_nothing_is_handed_over_there_is_nobody_to_follow():
    from commonweal.handover.plan import keep_everything

    problem, _, _ = solved(1)
    assert fans(case(problem, keep_everything(problem)), calm(problem), 0, 5) == ()
