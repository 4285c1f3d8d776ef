"""Carrying decisions forward: stocks, loads and balances, exactly."""

from dataclasses import replace
from fractions import Fraction

from commonweal.handover.pathways import Choice
from commonweal.handover.plan import carried_out, keep_everything, objective
from tests.handover.tiny import solved, tiny

NINTH = Fraction(1, 10**9)


def test_keeping_everything_moves_nothing_and_spends_nothing():
    problem = tiny(2)
    plan = carried_out(problem, keep_everything(problem))
    assert not any(map(any, plan.load))
    assert plan.ready == (None,) * 3
    kept = sum(problem.kept_cost(c, t) for c in range(len(problem.cells)) for t in range(5))
    assert plan.statutory_balance[-1] == problem.funds.statutory_start + sum(problem.funds.statutory) - kept
    assert plan.devolved_balance[-1] == problem.funds.devolved_start + sum(problem.funds.devolved)


def test_what_is_built_serves_after_its_lag_and_stocks_are_rounded_down():
    problem = tiny(2)
    lag = problem.parameters.building_lag
    nothing = keep_everything(problem)
    built = replace(nothing, building=((Fraction(3), *nothing.building[0][1:]), *nothing.building[1:]))
    before, after = carried_out(problem, nothing).capacity[0], carried_out(problem, built).capacity[0]
    gains = [b - a for a, b in zip(before, after, strict=True)]
    assert gains[:lag] == [0] * lag
    assert abs(gains[lag] - 3 * problem.parameters.building_yield) < NINTH
    assert all((units * 10**9).denominator == 1 for units in after[1:])


def test_overload_wears_capacity_down():
    problem = tiny(2)
    choice = Choice(0, 1)
    body = problem.offers[0].provider
    small = tuple(replace(b, capacity=Fraction(1)) if p == body else b for p, b in enumerate(problem.providers))
    problem = replace(problem, providers=small)
    cell = problem.offers[0].cell
    ways = tuple(choice if c == cell else None for c in range(len(problem.cells)))
    plan = carried_out(problem, replace(keep_everything(problem), pathways=ways))
    idle = carried_out(problem, keep_everything(problem))
    assert plan.overload[body][1] == plan.load[body][1] - plan.capacity[body][1] > 0
    lost = problem.parameters.overload_loss * plan.overload[body][1]
    assert abs(idle.capacity[body][2] - plan.capacity[body][2] - lost) <= NINTH
    assert plan.ready[body] == 1


def test_delivery_adds_to_social_action_a_quarter_later_where_it_is_delivered():
    problem = tiny(2)
    problem = replace(problem, parameters=replace(problem.parameters, delivery_action=Fraction(1, 10)))
    offer = problem.offers[0]
    cell = problem.cells[offer.cell]
    ways = tuple(Choice(0, 2) if c == offer.cell else None for c in range(len(problem.cells)))
    kept = carried_out(problem, keep_everything(problem)).social_action
    given = carried_out(problem, replace(keep_everything(problem), pathways=ways)).social_action
    left = 1 - problem.parameters.action_loss
    overlap = problem.parameters.overlap_quarters
    for n, (before, after) in enumerate(zip(kept, given, strict=True)):
        more = [b - a for a, b in zip(before, after, strict=True)]
        due = [Fraction(0)]
        for t in range(problem.quarters - 1):
            load = 0 if t < 2 else cell.demand[t] / 2 if t < 2 + overlap else cell.demand[t]
            due.append(due[-1] * left + (load / 10 if n == cell.neighbourhood else 0))
        assert all(abs(a - b) <= 2 * NINTH for a, b in zip(more, due, strict=True))
    assert max(more for a, b in zip(kept, given, strict=True) for more in map(Fraction.__sub__, b, a)) > 0


def test_a_loan_comes_to_one_fund_and_is_repaid_from_the_other():
    problem = tiny(2)
    nothing = keep_everything(problem)
    drawn = replace(nothing, loans=(Fraction(8), *nothing.loans[1:]))
    before, after = carried_out(problem, nothing), carried_out(problem, drawn)
    assert [b - a for a, b in zip(before.devolved_balance, after.devolved_balance, strict=True)] == [8] * 5
    first, second = problem.repayments()
    owed = [a - b for a, b in zip(before.statutory_balance, after.statutory_balance, strict=True)]
    assert owed == [0, 8 * first, *([8 * (first + second)] * 3)]


def test_the_objective_weighs_unmet_need_and_hardly_spending():
    problem = tiny(2)
    nothing = keep_everything(problem)
    built = replace(nothing, building=((Fraction(10), *nothing.building[0][1:]), *nothing.building[1:]))
    more = objective(problem, built) - objective(problem, nothing)
    assert more == problem.parameters.spend_weight * problem.parameters.building_cost * 10


def test_planned_figures_have_the_shape_of_the_problem():
    problem, plan, _ = solved(7)
    for grid in (plan.load, plan.capacity, plan.overload, plan.decisions.building):
        assert {len(row) for row in grid} == {problem.quarters}
        assert len(grid) == len(problem.providers)
