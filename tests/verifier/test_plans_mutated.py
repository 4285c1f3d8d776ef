"""The verifier refuses every lie about a plan: of a tiny place, a small town and, in ``just oracles``, town and city.

A city takes the whole verifier half a minute, so there each lie is held against the part of it that is to find it, and
some, drawn by lot, against the whole; the small town shows in every run that this works.
"""

import json
import os
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from random import Random

import pytest

from commonweal.formats.folders import write_folder
from commonweal.formats.plan_others import others_files
from commonweal.formats.plans import plan_files
from commonweal.handover.alternatives import Other, figures
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.search import MOST_DIRECT, Effort, find_plan
from commonweal.samples.regions import CITY, TOWN, Size, sample_region
from commonweal.verifier import plans
from commonweal.verifier.guard import guarded
from commonweal.verifier.plans_bound import bound as true_bound
from commonweal.verifier.plans_data import Data, exact
from commonweal.verifier.plans_others import check_others
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.tiny import solved
from tests.verifier.plan_folders import verified_bare
from tests.verifier.plan_mutations import BINDING, MUTATIONS

SIZES = {"tiny place": None, "small town": Size(3, 6, 8, 8)}
if os.environ.get("COMMONWEAL_ORACLES") == "all":
    SIZES |= {"town": TOWN, "city": CITY}
EFFORT = Effort(gap=Fraction(2, 100), direct=0, stages=3)
IN_PARTS = ("small town", "city")
BY_LOT = Random("a city as a whole").sample(MUTATIONS, 4)
"""What is held against the whole verifier there too."""


@dataclass
class Made:
    """The folder of a plan of a place, and what was worked out of it before."""

    size: str
    files: dict
    data: dict = field(default_factory=dict)
    bounds: dict = field(default_factory=dict)

    def found(self, files, mutation, monkeypatch):
        """Give what the verifier finds, or the parts of it that are to find a mutation."""
        folder = Folder(files)
        if self.size not in IN_PARTS or mutation in BY_LOT:
            return check_published(folder)
        monkeypatch.setattr(plans, "bound", self._bound)
        return [one for part in mutation.parts.split() for one in guarded(getattr(self, part), folder)]

    def _bound(self, data, prices, *part):
        """Work out the bound of the same data at the same prices once."""
        key = (id(data), json.dumps((prices, part), default=str))
        if key not in self.bounds:
            self.bounds[key] = true_bound(data, prices, *part)
        return self.bounds[key]

    def _read(self, folder):
        written = folder.read("input.json")
        if written not in self.data:
            kept = [key for key in self.data if key == self.files["input.json"]]
            self.data = {key: self.data[key] for key in kept}
            self.data[written] = Data(exact(folder.read_json("input.json")))
        return self.data[written], exact(folder.read_json("plan.json"))

    def links(self, folder):
        plan, certificate = (exact(folder.read_json(name)) for name in ("plan.json", "certificate.json"))
        return [*plans._links(folder), *plans._members(plan, certificate)]

    def rows(self, folder):
        data, plan = self._read(folder)
        found = plans.faults(data, plan)
        found = found or [("figure", what) for what in plans.stage_faults(data, plan)]
        return [plans.Finding("V302" if kind == "row" else "V303", "plan.json", what) for kind, what in found]

    def bound(self, folder):
        return [*plans._certificate(*self._read(folder), exact(folder.read_json("certificate.json")))]

    def told(self, folder):
        data, plan = self._read(folder)
        return [*plans._explanation(folder, data, plan), *plans._timetable(folder, data, plan)]

    def others(self, folder):
        return check_others(folder)


@cache
def planned(size):
    """Plan a place, and set doing nothing beside the plan."""
    if size is None:
        problem, _, _ = solved(7)
        plan, certificate = find_plan(problem, replace(EFFORT, direct=MOST_DIRECT, gap=Fraction(1, 100)))
    else:
        problem = sample_region(1, size)
        plan, certificate = find_plan(problem, EFFORT)
    still = carried_out(problem, keep_everything(problem))
    nothing = Other("do nothing", still, still == plan, figures(problem, still))
    beside = others_files(problem, plan, certificate, helps=(), near=(), ideas=(nothing,))
    return dict(plan_files(problem, plan, certificate, others=beside))


@pytest.fixture(
    scope="module", params=[pytest.param(size, marks=pytest.mark.xdist_group(f"plan of a {size}")) for size in SIZES]
)
def made(request):
    return Made(request.param, planned(SIZES[request.param]))


def test_the_plan_is_accepted_on_a_bare_python_and_a_forged_one_refused(made, tmp_path):
    write_folder(tmp_path / "sound", made.files)
    assert verified_bare(tmp_path / "sound") == []
    lie = next(one for one in MUTATIONS if one.name == "an_objective_lowered_to_its_bound")
    write_folder(tmp_path / "forged", lie.told(made.files))
    found = verified_bare(tmp_path / "forged")
    assert found
    # The bound of a city has more digits than the numbers of any plan can have: that alone gives the lie away.
    assert all(line.startswith(("V303 plan.json", "V106 ")) for line in found)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_a_lie_is_refused_even_with_every_hash_repaired(made, mutation, monkeypatch):
    refused(made, mutation, monkeypatch)


@pytest.mark.parametrize("mutation", BINDING, ids=lambda one: one.name)
def test_a_lie_about_a_row_that_binds_is_refused(mutation, monkeypatch):
    refused(Made("tiny place", planned(None)), mutation, monkeypatch)


def refused(made, mutation, monkeypatch):
    files = mutation.told(made.files)
    assert files != made.files
    found = {finding.code for finding in made.found(files, mutation, monkeypatch)}
    assert mutation.codes <= found
    wrong = {"V104", "V301"} if mutation.hashes else {"V104"}
    if not mutation.senseless:
        wrong.add("V106")
    assert not found & (wrong - mutation.codes)


@pytest.mark.parametrize("mutation", [*MUTATIONS, *BINDING], ids=lambda one: one.name)
def test_a_lie_is_refused_by_its_hash_alone(mutation):
    files = dict(planned(None))
    mutation.change(files)
    assert "V104" in {finding.code for finding in check_published(Folder(files))}
