"""What entries say of plans, awards and checkpoints is held against what is published, every hash repaired."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest

from commonweal.formats.bundle import bundle_files
from commonweal.formats.folders import with_manifest
from commonweal.formats.plans import plan_files
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.replan import replan
from commonweal.handover.search import find_plan
from commonweal.record.entries import Entry
from commonweal.verifier.manifests import canonical
from tests.handover.tiny import solved
from tests.verifier.bundles import ABOUT, HASH_OF_NOTHING, added, found, names, published, told

Files = Mapping[str, bytes]
ROUND = {"round": "green"}


def places(entries: list[Entry], **plans: Files) -> list[tuple[str, str]]:
    """Check a bundle of a record and plans."""
    folders = {name.replace("_", "-"): files for name, files in plans.items()}
    return [(f.code, f.where) for f in found(bundle_files(ABOUT, entries, published(plans=folders)))]


@cache
def _first() -> tuple[Problem, Plan, Files]:
    problem, plan, certificate = solved(7)
    return problem, plan, plan_files(problem, plan, certificate)


@cache
def _second() -> Files:
    """Plan again after a withdrawal."""
    problem, plan, _ = _first()
    again = replan(problem, plan, ["body-1"], 3)
    return plan_files(again, *find_plan(again))


def adopted(second: Files | None = None, **said: Any) -> list[Entry]:
    first = {**names("plans/handover-1", _first()[2]), "plan": "handover-1"}
    entries = added(told(), "plan_adopted", first if second else {**first, **said})
    if second:
        entries = added(entries, "plan_adopted", {**names("plans/handover-2", second), "plan": "handover-2", **said})
    return entries


def test_a_plan_made_again_stands_on_the_plan_before_it() -> None:
    second = _second()
    entries = adopted(second, replaces="plans/handover-1")
    assert places(entries, handover_1=_first()[2], handover_2=second) == []
    assert places(adopted(second), handover_1=_first()[2], handover_2=second) == [("V135", "entry 12")]


def _begun(past: Any) -> None:
    past["starts"] = [None for _ in past["starts"]]


PASTS: dict[str, Callable[[Any], object]] = {
    "other hand-overs had begun": _begun,
    "other building was decided": lambda past: past["building"][0].__setitem__(0, "1/7"),
    "other spending was decided": lambda past: past["spending"][0].__setitem__(0, "1/7"),
    "other loans were drawn": lambda past: past["loans"].__setitem__(0, "1/7"),
}


@pytest.mark.parametrize("what", PASTS)
def test_a_past_that_the_plan_before_did_not_decide_is_named(what: str) -> None:
    second = dict(_second())
    data = json.loads(second["input.json"])
    before = json.dumps(data)
    PASTS[what](data["adopted"])
    assert json.dumps(data) != before
    second = {name: value for name, value in second.items() if name != "manifest.json"}
    whole = with_manifest("plan", {**second, "input.json": canonical(data)})
    folders = {"handover-1": _first()[2], "handover-2": whole}
    entries = adopted(whole, replaces="plans/handover-1")
    findings = found(bundle_files(ABOUT, entries, published(plans=folders)))
    assert [f.what.rpartition(": ")[2] for f in findings if f.code == "V135"] == [what]


@pytest.mark.parametrize("figure", [{"quarters": 99}, {"first_quarter": "2019-Q1"}])
def test_a_plan_of_other_quarters_than_its_entry_states_is_named(figure: dict[str, Any]) -> None:
    assert places(adopted(**figure), handover_1=_first()[2]) == [("V134", "entry 11")]


def _awards(*projects: str, pence: int = 0) -> Callable[[], list[Entry]]:
    awards = [{"project": id_, "organisation": "o1", "pence": 100} for id_ in projects]
    return lambda: added(told(), "awards_decided", {**ROUND, "awards": awards, "pence": pence or 100 * len(awards)})


def _rules_again() -> list[Entry]:
    rules = json.loads(json.dumps(dict(told()[7].payload)))
    return added(told(), "rules_published", rules)


FORGED: dict[str, tuple[Callable[[], list[Entry]], str]] = {
    "a project that was not funded": (_awards("1", "never"), "V134"),
    "another sum": (_awards("1", pence=7), "V134"),
    "rules changed after the vote": (_rules_again, "V134"),
    "a checkpoint that never was": (
        lambda: added(told(), "checkpoint_lodged", {"count": 5, "head": HASH_OF_NOTHING, "with": "The library"}),
        "V136",
    ),
    "a checkpoint of what is to come": (
        lambda: added(told(), "site_published", {"count": 99, "head": told()[-1].hash}),
        "V136",
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_an_entry_that_belies_those_before_it_is_named(name: str) -> None:
    make, code = FORGED[name]
    assert places(make()) == [(code, "entry 11")]


def test_true_awards_and_checkpoints_are_accepted() -> None:
    assert places(_awards("1")()) == []
    assert places(added(told(), "site_published", {"count": 10, "head": told()[-1].hash})) == []
