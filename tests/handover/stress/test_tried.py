"""The whole of a trial, in one call."""

from commonweal.handover.plan import keep_everything
from commonweal.handover.stress.case import case
from commonweal.handover.stress.fans import fans
from commonweal.handover.stress.futures import KINDS, alone, futures
from commonweal.handover.stress.hurts import hurts
from commonweal.handover.stress.tally import tally
from commonweal.handover.stress.tried import whole_trial
from tests.handover.stress.ranges import OFTEN
from tests.handover.tiny import solved


def test_it_is_the_plan_in_all_futures_beside_the_others_and_kind_by_kind():
    problem, plan, _ = solved(1)
    ranges, said = futures(problem, OFTEN), []
    found = whole_trial(
        problem, {"plan": plan.decisions, "kept": keep_everything(problem)}, ranges, (40, 6), said.append
    )
    made = case(problem, plan.decisions)
    assert [one.name for one in found.trial.regrets] == ["plan", "kept", "keep"]
    assert found.trial.regrets[1].weighted == found.trial.regrets[2].weighted
    floor = tally(made, ranges, 6, 0, 40).seen[0].sum()
    assert found.trial.dangers["floor"].times == floor > 0
    assert set(found.trial.kinds) == set(KINDS)
    growth = tally(made, alone(problem, ranges, "ending"), 6, 0, 40).seen[0].sum()
    assert found.trial.kinds["ending"]["floor"].times == growth
    assert found.fans == fans(made, ranges, 6, 40)
    assert found.ends == hurts(made)
    assert said[0].message == "Trying the plan in {n} futures."


def test_whoever_counts_may_count_elsewhere():
    problem, plan, _ = solved(1)
    ranges, asked = futures(problem, OFTEN), []

    def count(made, drawn):
        asked.append(drawn)
        return tally(made, drawn, 6, 0, 10)

    found = whole_trial(problem, {"plan": plan.decisions}, ranges, (10, 6), count=count)
    assert found.trial.scenarios == 10
    assert len(asked) == 2 + len(KINDS)
