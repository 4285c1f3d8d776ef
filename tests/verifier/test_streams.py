"""The verifier of protected streams: accepts what was allocated, and refuses every mutation, hashes repaired or not."""

import json
from datetime import date

import pytest
from hypothesis import given

from commonweal.formats.fund_tables import FundFolder
from commonweal.formats.streams import stream_files
from commonweal.funding.streams.constitution import Fund
from commonweal.funding.streams.requests import Requests
from commonweal.terms.money import Pence
from commonweal.verifier.main import check_folder
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.funding.streams.cases import asks, cases, need, requests, stream
from tests.verifier.count_folders import change
from tests.verifier.stream_folders import INPUTS, repair, stream_folder


@pytest.mark.parametrize(("seed", "set_aside"), [(1, 195_000_00), (2, 40_000_01), (3, 100_000_07), (4, 300_000_00)])
def test_a_sound_folder_is_accepted(seed, set_aside):
    assert check_folder(Folder(stream_folder(seed, set_aside))) == []


def test_the_samples_show_money_that_is_carried_over_topped_up_and_refused():
    told = [json.loads(stream_folder(4, 300_000_00)["allocation.json"])["streams"][0]]
    assert told[0]["carried_over"] > 0
    turns = json.loads(stream_folder()["certificate.json"])["streams"][0]["turns"]
    assert {(turn["part"], turn["given"] > 0) for turn in turns} >= {
        ("need", True),
        ("need", False),
        ("left over", True),
        ("left over", False),
    }


def _in(name, how):
    return lambda files: change(files, name, how)


def _stream(file, /, **members):
    return _in(file, lambda value: value["streams"][0].update(members))


def _row(file, listed, number, /, **members):
    return _in(file, lambda value: value[listed][number].update(members))


def _swapped(files):
    def swap(value):
        first, second = value["order"][:2]
        first["place"], second["place"] = second["place"], first["place"]
        value["order"][:2] = [second, first]

    change(files, "panel.json", swap)


def _dropped(files):
    """Drop a proposal that was given money, from every file that names it."""
    gone = json.loads(files["allocation.json"])["streams"][0]["awards"][0]["proposal"]

    def order(value):
        value["order"] = [row for row in value["order"] if row["proposal"] != gone]
        for place, row in enumerate(value["order"], start=1):
            row["place"] = place

    change(files, "proposals.json", lambda v: v.update(proposals=[p for p in v["proposals"] if p["id"] != gone]))
    change(files, "panel.json", order)


def _lowered(files):
    def lower(fund):
        fund["streams"][0]["set_aside"] -= 1000
        fund["set_aside"] -= 1000
        fund["for_the_vote"] += 1000

    change(files, "constitution.json", lower)


def _hidden(files):
    """Say that nothing is carried over, in both files that tell it."""
    for name in ("allocation.json", "explanation.json"):
        change(files, name, lambda value: value["streams"][0].update(carried_over=0))


def _last_turn(value):
    turns = value["streams"][0]["turns"]
    turns.pop()


def _award(value):
    value["streams"][0]["awards"][0]["sum"] += 1
    value["streams"][0]["awards"][1]["sum"] -= 1


