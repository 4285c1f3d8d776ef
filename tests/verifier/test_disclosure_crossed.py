"""Groups in neighbourhoods, as a profile tells of them: accepted as they are, refused mutation by mutation."""

import json

import pytest

from commonweal.evidence.disclosure_rules import RULES
from commonweal.evidence.profile import profile
from commonweal.formats.folders import with_manifest
from commonweal.formats.profiles import profile_files
from commonweal.terms.canon import encode
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.evidence.test_crossed import place

FILES = profile_files(profile(place()))
TABLE = "tables/groups_in_neighbourhoods.csv"


def codes(change):
    value = json.loads(FILES["profile.json"])
    change(next(one for one in value["services"] if one["id"] == "club")["neighbourhoods"])
    files = {name: data for name, data in FILES.items() if name != "manifest.json"}
    told = with_manifest("profile", {**files, "profile.json": json.dumps(value).encode()})
    return {found.code for found in check_folder(Folder(told))}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_what_is_published_is_accepted(rule):
    files = profile_files(profile(place(disclosure=rule)))
    assert check_folder(Folder(files)) == []
    told = json.loads(files["profile.json"])["services"][0]["neighbourhoods"]
    assert all(here["groups"] for here in told)


MOVED = {
    "out of its row": {"@Hill#old": -5, "@Dale#old": 5},
    "out of its column": {"@Hill#old": -5, "@Hill#young": 5},
    "below those who lack it": {"@Hill#old": -60, "@Hill#young": 60, "@Dale#old": 60, "@Dale#young": -60},
}


@pytest.mark.parametrize("moves", MOVED.values(), ids=MOVED.keys())
def test_people_moved_in_the_table_and_in_every_witness_are_seen_by_the_sums(moves):
    """Whoever lies in the table and in its proof alike is still held to what adds up to what."""
    told, proof = (json.loads(FILES[name]) for name in ("profile.json", "disclosure.json"))
    club = next(one for one in told["services"] if one["id"] == "club")
    mine = next(one for one in proof["services"] if one["id"] == "club")
    for where, people in moves.items():
        name, group = where[1:].split("#")
        here = next(one for one in club["neighbourhoods"] if one["name"] == name)
        need = next(one for one in here["groups"] if one["name"] == group)["need"]
        need.update({end: need[end] + people for end in ("value", "low", "high")})
        for end in ("", ":low", ":high"):
            k = mine["names"].index(f"need{where}{end}")
            for witness in mine["witnesses"]:
                witness[k] += people
    files = {name: data for name, data in FILES.items() if name not in {"manifest.json", TABLE}}
    files |= {"profile.json": json.dumps(told).encode(), "disclosure.json": encode(proof)}
    assert {found.code for found in check_folder(Folder(with_manifest("profile", files)))} == {"V903"}


def test_the_table_of_them_says_the_same():
    line = FILES[TABLE].decode().splitlines()[1]
    assert line.startswith("club,Hill,old,150,")
    altered = FILES[TABLE].replace(line.encode(), line.replace(",150,", ",155,", 1).encode())
    files = {key: data for key, data in FILES.items() if key != "manifest.json"}
    found = check_folder(Folder(with_manifest("profile", {**files, TABLE: altered})))
    assert [one.where for one in found] == [TABLE]


LIES = {
    "another number in need": lambda places: places[0]["groups"][0]["need"].update(value=999),
    "another number who lack it": lambda places: places[0]["groups"][0]["gap"].update(value=5, low=5, high=5),
    "a group swapped for the other": lambda places: (
        places[0]["groups"].reverse()
        or [one.update(name=name) for one, name in zip(places[0]["groups"], ("old", "young"), strict=True)]
    ),
    "a group left out": lambda places: places[0]["groups"].pop(),
    "a hidden one shown": lambda places: places[2]["groups"][1]["need"].update(value=3, low=3, high=3),
}


@pytest.mark.parametrize("change", LIES.values(), ids=LIES.keys())
def test_the_verifier_refuses_another_crossing(change):
    assert codes(lambda _: None) == set()
    assert codes(change) & {"V902", "V903"}
