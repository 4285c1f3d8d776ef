"""The verifier of plans: accepts what was planned, and refuses every mutation, hashes repaired or not."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from commonweal.formats.folders import write_folder
from commonweal.verifier.plans import check_plan
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder, Unreadable
from tests.verifier.plan_folders import change, folder, repair, repair_manifest

SEEDS = (0, 7, 13, 22)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("again", [False, True])
def test_a_plan_is_accepted_and_so_is_one_made_again(seed, again):
    assert check_published(Folder(folder(seed, again=again))) == []


def _exact(text):
    return Fraction(text)


def _text(value):
    return f"{value.numerator}/{value.denominator}"


def _add(rows, k, t, by):
    rows[k][t] = _text(_exact(rows[k][t]) + by)


def _handed(files):
    ways = json.loads(files["plan.json"])["decisions"]["pathways"]
    return next(c for c, way in enumerate(ways) if way)


def a_start_moved(files):
    c = _handed(files)

    def move(plan):
        way = plan["decisions"]["pathways"][c]
        way["start"] += 1 if way["start"] < 3 else -1

    change(files, "plan.json", move)
    start = json.loads(files["plan.json"])["decisions"]["pathways"][c]["start"]
    change(files, "explanation.json", lambda told: told["cells"][c].update(start=start))


def a_capacity_raised(files):
    change(files, "plan.json", lambda plan: _add(plan["capacity"], 0, 3, Fraction(1)))


def a_first_capacity_raised_everywhere(files):
    change(files, "input.json", lambda data: data["providers"][0].update(capacity="1000/1"))
    change(files, "plan.json", lambda plan: plan["capacity"][0].__setitem__(0, "1000/1"))


def a_floor_lowered(files):
    """Service 1 is cut below its floor and topped up to it, so the floor shows in what everything costs."""
    change(files, "input.json", lambda data: data["services"][1].update(floor="1/2"))


def _first_positive(rows):
    return next((k, t) for k, row in enumerate(rows) for t, price in enumerate(row) if _exact(price) > 0)


def a_price_changed(files):
    def move(certificate):
        rows = certificate["prices"]["capacity"]
        k, t = _first_positive(rows)
        _add(rows, k, t, Fraction(-1, 10**9))

    change(files, "certificate.json", move)


def a_price_below_nothing(files):
    change(files, "certificate.json", lambda value: value["prices"]["equity"].__setitem__(0, "-1/1"))


def money_dearer_later(files):
    change(files, "certificate.json", lambda value: value["prices"]["devolved"].__setitem__(5, "1000/1"))


def a_reserve_spent(files):
    change(files, "plan.json", lambda plan: plan["statutory_balance"].__setitem__(2, "0/1"))


def a_smaller_reserve_asked_for(files):
    change(files, "input.json", lambda data: data["parameters"].update(step_in="0/1"))


def a_bound_raised(files):
    change(files, "certificate.json", lambda value: value.update(bound=value["objective"], gap_objective="0/1"))


def a_gap_made_smaller(files):
    change(files, "certificate.json", lambda value: value.update(gap_value="0/1"))


def an_objective_lowered(files):
    change(files, "plan.json", lambda plan: plan.update(objective="1/1"))
    change(files, "certificate.json", lambda value: value.update(objective="1/1"))


def a_loan_not_repaid(files):
    change(files, "plan.json", lambda plan: plan["decisions"]["loans"].__setitem__(5, "1/1"))


def more_built_than_can_be_absorbed(files):
    change(files, "plan.json", lambda plan: plan["decisions"]["building"][0].__setitem__(5, "1000/1"))


def more_social_action_than_there_can_be(files):
    change(files, "plan.json", lambda plan: plan["decisions"]["spending"][0].__setitem__(5, "1000/1"))


def fewer_volunteers(files):
    def none_left(data):
        data["parameters"]["volunteers_per_action"] = "0/1"
        for place in data["neighbourhoods"]:
            place["volunteer_units"] = "0/1"

    change(files, "input.json", none_left)


def an_unwilling_body(files):
    def unwilling(data):
        for body in data["providers"]:
            body["willing"] = False

    change(files, "input.json", unwilling)


def a_readiness_put_off(files):
    def later(data):
        for body in data["providers"]:
            body["ready_from"] = 5

    change(files, "input.json", later)


def an_explanation_of_another_plan(files):
    change(files, "explanation.json", lambda told: told["cells"][0].update(organisation="somebody-else"))


def no_tolerance_for_the_poorest(files):
    change(files, "input.json", lambda data: data["parameters"].update(tolerance="0/1"))


def a_body_made_ready_too_early(files):
    def early(plan):
        p = next(p for p, quarter in enumerate(plan["ready"]) if quarter)
        plan["ready"][p] -= 1

    change(files, "plan.json", early)


def an_overload_hidden(files):
    def hide(plan):
        k, t = _first_positive(plan["overload"])
        plan["overload"][k][t] = "0/1"

    change(files, "plan.json", hide)


MUTATIONS = [
    (a_start_moved, {"V303"}),
    (a_capacity_raised, {"V303"}),
    (a_first_capacity_raised_everywhere, {"V303"}),
    (a_floor_lowered, {"V303", "V304"}),
    (a_price_changed, {"V304"}),
    (a_price_below_nothing, {"V304"}),
    (money_dearer_later, {"V304"}),
    (a_reserve_spent, {"V303"}),
    (a_smaller_reserve_asked_for, {"V304"}),
    (a_bound_raised, {"V304"}),
    (a_gap_made_smaller, {"V304"}),
    (an_objective_lowered, {"V303", "V304"}),
    (a_loan_not_repaid, {"V302", "V303"}),
    (more_built_than_can_be_absorbed, {"V302", "V303"}),
    (more_social_action_than_there_can_be, {"V302", "V303"}),
    (fewer_volunteers, {"V302"}),
    (an_unwilling_body, {"V302"}),
    (a_readiness_put_off, {"V302"}),
    (an_explanation_of_another_plan, {"V305"}),
    (no_tolerance_for_the_poorest, {"V304"}),
    (a_body_made_ready_too_early, {"V302"}),
    (an_overload_hidden, {"V303"}),
]


@pytest.mark.parametrize(("mutate", "codes"), MUTATIONS, ids=[mutate.__name__ for mutate, _ in MUTATIONS])
def test_a_mutation_is_refused_even_with_every_hash_repaired(mutate, codes):
    files = folder(7)
    mutate(files)
    repair(files)
    found = {finding.code for finding in check_published(Folder(files))}
    assert found
    assert codes <= found
    assert not found & {"V104", "V301", "V106"}


@pytest.mark.parametrize("mutate", [mutate for mutate, _ in MUTATIONS], ids=lambda mutate: mutate.__name__)
def test_a_mutation_is_refused_by_its_hash_alone(mutate):
    files = folder(7)
    mutate(files)
    assert "V104" in {finding.code for finding in check_published(Folder(files))}


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
    change(files, "plan.json", lambda plan: _add(plan["decisions"]["spending"], 0, 1, Fraction(1, 1000)))
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


def test_it_runs_on_a_bare_python(tmp_path):
    sound, forged = folder(7), folder(7)
    a_reserve_spent(forged)
    repair(forged)
    write_folder(tmp_path / "sound", sound)
    write_folder(tmp_path / "forged", forged)
    source = Path(__file__).parents[2] / "src" / "commonweal"

    def status(name):
        command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(source)!r}); "]
        command[-1] += (
            f"from verifier.main import verify; from pathlib import Path; sys.exit(len(verify(Path({name!r}))))"
        )
        return subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode

    assert status("sound") == 0
    assert status("forged") > 0


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
