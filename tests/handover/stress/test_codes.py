"""Codes of bodies: a number for each that is handed something, in an order that another plan does not have."""

from commonweal.handover.plan import keep_everything
from commonweal.handover.stress.codes import codes
from tests.handover.tiny import solved


def test_each_body_that_is_handed_something_has_a_number_from_one():
    problem, plan, _ = solved(1)
    found = codes(problem, plan.decisions, "0" * 64)
    assert sorted(found) == [p for p, loads in enumerate(plan.load) if any(loads)]
    assert sorted(found.values()) == list(range(1, len(found) + 1))
    assert codes(problem, keep_everything(problem), "0" * 64) == {}


def test_another_plan_has_another_order():
    problem, plan, _ = solved(1)
    orders = {tuple(codes(problem, plan.decisions, f"{k:064}").items()) for k in range(40)}
    assert len(orders) > 1
