"""The verifier of plans: accepts what was planned, and refuses what no plan can be made from."""

from fractions import Fraction

import pytest

from commonweal.verifier.plans import check_plan
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder, Unreadable
from tests.verifier.plan_folders import change, folder, repair, repair_manifest
from tests.verifier.plan_lies import add

SEEDS = (0, 7, 13, 22)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("again", [False, True])
def test_a_plan_is_accepted_and_so_is_one_made_again(seed, again):
    assert check_published(Folder(folder(seed, again=again))) == []


@pytest.mark.parametrize("name", ["input.json", "plan.json"])
def test_a_file_that_others_name_by_its_hash_may_not_be_another(name):
    files = folder(7)
    change(files, name, lambda value: value.update(first_quarter="2030-Q1") if name == "input.json" else None)
    files["plan.json"] = files["plan.json"] if name == "input.json" else folder(13)["plan.json"]
    repair_manifest(files)
    assert "V301" in {finding.code for finding in check_published(Folder(files))}


def test_a_changed_hash_is_found():
    files = folder(7)
    change(files, "certificate.json", lambda value: value.update(input_sha256="0" * 64))
    repair_manifest(files)
    assert {finding.code for finding in check_published(Folder(files))} == {"V301"}


def test_what_was_decided_before_planning_again_may_not_be_changed():
    files = folder(7, again=True)
    change(files, "plan.json", lambda plan: add(plan["decisions"]["spending"][0], 1, Fraction(1, 1000)))
    repair(files)
    assert any("is not as adopted" in finding.what for finding in check_published(Folder(files)))


def test_a_floor_that_never_binds_is_held_by_the_hashes_and_the_record():
    """Lowered with every hash repaired it gives another, consistent plan, but not the folder that the record names."""

    def lower(files):
        change(files, "input.json", lambda data: data["services"][0].update(floor="1/2"))

    files, true = folder(7), folder(7)
    lower(files)
    assert {"V104", "V301"} <= {finding.code for finding in check_published(Folder(files))}
    repair_manifest(files)
    assert {finding.code for finding in check_published(Folder(files))} == {"V301"}
    repair(files)
    assert check_published(Folder(files)) == []
    assert files["manifest.json"] != true["manifest.json"]


@pytest.mark.parametrize("name", ["input.json", "plan.json", "certificate.json", "explanation.json"])
def test_a_missing_file_is_named(name):
    files = folder(7)
    del files[name]
    with pytest.raises(Unreadable, match=name):
        check_plan(Folder(files))


@pytest.mark.parametrize(
    ("name", "change_it"),
    [
        ("input.json", lambda value: value["cells"][0].update(demand=["1/1"])),
        ("input.json", lambda value: value["offers"][0].update(cell=99)),
        ("input.json", lambda value: value["offers"][0].update(quality="2/1")),
        ("input.json", lambda value: value["parameters"].update(building_lag=0)),
        ("input.json", lambda value: value.update(quarters="many")),
        ("plan.json", lambda value: value["load"].pop()),
        ("plan.json", lambda value: value["decisions"]["pathways"].pop()),
        ("plan.json", lambda value: value["decisions"].update(pathways=[{"offer": 999, "start": 1}] * 8)),
        ("certificate.json", lambda value: value["prices"]["step_in"].pop()),
        ("certificate.json", lambda value: value.update(bound="1/0")),
        ("explanation.json", lambda value: value["cells"].pop()),
    ],
)
def test_nonsense_is_a_finding_and_never_a_crash(name, change_it):
    files = folder(7)
    change(files, name, change_it)
    repair(files)
    assert check_published(Folder(files))


def _in(name, *path, value):
    def set_(whole):
        for step in path[:-1]:
            whole = whole[step]
        whole[path[-1]] = value

    return lambda files: change(files, name, set_)


HOSTILE = {
    "a loan that never ends": _in("input.json", "parameters", "loan_quarters", value=10**9),
    "a lag that never ends": _in("input.json", "parameters", "action_lag", value=10**10),
    "capacity below nothing": _in("input.json", "providers", 0, "capacity", value="-1/1"),
    "a price below nothing": _in("input.json", "offers", 0, "price", value="-1/1"),
    "a neighbourhood counted from the end": _in("input.json", "cells", 0, "neighbourhood", value=-1),
    "more lost than there is": _in("input.json", "parameters", "action_loss", value="3/1"),
    "no common denominator": _in("input.json", "parameters", "cut_loss", value=f"1/{'7' * 200}"),
    "not in lowest terms": _in("input.json", "unit_gbp", value="2000/2"),
    "digits of another script": _in("input.json", "unit_gbp", value="\u0661/1"),
    "a member more": _in("input.json", "name", value="true"),
    "yes for a number": _in("input.json", "providers", 0, "ready_from", value=False),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_input_that_cannot_be_is_refused(name):
    files = folder(7)
    HOSTILE[name](files)
    repair(files)
    assert {finding.code for finding in check_published(Folder(files))} == {"V106"}


@pytest.mark.parametrize("name", ["plan.json", "certificate.json"])
def test_a_member_that_nothing_holds_to_anything_is_refused(name):
    files = folder(7)
    _in(name, "name", value="checked by everybody")(files)
    repair(files)
    assert {finding.code for finding in check_published(Folder(files))} == {"V303"}


def test_a_member_that_stands_twice_in_an_explanation_is_refused():
    files = folder(7)
    files["explanation.json"] = files["explanation.json"].replace(b'{"cells"', b'{"cells":[],"cells"', 1)
    repair_manifest(files)
    assert [(f.code, f.where) for f in check_published(Folder(files))] == [("V301", "explanation.json")]


def test_prices_of_rows_that_the_model_has_not_are_refused():
    files = folder(7)
    _in("certificate.json", "prices", "goodwill", value=["1/1"])(files)
    repair(files)
    assert [finding.code for finding in check_published(Folder(files))] == ["V304"]


@pytest.mark.parametrize("change_", [(b"handed over", b"statutory"), (b"2027", b"2037"), (b"double running,", b"")])
def test_a_timetable_of_another_plan_is_refused(change_):
    files = folder(7)
    assert change_[0] in files["timetable.csv"]
    files["timetable.csv"] = files["timetable.csv"].replace(*change_, 1)
    repair(files)
    found = check_published(Folder(files))
    assert [finding.code for finding in found] == ["V305"]
    assert found[0].where.startswith("timetable.csv line ")
