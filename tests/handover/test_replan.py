"""Planning again when an organisation backs out: what has begun stands, and the new plan is as sound as the first."""

import pytest

from commonweal.errors import UnknownName
from commonweal.handover.check import violations
from commonweal.handover.replan import replan
from commonweal.handover.search import find_plan
from tests.handover.tiny import solved


@pytest.mark.parametrize("seed", [7, 13])
@pytest.mark.parametrize("quarter", [2, 3])
def test_a_plan_made_again_keeps_every_row_and_asks_nothing_more_of_who_withdrew(seed, quarter):
    problem, plan, _ = solved(seed)
    again = replan(problem, plan, ["body-1"], quarter)
    made, certificate = find_plan(again)
    assert violations(again, made) == []
    assert certificate.bound <= made.objective
    for before, after in zip(plan.decisions.pathways, made.decisions.pathways, strict=True):
        if before is not None and before.start < quarter:
            assert after == before
        elif after is not None:
            assert after.start >= quarter
            assert problem.offers[after.offer].provider != 1
    for earlier, later in zip(plan.decisions.building, made.decisions.building, strict=True):
        assert earlier[:quarter] == later[:quarter]


def test_a_second_withdrawal_adds_to_the_first():
    problem, plan, _ = solved(7)
    once = replan(problem, plan, ["body-1"], 2)
    made, _ = find_plan(once)
    twice = replan(once, made, ["body-2"], 3)
    assert twice.adopted.withdrawn == (1, 2)
    assert violations(twice, find_plan(twice)[0]) == []


def test_an_unknown_organisation_or_a_quarter_outside_is_refused():
    problem, plan, _ = solved(7)
    with pytest.raises(UnknownName, match="no provider in the plan called body-9; the nearest is body-"):
        replan(problem, plan, ["body-9"], 2)
    for quarter in (0, 6):
        with pytest.raises(ValueError, match="from quarter 1 to 5"):
            replan(problem, plan, [], quarter)
    once = replan(problem, plan, [], 3)
    with pytest.raises(ValueError, match="from quarter 3 to 5"):
        replan(once, plan, [], 2)