CONSTITUTION, NEEDS, PANEL = "constitution.json", "needs.json", "panel.json"
MUTATIONS = {
    "a sum changed": _in("allocation.json", _award),
    "a sum changed in the explanation": _in(
        "explanation.json", lambda v: v["streams"][0]["proposals"][0].update(sum=1)
    ),
    "a share changed": _in("certificate.json", lambda v: v["streams"][0]["shares"][0].update(share=1)),
    "a turn dropped": _in("certificate.json", _last_turn),
    "a need changed": _row(NEEDS, "needs", 0, low=200, high=400),
    "a need said as it was counted": _row(NEEDS, "needs", 0, low=33),
    "a need the wrong way round": _row(NEEDS, "needs", 0, low=500),
    "a need dropped": _in(NEEDS, lambda v: v["needs"].pop()),
    "the panel's order swapped": _swapped,
    "two proposals on one place": _row(PANEL, "order", 1, place=1),
    "a reason taken away": _row(PANEL, "order", 1, reason=" "),
    "an interest hidden": _in(PANEL, lambda v: [row.update(declared=[]) for row in v["order"]]),
    "an interest of all but one": _row(PANEL, "order", 0, declared=["a", "b", "c"], placed_by=["d"]),
    "a proposal dropped": _dropped,
    "a cost changed": _row("proposals.json", "proposals", 0, cost=100),
    "a smallest sum above the cost": _row("proposals.json", "proposals", 0, smallest=10**9),
    "an address column added": _row("proposals.json", "proposals", 0, address="12 Mill Lane"),
    "an address beside an award": _in(
        "allocation.json", lambda v: v["streams"][0]["awards"][0].update(address="12 Mill Lane")
    ),
    "an address beside an explanation": _in(
        "explanation.json", lambda v: v["streams"][0]["proposals"][0].update(address="12 Mill Lane")
    ),
    "a postcode in a name": _row("proposals.json", "proposals", 0, name="Beds at zz12ab"),
    "a postcode in a reason": _row(PANEL, "order", 0, reason="Near ZZ1 2AB."),
    "coordinates in the text": lambda files: files.update(
        {"explanation.txt": files["explanation.txt"] + b"at 54.9783, -1.6178\n"}
    ),
    "the set-aside lowered": _stream(CONSTITUTION, set_aside=1),
    "the set-aside lowered everywhere in the constitution": _lowered,
    "set aside after voting opened": _stream(CONSTITUTION, constituted="2027-03-01"),
    "what is left over returned to the vote": _stream(CONSTITUTION, left_over="voted on"),
    "another figure of the range": _stream(CONSTITUTION, figure="low"),
    "another share of the fund stated": _stream(CONSTITUTION, share="1/2"),
    "no entry of the record": _stream(CONSTITUTION, entry=0),
    "a carried-over sum hidden": _hidden,
    "another rule": _in("certificate.json", lambda v: v["rule"].update(name="popular_vote")),
    "another version": _in("allocation.json", lambda v: v["rule"].update(version=2)),
    "a further member": _in("needs.json", lambda v: v.update(notes="x")),
    "rows in another order": _in("proposals.json", lambda v: v["proposals"].reverse()),
    "sums that are not whole": _stream(CONSTITUTION, set_aside="1/2"),
    "a further file": lambda files: files.update({"map.geojson": b"{}"}),
    "a file missing": lambda files: files.pop("panel.json") and files.update({"x": b""}),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_mutation_is_refused_with_its_hashes_repaired_or_not(name):
    files = stream_folder(4, 300_000_00)
    MUTATIONS[name](files)
    assert files != stream_folder(4, 300_000_00)
    assert check_published(Folder(files)), "not repaired"
    if set(files) == set(stream_folder()):
        repair(files)
        codes = {finding.code for finding in check_published(Folder(files))}
        assert codes, "repaired"
        assert min(codes) >= "V4", codes


@given(cases())
def test_two_programs_written_apart_allocate_alike(case):
    assert check_published(Folder(_files(*case))) == []


def test_a_count_of_people_that_passed_no_gate_is_refused_even_if_all_sums_follow_from_it():
    asked = requests([need("a", 33, 35), need("b", 40)], [asks("a1", "a", 50)])
    findings = check_published(Folder(_files(stream(100), asked)))
    assert [(finding.code, finding.where) for finding in findings] == [("V404", "needs.json")]


def _files(own, asked):
    fund = Fund("F", "r", "council", Pence(own.set_aside + 7), "GBP", date(2026, 2, 1), (own,))
    ordered = Requests(
        tuple(sorted(asked.needs, key=lambda one: one.group)),
        tuple(sorted(asked.proposals, key=lambda one: one.id)),
        asked.panel,
    )
    return stream_files(FundFolder(fund, {own.id: ordered}))


def test_the_forger_repairs_all_hashes():
    """Otherwise the mutations above would be refused for their hashes alone."""
    files = stream_folder()
    repair(files)
    assert files == stream_folder()
    change(files, "explanation.json", lambda value: value["summary"].pop())
    repair(files)
    assert check_published(Folder(files)) == []


@pytest.mark.parametrize("name", [*INPUTS, "certificate"])
def test_files_that_speak_of_other_files_are_refused(name):
    files = stream_folder()
    for file in ("allocation.json", "certificate.json"):
        if isinstance(json.loads(files[file]).get(name), str):
            change(files, file, lambda value: value.update({name: "0" * 64}))
    codes = {finding.code for finding in check_published(Folder(files))}
    assert "V402" in codes


def test_a_finding_says_where_need_and_panel_give_something_else():
    files = stream_folder()
    change(files, "certificate.json", lambda v: v["streams"][0]["shares"][1].update(share=7))
    repair(files)
    [found] = [f for f in check_published(Folder(files)) if f.code == "V405"]
    assert "number 2 of shares" in found.what
