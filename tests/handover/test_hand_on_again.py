"""Planning again: what a body that backs out had begun is handed on or back where that is asked for."""

import pytest

from commonweal.errors import NotToHandOn
from commonweal.formats.plans import plan_files
from commonweal.handover.bound import bound, projected
from commonweal.handover.check import violations
from commonweal.handover.replan import handed_on, replan
from commonweal.handover.search import find_plan
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.tiny import random_prices, solved

SEED, QUARTER = 7, 3


def begun_by(problem, plan):
    """A body that has begun something by then, and the cells."""
    for p, body in enumerate(problem.providers):
        cells = [
            c
            for c, way in enumerate(plan.decisions.pathways)
            if way and way.start < QUARTER and problem.offers[way.offer].provider == p
        ]
        if cells:
            return body.id, cells
    raise AssertionError


@pytest.mark.parametrize("last", [None, 4])
def test_what_it_had_begun_may_go_and_every_row_holds(last):
    problem, plan, _ = solved(SEED)
    name, cells = begun_by(problem, plan)
    again = handed_on(problem, replan(problem, plan, [name], QUARTER), {name: last})
    made, certificate = find_plan(again)
    assert violations(again, made) == []
    assert certificate.bound <= made.objective
    for seed in range(4):
        prices = projected(again, random_prices(again, seed, scale=0.3))
        assert bound(again, prices) <= made.objective
    assert check_published(Folder(plan_files(again, made, certificate))) == []
    assert all(again.runs(c) for c in cells)
    if last is not None:
        assert all(made.decisions.pathways[c] is not None for c in cells)


def test_who_stops_at_once_leaves_no_time():
    problem, plan, _ = solved(SEED)
    name, _ = begun_by(problem, plan)
    with pytest.raises(NotToHandOn, match="CW356"):
        handed_on(problem, replan(problem, plan, [name], QUARTER), {name: 1})
