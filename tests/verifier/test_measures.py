"""The verifier on measures: they are of their form, and of this count."""

import json
from copy import deepcopy
from dataclasses import replace

import pytest

from commonweal.formats.counts import count_files
from commonweal.formats.folders import with_manifest
from commonweal.funding.ballots import Ballot
from commonweal.funding.explain import by_votes
from commonweal.funding.measures import measures
from commonweal.funding.rules import RULES as RULE_OF
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll
from commonweal.terms.canon import encode
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.funding.polls import counted, poll_of

POLL = sample_poll(2, 8, 60)
RESULT = counted(POLL, "greedy")
SOUND = count_files(POLL, RESULT, made=measures(POLL, RESULT, draws=5, recounts=20))


def codes(data):
    files = {**{name: each for name, each in SOUND.items() if name != "manifest.json"}, "measures.json": data}
    return [finding.code for finding in check_published(Folder(with_manifest("count", files)))]


@pytest.mark.parametrize(
    "change",
    [
        {"poll": "0" * 64},
        {"kind": "count result"},
        {"format": "commonweal/2"},
        {"rule": {"name": "greedy", "version": 1, "spec": {}}},
    ],
)
def test_measures_of_another_count_are_found(change):
    told = json.loads(SOUND["measures.json"])
    assert codes(encode(told)) == []
    assert codes(encode({**told, **change})) == ["V209"]


def test_another_form_is_found():
    assert codes(json.dumps(json.loads(SOUND["measures.json"]), indent=1).encode()) == ["V209"]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"1.5", b"\xff", b'{"format":"commonweal/1","kind":"count measures"}']
)
def test_what_is_no_measures_is_a_finding_and_no_crash(data):
    assert codes(data)


NAMES = ("Hill", "Marsh", "", "Hill", "Quay", "Marsh", "Hill", "Quay")
SPLIT = replace(POLL, projects=tuple(replace(one, area=name) for one, name in zip(POLL.projects, NAMES, strict=True)))
RULES = {
    "greedy": ("greedy",),
    "equal_shares": ("equal_shares", "utility=cost", "completion=add1u", "step=100", "seed=2"),
    "compared": ("equal_shares", "utility=votes", "completion=none", "comparison=greedy", "seed=2"),
    "phragmen": ("phragmen", "overflow=stop", "seed=2"),
    "floors": ("phragmen", "floors=area:Quay=500", "seed=2"),
    "packages": ("equal_shares", "packages=1,4", "minimum_support=5", "caps=area:Hill=9000", "seed=2"),
}


def split(rule):
    result = counted(SPLIT, *RULES[rule])
    return count_files(SPLIT, result, made=measures(SPLIT, result, draws=2, recounts=4, costs=False))


def found(files, told):
    with_it = {**{name: each for name, each in files.items() if name != "manifest.json"}, "measures.json": encode(told)}
    return [(one.code, one.what) for one in check_published(Folder(with_manifest("count", with_it)))]


@pytest.mark.parametrize("rule", RULES)
def test_who_gets_what_is_worked_out_again_under_every_rule(rule):
    files = split(rule)
    told = json.loads(files["measures.json"])
    assert found(files, told) == []
    assert [one["area"] for one in told["who"]] == ["", "Hill", "Marsh", "Quay"]
    assert {one["by_votes"] is None for one in told["who"]} == {rule in {"greedy", "compared"}}


MUTATIONS = {
    "asked": lambda who: who[1].update(asked=who[1]["asked"] + 1),
    "spent": lambda who: who[1].update(spent=who[1]["spent"] + 1),
    "funded": lambda who: who[1].update(funded=who[1]["funded"] + 1),
    "votes": lambda who: who[1].update(votes=who[1]["votes"] + 1),
    "true for one": lambda who: who[0].update(funded=bool(who[0]["funded"])),
    "by votes": lambda who: who[2]["by_votes"].update(spent=who[2]["by_votes"]["spent"] + 1),
    "funded by votes": lambda who: who[2]["by_votes"].update(funded=who[2]["by_votes"]["funded"] + 1),
    "more": lambda who: who[3]["by_votes"].update(more=-who[3]["by_votes"]["more"] + 1),
    "nobody says": lambda who: who[3].update(by_votes=None),
    "a member more": lambda who: who[1].update(per_head=1),
    "a member less": lambda who: who[1].pop("votes"),
    "two swapped": lambda who: who.reverse(),
    "one dropped": lambda who: who.pop(),
    "one added": lambda who: who.append({**who[3], "area": "Shore"}),
    "another name": lambda who: who[1].update(area="Hills"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_changed_sum_of_an_area_is_refused(name):
    files = split("equal_shares")
    told = json.loads(files["measures.json"])
    changed = deepcopy(told)
    MUTATIONS[name](changed["who"])
    assert changed != told or name == "true for one"
    assert [code for code, _ in found(files, changed)] == ["V209"]


def test_where_votes_leave_a_tie_open_nobody_says_what_they_would_give():
    ballots = [Ballot((0,), voters=4), Ballot((1,), voters=3), Ballot((2,), voters=3)]
    poll = poll_of([40, 60, 60], ballots, 100, areas=["Hill", "Quay", "Marsh"])
    spec = read_spec("equal_shares", ["utility=cost"])
    result = RULE_OF["equal_shares"](poll, spec)
    assert by_votes(poll, result) is None
    files = count_files(poll, result, made=measures(poll, result, draws=2))
    told = json.loads(files["measures.json"])
    assert found(files, told) == []
    told["who"][0]["by_votes"] = {"spent": 40, "funded": 1, "more": 0}
    assert [code for code, _ in found(files, told)] == ["V209"]


@pytest.mark.parametrize("change", ["more", "less", "no list"])
def test_the_members_of_measures_are_a_closed_list(change):
    told = json.loads(SOUND["measures.json"])
    if change == "less":
        told.pop("who")
    else:
        told |= {"note": "ours"} if change == "more" else {"who": {}}
    assert codes(encode(told)) == ["V209"]
