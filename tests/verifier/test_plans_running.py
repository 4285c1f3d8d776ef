"""Plans of places in which bodies run services already: the verifier accepts them and refuses every mutation."""

import json
from functools import cache

import pytest

from commonweal.formats.plans import plan_files
from commonweal.handover.bound import bound, projected
from commonweal.handover.pathways import is_back
from commonweal.handover.priced import priced
from commonweal.handover.scarce import tariff
from commonweal.handover.search import find_plan
from commonweal.handover.view import view
from commonweal.handover.written import written
from commonweal.verifier import plans_bound
from commonweal.verifier.manifests import canonical
from commonweal.verifier.plans_data import Data, exact
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.run_already import run_already
from tests.handover.tiny import random_prices, tiny
from tests.verifier.plan_folders import change, repair


@cache
def _planned(seed):
    problem = run_already(tiny(seed, quarters=6, places=4, per_cell=1), seed)
    return (problem, *find_plan(problem))


def folder(seed=1):
    return dict(plan_files(*_planned(seed)))


def seen(files):
    return {finding.code for finding in check_published(Folder(files))}


def test_plans_with_hand_ons_and_hand_backs_are_accepted():
    fates = set()
    for seed in range(1, 5):
        problem, plan, certificate = _planned(seed)
        assert check_published(Folder(folder(seed))) == []
        assert certificate.bound <= plan.objective
        for c, way in enumerate(plan.decisions.pathways):
            if problem.runs(c):
                fates.add("stay" if way is None else "back" if is_back(problem, way) else "on")
    assert fates == {"stay", "back", "on"}


def test_the_timetable_names_who_hands_on_to_whom():
    said = "".join(folder(seed)["timetable.csv"].decode() for seed in range(1, 5))
    assert ",handed on from Body " in said
    assert ",handed back by Body " in said
    assert ",run by a body," in said


def _no_end(value):
    for now in value["running"]:
        if now:
            now["last"] = None


def _stops(value):
    for now in value["running"]:
        if now:
            now["last"] = 2


def _nobody(value):
    del value["running"]


@pytest.mark.parametrize("how", [_no_end, _stops, _nobody])
def test_another_end_or_nobody_who_runs_it_is_another_plan(how):
    files = folder()
    change(files, "input.json", how)
    repair(files)
    assert seen(files) & {"V302", "V303", "V304"}


def test_a_cell_that_stays_beyond_its_end_breaks_a_row():
    files = folder()
    problem, _, _ = _planned(1)
    c = next(c for c, now in enumerate(problem.running) if now and now.last is not None and now.last < 5)
    change(files, "plan.json", lambda value: value["decisions"]["pathways"].__setitem__(c, None))
    repair(files)
    assert "V302" in seen(files)


@pytest.mark.parametrize(
    "row",
    [
        {"offer": 0, "since": 0, "last": None},
        {"offer": 10_000, "since": 0, "last": None},
        {"offer": 0, "since": 1, "last": None},
        {"offer": 0, "since": 0},
    ],
)
def test_rows_that_cannot_be_are_refused(row):
    files = folder()
    problem, _, _ = _planned(1)
    c = max(c for c, now in enumerate(problem.running) if now)
    change(files, "input.json", lambda value: value["running"].__setitem__(c, row))
    repair(files)
    assert seen(files)


def test_a_timetable_that_hands_on_from_another_is_not_what_the_plan_does():
    files = folder()
    for seed in range(1, 5):
        files = folder(seed)
        if b"handed on from Body" in files["timetable.csv"]:
            break
    files["timetable.csv"] = files["timetable.csv"].replace(b"handed on from Body", b"handed on from Nobody", 1)
    repair(files)
    assert seen(files) == {"V305"}
    assert json.loads(files["input.json"])["running"]


@pytest.mark.parametrize("seed", range(1, 5))
def test_both_bounds_are_one_number_at_any_prices_and_so_is_that_in_floating_point(seed):
    problem, _, _ = _planned(seed)
    data = Data(exact(json.loads(folder(seed)["input.json"])))
    for k in range(3):
        prices = projected(problem, random_prices(problem, k, scale=0.5))
        least = bound(problem, prices)
        assert least == plans_bound.bound(data, exact(json.loads(canonical(written(prices)))))
        assert priced(view(problem), tariff(prices)).bound == pytest.approx(float(least), rel=1e-9)
