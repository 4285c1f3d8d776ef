"""What a plan says of its later stages is worked out again: its cost, and what differs from the plan before."""

from functools import cache

import pytest

from commonweal.formats.plans import plan_files
from commonweal.handover.search import Effort, find_plan
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.tiny import solved
from tests.oracles.test_later_stages import WHOLE, tied
from tests.verifier.plan_folders import change, repair

SEED = 2


@cache
def _files():
    problem = tied(SEED)
    return tuple(plan_files(problem, *find_plan(problem, WHOLE)).items())


def stages(files, how):
    change(files, "plan.json", lambda plan: how(plan["stages"]))


def a_cost_lowered(files):
    stages(files, lambda said: said.update(cost="0/1"))


def more_unmet_than_was_found(files):
    stages(files, lambda said: said.update(objective="0/1"))


def dearer_than_was_found(files):
    stages(files, lambda said: said.update(first_cost="-1000/1"))


def changes_not_counted(files):
    stages(files, lambda said: said["changes"].update(cells=said["changes"]["cells"] + 1))
    stages(files, lambda said: said["first_changes"].update(cells=100))


def more_changes_than_before(files):
    stages(files, lambda said: said["first_changes"].update(cells=0, quarters=0))


def another_last_plan(files):
    other = [{"organisation": "body-0", "start": 3}] * 3
    change(files, "input.json", lambda data: data["last"].update(pathways=other))


def a_stage_more(files):
    stages(files, lambda said: said.update(stage=4))


def changes_from_nothing(files):
    change(files, "input.json", lambda data: data.pop("last"))


MUTATIONS = [
    *(a_cost_lowered, more_unmet_than_was_found, dearer_than_was_found, changes_not_counted),
    *(more_changes_than_before, another_last_plan, a_stage_more, changes_from_nothing),
]


def test_a_plan_held_against_the_last_one_is_accepted():
    assert check_published(Folder(dict(_files()))) == []


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_a_mutation_is_refused_even_with_every_hash_repaired(mutate):
    files = dict(_files())
    mutate(files)
    repair(files)
    assert {finding.code for finding in check_published(Folder(files))} == {"V303"}


def test_a_plan_of_before_there_were_stages_is_still_accepted():
    problem, _, _ = solved(7)
    files = dict(plan_files(problem, *find_plan(problem, Effort(stages=2))))
    change(files, "plan.json", lambda plan: plan.pop("stages"))
    repair(files)
    assert check_published(Folder(files)) == []


def test_a_last_plan_that_does_not_fit_the_place_is_refused():
    files = dict(_files())
    change(files, "input.json", lambda data: data["last"]["pathways"].pop())
    repair(files)
    assert {finding.code for finding in check_published(Folder(files))} == {"V106"}
