"""A published trial read back: the same values, and the same words."""

import pytest

from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.formats.stress_folder import PublishedTrial, stress_files
from commonweal.formats.stress_reading import read_trial
from commonweal.handover.stress.codes import codes
from commonweal.handover.stress.explain import explain_stress
from commonweal.handover.stress.futures import futures
from commonweal.handover.stress.tried import whole_trial
from tests.handover.tiny import solved


@pytest.mark.parametrize("seed", [1, 3])
def test_what_is_written_is_read_back_exactly(seed):
    problem, plan, certificate = solved(seed)
    ranges = futures(problem, yearly_failure_ranges())
    tried = whole_trial(problem, {"plan": plan.decisions}, ranges, (50, 2**63))
    told = explain_stress(problem, ranges, tried.trial, tried.ends[0])
    shas = certificate.input_sha256, certificate.plan_sha256
    numbers = codes(problem, plan.decisions, certificate.plan_sha256)
    trial = PublishedTrial(problem, *shas, ranges, tried.trial, told, tried.ends[0], tried.fans, numbers)
    read = read_trial(stress_files(trial, ""), problem, plan)
    assert read.trial == tried.trial
    assert read.futures == ranges
    assert read.fans == tried.fans
    assert read.told == told


def test_where_nothing_was_tried_there_is_nothing_to_read():
    problem, plan, _ = solved(1)
    assert read_trial({"plan.json": b"{}"}, problem, plan) is None
