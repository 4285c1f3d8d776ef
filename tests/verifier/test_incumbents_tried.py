"""Trials of places in which bodies run services already: accepted, and refused where they speak against the plan."""

from dataclasses import replace
from functools import cache

import pytest

from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.formats.plan_beside import beside_files
from commonweal.formats.plans import plan_files
from commonweal.formats.stress_folder import PublishedTrial, stress_files
from commonweal.formats.stress_reading import read_trial
from commonweal.handover.search import find_plan
from commonweal.handover.stress.codes import codes
from commonweal.handover.stress.explain import explain_stress
from commonweal.handover.stress.futures import futures
from commonweal.handover.stress.tried import whole_trial
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.run_already import run_already
from tests.handover.tiny import tiny
from tests.verifier.mended import changed, whats
from tests.verifier.mended import codes as found_codes
from tests.verifier.plan_folders import change, repair_manifest

TRIAL = "stress.json"


@cache
def made():
    problem = run_already(tiny(5, quarters=6, places=4, per_cell=1), 5)
    plan, certificate = find_plan(problem)
    ranges = futures(problem, yearly_failure_ranges())
    ranges = replace(
        ranges, lost_per_year={fifth: (least, 2 * most) for fifth, (least, most) in ranges.lost_per_year.items()}
    )
    tried = whole_trial(problem, {"plan": plan.decisions}, ranges, (80, 5))
    told = explain_stress(problem, ranges, tried.trial, tried.ends[0])
    numbers = codes(problem, plan.decisions, certificate.plan_sha256)
    shas = certificate.input_sha256, certificate.plan_sha256
    trial = PublishedTrial(problem, *shas, ranges, tried.trial, told, tried.ends[0], tried.fans, numbers)
    return problem, plan, certificate, tried, tuple(stress_files(trial, "<svg/>").items())


def beside():
    problem, plan, certificate, _, trial = made()
    others = {name: data for name, data in beside_files(dict(trial), {}, ()).items() if name != "parameters.csv"}
    return dict(plan_files(problem, plan, certificate, others=others))


def seen(files):
    repair_manifest(files)
    return [finding.code for finding in check_published(Folder(files))]


def test_the_trial_of_a_place_with_something_run_already_is_accepted_alone_and_beside_its_plan():
    assert whats(dict(made()[-1])) == []
    assert seen(beside()) == []


def test_it_is_read_back_as_it_was_written():
    problem, plan, _, tried, _ = made()
    again = read_trial(beside(), problem, plan)
    assert again.trial.cells == tried.trial.cells
    assert any(cell.run_already and not cell.handed and cell.floor.times for cell in again.trial.cells)


def _already(told, *, handed=False):
    return next(one for one in told["cells"] if one.get("run_already") and one["handed_over"] is handed)


def said_to_be_the_councils(told):
    del _already(told)["run_already"]


def said_to_run_what_the_council_runs(told):
    next(one for one in told["cells"] if not one.get("run_already"))["run_already"] = True


def said_to_be_handed_over(told):
    _already(told)["handed_over"] = True


def a_body_left_out(told):
    told["bodies"].pop()


@pytest.mark.parametrize(
    "how", [said_to_be_the_councils, said_to_run_what_the_council_runs, said_to_be_handed_over, a_body_left_out]
)
def test_beside_the_plan_nothing_else_is_accepted(how):
    files = beside()
    change(files, TRIAL, how)
    assert "V307" in seen(files)


def test_alone_what_the_council_keeps_still_never_falls_below_its_floor():
    def how(told):
        one = next(
            one for one in told["cells"] if one.get("run_already") and not one["handed_over"] and one["floor"]["times"]
        )
        del one["run_already"]

    assert "V831" in found_codes(changed(dict(made()[-1]), TRIAL, how))
