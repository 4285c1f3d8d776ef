"""Which body's end would hurt most: each in each quarter, held against trying that end by itself."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.handover.plan import keep_everything
from commonweal.handover.stress.case import case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import calm
from commonweal.handover.stress.hurts import hurts
from commonweal.handover.stress.simulate import simulate
from tests.handover.tiny import solved


@pytest.mark.parametrize("seed", range(3))
def test_each_end_is_tried_by_itself_and_the_mean_is_over_the_quarters_it_could_come_in(seed):
    problem, plan, _ = solved(seed)
    made = case(problem, plan.decisions)
    found = {hurt.provider: hurt for hurt in hurts(made)}
    assert set(found) == {problem.offers[way.offer].provider for way in plan.decisions.pathways if way}
    quiet = draw(problem, calm(problem), 0, 0, 1)
    base = simulate(made, quiet).weighted[0]
    for p, hurt in found.items():
        extras = []
        for quarters in range(problem.quarters - plan.ready[p]):
            survives = quiet.survives.copy()
            survives[p] = quarters
            extras.append(simulate(made, replace(quiet, survives=survives)).weighted[0] - base)
        assert float(hurt.extra) == pytest.approx(sum(extras) / len(extras), abs=1e-3)
        assert float(hurt.most) == pytest.approx(max(extras), abs=1e-3)
        assert extras[hurt.worst - plan.ready[p]] == pytest.approx(max(extras), abs=1e-3)


def test_those_that_would_hurt_most_come_first_and_a_longer_delay_hurts_more():
    problem, plan, _ = solved(1)
    made = case(problem, plan.decisions)
    now, later = hurts(made), hurts(made, delay_quarters=2)
    assert [hurt.extra for hurt in now] == sorted((hurt.extra for hurt in now), reverse=True)
    assert sum(hurt.extra for hurt in later) > sum(hurt.extra for hurt in now) > Fraction(0)
    assert sum(hurt.cells for hurt in now) == len(made.handed)


def test_where_nothing_is_handed_over_nobodys_end_hurts():
    problem, _, _ = solved(1)
    assert hurts(case(problem, keep_everything(problem))) == ()
