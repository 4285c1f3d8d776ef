"""The counts of people in a profile: accepted as they are, refused mutation by mutation."""

import json

import pytest

from commonweal.evidence.disclosure_rules import RULES
from commonweal.evidence.profile import profile
from commonweal.evidence.publishing import TOO_FEW
from commonweal.formats.folders import with_manifest
from commonweal.formats.profiles import profile_files
from commonweal.terms.canon import encode
from commonweal.verifier import disclosure_profile
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.evidence.small_place import small_place

FILES = profile_files(profile(small_place()))


def codes(files):
    return {found.code for found in check_folder(Folder(files))}


def mended(files):
    return with_manifest("profile", {name: data for name, data in files.items() if name != "manifest.json"})


def with_profile(change):
    value = json.loads(FILES["profile.json"])
    change(value)
    return mended(FILES | {"profile.json": json.dumps(value).encode()})


def with_proof(change):
    value = json.loads(FILES["disclosure.json"])
    change(value)
    return mended(FILES | {"disclosure.json": encode(value)})


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_what_is_published_is_accepted(rule):
    files = profile_files(profile(small_place(disclosure=rule)))
    assert codes(files) == set()
    assert json.loads(files["profile.json"])["disclosure"]["rule"]["name"] == rule.name


def test_the_verifier_knows_a_hidden_count_by_the_words_that_profiles_say():
    assert TOO_FEW.reason == disclosure_profile.HIDDEN_BECAUSE


def test_a_profile_from_before_there_was_a_proof_is_accepted_and_one_that_lost_it_is_not():
    def forget(value):
        del value["disclosure"]

    older = json.loads(FILES["profile.json"])
    forget(older)
    rest = {name: data for name, data in FILES.items() if name not in {"disclosure.json", "manifest.json"}}
    assert codes(mended(rest | {"profile.json": json.dumps(older).encode()})) == set()
    assert codes(mended(rest)) == {"V105"}


def hidden(services):
    """Find a figure that is hidden."""
    return next(
        figure
        for service in services
        for here in service["neighbourhoods"]
        for figure in (here["need"], here["gap"])
        if figure["value"] is None
    )


PROFILE_LIES = {
    "a hidden count shown": lambda s: hidden(s).update(value=25, low=20, high=30),
    "hidden for another reason": lambda s: hidden(s).update(unknown_because="not asked"),
    "a count that its rule does not show": lambda s: s[0]["figures"]["need"].update(value=112),
    "a small count": lambda s: s[0]["figures"]["need"].update(value=5),
    "another total": lambda s: s[0]["figures"]["need"].update(value=s[0]["figures"]["need"]["value"] + 15),
    "another gap": lambda s: s[0]["figures"]["gap"].update(value=s[0]["figures"]["gap"]["value"] + 15),
    "an end of an interval": lambda s: s[0]["figures"]["need"].update(low=10),
    "a share": lambda s: s[0]["figures"]["zero_access:delivered"].update(value=0.5),
    "a neighbourhood less": lambda s: s[0]["neighbourhoods"].pop(),
    "a service less": lambda s: s.pop(),
    "a service by another name": lambda s: s[0].update(id="clubs"),
}


@pytest.mark.parametrize("change", PROFILE_LIES.values(), ids=PROFILE_LIES.keys())
def test_a_profile_that_says_something_else_is_refused(change):
    assert codes(with_profile(lambda value: change(value["services"]))) & {"V901", "V902", "V903", "V904"}


PROOF_LIES = {
    "another form": lambda v: v.update(kind="proof"),
    "another rule": lambda v: v.update(rule=v["rule"] | {"few": 3}),
    "a rule that the profile does not state": lambda v: v.update(rule=v["rule"] | {"date": "2020"}),
    "no witness": lambda v: v["services"][0].update(witnesses=[]),
    "a witness less": lambda v: v["services"][0]["witnesses"].pop(),
    "a name less": lambda v: v["services"][0]["names"].pop(),
    "a name twice": lambda v: v["services"][0]["names"].__setitem__(0, v["services"][0]["names"][1]),
    "a count behind a share": lambda v: v["services"][0]["deciles"].update({"need:decile:1": 200}),
    "a count less behind a share": lambda v: v["services"][0]["without"].pop("without:delivered"),
    "a service less": lambda v: v["services"].pop(),
}


@pytest.mark.parametrize("change", PROOF_LIES.values(), ids=PROOF_LIES.keys())
def test_a_proof_that_says_something_else_is_refused(change):
    assert codes(with_proof(change)) & {"V901", "V902", "V903", "V904"}


def test_a_witness_changed_in_any_count_that_is_a_sum_or_a_part_is_refused():
    value = json.loads(FILES["disclosure.json"])
    for service in value["services"]:
        for witness in service["witnesses"]:
            for k, name in enumerate(service["names"]):
                witness[k] += 1000
                changed = codes(mended(FILES | {"disclosure.json": encode(value)}))
                witness[k] -= 1000
                assert changed & {"V903"} or ":high" in name, name


def test_tables_of_areas_that_say_something_else_about_neighbourhoods_are_held_against_the_proof():
    changed = FILES["tables/areas.csv"].replace(b"Area 3,Dale", b"Area 3,Quay")
    assert codes(mended(FILES | {"tables/areas.csv": changed})) == {"V903"}


@pytest.mark.parametrize("name", ["gaps", "services"])
def test_a_table_that_says_a_count_which_the_profile_hides_is_refused(name):
    file = f"tables/{name}.csv"
    data = FILES[file]
    assert data.count(b"*") > 3
    for at in range(data.count(b",*")):
        parts = data.split(b",*")
        changed = b",*".join(parts[: at + 1]) + b",10" + b",*".join(parts[at + 1 :])
        found = check_folder(Folder(mended(FILES | {file: changed})))
        assert ("V902", file) in {(one.code, one.where) for one in found}, at
    fewer = b"\n".join(line for line in data.split(b"\n") if not line.startswith(b"club,Dale"))
    assert name == "services" or "V902" in codes(mended(FILES | {file: fewer}))


def test_a_size_of_a_group_and_a_blind_spot_that_no_service_shows_are_refused():
    def larger(value):
        value["group_sizes"]["all"]["value"] = 215

    def spot(value):
        value["blind_spots"] = [{"service": "club", "group": "all", "need": {"value": 3}}]

    assert codes(with_profile(larger)) == codes(with_profile(spot)) == {"V902"}
