"""What is spent on the way: its parts are all that leaves either fund beyond what the services cost."""

import pytest

from commonweal.handover.pathways import extra_cost
from commonweal.handover.spending import way_spending
from tests.handover.tiny import solved

SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_parts_account_for_both_funds_to_the_last_fraction(seed):
    problem, plan, _ = solved(seed)
    spent = way_spending(problem, plan)
    overlap = problem.parameters.overlap_quarters
    statutory, devolved = problem.funds.statutory_start, problem.funds.devolved_start
    for t in range(problem.quarters):
        alone = (one for one in plan.decisions.pathways if one and t >= one.start + overlap)
        services = problem.kept_money(t) + sum(extra_cost(problem, one, t) for one in alone)
        statutory += problem.funds.statutory[t] - services - spent.running_twice[t] - spent.repaid[t]
        assert statutory == plan.statutory_balance[t]
        devolved += problem.funds.devolved[t] + spent.borrowed[t]
        devolved -= spent.building[t] + spent.action[t] + spent.setting_up[t]
        assert devolved == plan.devolved_balance[t]


def test_each_part_is_something_on_some_plan():
    found = [way_spending(*solved(seed)[:2]) for seed in range(30)]
    for name in ("running_twice", "repaid", "building", "action", "setting_up", "borrowed"):
        assert any(any(getattr(one, name)) for one in found), name
