"""What a trial comes to: intervals, spreads and regrets, held against their definitions."""

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.handover.plan import keep_everything
from commonweal.handover.stress.case import case
from commonweal.handover.stress.futures import alone, futures
from commonweal.handover.stress.tally import tally
from commonweal.handover.stress.trial import DANGERS, chance, sum_up
from tests.handover.stress.ranges import OFTEN
from tests.handover.tiny import solved


@given(st.integers(1, 100_000), st.data())
def test_an_interval_is_wilsons_rounded_outward(n, data):
    times = data.draw(st.integers(0, n))
    found, share, z = chance(times, n), times / n, 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    assert float(found.least) == pytest.approx(max(0, middle - half), abs=1.1e-6)
    assert float(found.most) == pytest.approx(min(1, middle + half), abs=1.1e-6)
    assert found.least <= middle - half + 1e-9
    assert found.most >= middle + half - 1e-9
    assert 0 <= found.least <= found.share <= found.most <= 1


@pytest.mark.parametrize(("times", "n", "least", "most"), [(5, 10, 0.236594, 0.763406), (32, 346, 0.066292, 0.127657)])
def test_intervals_that_others_have_published(times, n, least, most):
    found = chance(times, n)
    assert (float(found.least), float(found.most)) == pytest.approx((least, most), abs=2e-5)


@pytest.fixture(scope="module")
def trial():
    problem, plan, _ = solved(1)
    made, ranges = case(problem, plan.decisions), futures(problem, OFTEN)
    kept = case(problem, keep_everything(problem))
    found = [tally(one, ranges, 2, 0, 201) for one in (made, kept)]
    ending = {"ending": tally(made, alone(problem, ranges, "ending"), 2, 0, 201)}
    return made, found, sum_up(made, 2, found[0], [("keep", found[1])], ending)


def test_every_cell_has_its_chance_and_its_spread(trial):
    made, (found, _), told = trial
    assert [(cell.service, cell.neighbourhood) for cell in told.cells] == [
        (made.problem.services[cell.service].id, made.problem.neighbourhoods[cell.neighbourhood].name)
        for cell in made.problem.cells
    ]
    rows = {int(c): row for row, c in enumerate(made.handed)}
    for c, cell in enumerate(told.cells):
        assert cell.handed == (c in rows)
        row = rows.get(c, len(rows) + made.kept_like.get(c, 0))
        ordered = sorted(found.unmet[row].tolist())
        assert [cell.unmet.low, cell.unmet.middle, cell.unmet.high] == [
            Fraction(ordered[k], 10_000) for k in (10, 100, 190)
        ]
        assert cell.floor.times == (found.breached[rows[c]] if c in rows else 0)
        way = made.decisions.pathways[c]
        bodies = found.overloaded[made.problem.offers[way.offer].provider] if way else 0
        assert cell.overload.times == bodies


def test_regret_is_against_the_best_in_the_same_future(trial):
    _, (found, kept), told = trial
    plan, keep = told.regrets
    assert (plan.name, keep.name) == ("plan", "keep")
    ours, theirs = (np.rint(one.weighted * 1000).astype(int) for one in (found, kept))
    assert plan.best == (ours <= theirs).sum()
    assert keep.best == (theirs <= ours).sum()
    assert keep.regret.high == Fraction(int(sorted(theirs - np.minimum(ours, theirs))[190]), 1000)
    assert plan.weighted.middle == Fraction(int(sorted(ours)[100]), 1000)


def test_dangers_are_counted_for_the_place_for_services_and_for_kinds_alone(trial):
    made, (found, kept), told = trial
    assert [told.dangers[danger].times for danger in DANGERS] == found.seen.sum(axis=1).tolist()
    assert told.regrets[1].dangers["statutory_fund"].times == kept.seen[3].sum()
    assert [one.times for one in told.services.values()] == found.services.tolist()
    assert told.dangers["floor"].times >= max(one.times for one in told.services.values()) > 0
    assert set(told.kinds) == {"ending"}
    assert told.kinds["ending"]["overload"].times <= told.dangers["overload"].times
    assert list(told.services) == [service.id for service in made.problem.services]
