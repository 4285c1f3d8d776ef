"""``commonweal plan``: from a place folder to an accepted plan, or a refusal that leaves nothing behind."""

import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.errors import PlanNotAccepted
from commonweal.formats.folders import write_folder
from commonweal.formats.plans import read_plan
from commonweal.formats.searches import unfinished_path
from commonweal.handover.alternatives import IDEAS, NEAR, nearly_as_good
from commonweal.handover.scarce import scarcest
from commonweal.handover.solve import NOTHING, Answer, Limits
from commonweal.verifier.main import verify
from tests.cli.thin_place import thin_place
from tests.verifier.plan_folders import folder


def run(*arguments):
    return CliRunner().invoke(app, ["plan", *map(str, arguments)])


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return thin_place(tmp_path_factory.mktemp("sample") / "place")


@pytest.fixture(scope="module")
def planned(place):
    out = place.parent / "plan"
    return run(place, "--out", out), out


def test_a_plan_is_told_in_words_with_both_gaps_and_the_solvers(planned):
    told, out = planned
    assert told.exit_code == 0, told.output
    assert "No service falls below its floor" in told.stdout
    assert "No plan whatever can have less unmet need" in told.stdout
    assert "The solver (HiGHS" in told.stdout
    assert re.search(r"The earliest it can begin is \d+ \w+ 20\d\d\.", told.stdout)
    assert f"The verifier accepts this plan. Read {out / 'explanation.txt'}" in told.stdout
    assert "Checking the plan again" in told.stderr


def test_other_plans_are_set_beside_it_where_that_is_asked_for(place, planned, monkeypatch):
    for module in ("alternatives", "scarce"):
        monkeypatch.setattr(f"commonweal.handover.{module}.MOST_DIRECT", 1)
    out = place.parent / "compared"
    told = run(place, "--out", out, "--alternatives")
    assert told.exit_code == 0, told.output
    assert "alternatives.txt for other plans." in told.stdout
    assert verify(out) == []
    assert not (planned[1] / "alternatives.json").exists()
    text = (out / "alternatives.txt").read_text()
    assert "do nothing: every service that is not yet handed over stays with who runs it now" in text
    assert "This place is too large to be searched as one model" in text


def test_other_plans_are_searched_for_in_few_steps_and_the_plan_stands_meanwhile(place, planned, monkeypatch):
    monkeypatch.setattr("commonweal.handover.nearby.MOST_TRIED", 40)
    monkeypatch.setattr("commonweal.handover.nearby.LIMITS", Limits(gap=0.02, nodes=1))
    _, *found = read_plan({path.name: path.read_bytes() for path in planned[1].iterdir()})
    monkeypatch.setattr("commonweal.cli.plan._searched", lambda *_: found)
    out, stood = place.parent / "searched", []

    def near(*arguments):
        stood.append((unfinished_path(out) / "plan.json").read_bytes())
        return nearly_as_good(*arguments)

    monkeypatch.setattr("commonweal.handover.alternatives.nearly_as_good", near)
    monkeypatch.setattr("commonweal.handover.scarce.scarcest", lambda *arguments: scarcest(*arguments)[:1])
    told = run(place, "--out", out, "--alternatives")
    assert told.exit_code == 0, told.output
    assert stood == [(out / "plan.json").read_bytes()] == [(planned[1] / "plan.json").read_bytes()]
    assert not unfinished_path(out).exists()
    said = json.loads((out / "alternatives.json").read_text())
    assert [one["name"] for one in (*said["near"], *said["ideas"])] == [*NEAR, *IDEAS]
    assert all(one["plan"] for one in said["near"])
    assert said["helps"]
    assert all(one["weighted"] is not None for one in said["helps"])
    for name in ("fewest moves", "as fast as possible"):
        assert f"Looking for another plan: {name}." in told.stderr
    assert "Planning again with more: " in told.stderr
    assert verify(out) == []


def test_the_folder_is_accepted_by_the_verifier_and_names_nobody_unwilling(planned):
    _, out = planned
    assert verify(out) == []
    certificate = json.loads((out / "certificate.json").read_text())
    assert set(certificate) >= {"prices", "bound", "gap_objective", "gap_value", "solver_gap"}
    text = "".join(path.read_text() for path in out.iterdir())
    assert "willing to" not in text
    assert "missing_for" not in text


def refused(place, tmp_path, *more):
    told = run(place, "--out", tmp_path / "out", *more)
    assert told.exit_code == 1
    assert not (tmp_path / "out").exists()
    return told


def copied(place, tmp_path):
    return Path(shutil.copytree(place, tmp_path / "copy"))


def test_a_fault_in_a_table_is_refused_with_its_place_and_nothing_is_written(place, tmp_path):
    folder = copied(place, tmp_path)
    path = folder / "handover" / "providers.csv"
    path.write_text(path.read_text().replace(",yes,", ",perhaps,", 1))
    said = refused(folder, tmp_path).stderr
    assert "providers.csv, line 2, willing: perhaps is not yes or no" in said


def test_a_budget_that_cannot_keep_the_services_is_refused(place, tmp_path):
    folder = copied(place, tmp_path)
    path = folder / "handover" / "funds.csv"
    lines = [line.split(",") for line in path.read_text().split()]
    path.write_text("\n".join(",".join((line[0], "1", line[2]) if k else line) for k, line in enumerate(lines)) + "\n")
    told = refused(folder, tmp_path, "--json")
    answer = json.loads(told.stdout)["refused"]
    assert answer["code"] == "CW302"
    assert "keeping every service overdraws the statutory fund by £" in answer["faults"][0]["what"]


def test_a_place_without_a_plan_to_make_says_so(place, tmp_path):
    folder = copied(place, tmp_path)
    text = (folder / "place.toml").read_text()
    start = text.index("[handover]")
    (folder / "place.toml").write_text(text[:start] + text[text.index("[[", start) :])
    assert "CW601" in refused(folder, tmp_path).stderr


def test_a_plan_that_the_verifier_does_not_accept_is_not_written(place, tmp_path, monkeypatch):
    from commonweal.verifier.findings import Finding

    monkeypatch.setattr(
        "commonweal.verifier.published.check_published", lambda _: [Finding("V302", "plan.json", "a row is broken")]
    )
    assert f"{PlanNotAccepted.code}: " in refused(place, tmp_path).stderr


def test_a_plan_that_was_stopped_leaves_one_that_is_accepted_and_goes_on_to_the_same_end(place, planned, tmp_path):
    _, whole = planned
    out, kept, unfinished = (tmp_path / name for name in ("plan", "plan.search.json", "plan.unfinished"))
    command = [sys.executable, "-m", "commonweal.cli.main", "plan", str(place), "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if line.startswith("Searching"):
                running.send_signal(signal.SIGTERM)
                break
    assert running.wait(60) == -signal.SIGTERM
    assert verify(unfinished) == []
    assert json.loads((unfinished / "plan.json").read_text())["decisions"]["pathways"].count(None) == 40
    assert kept.exists()
    assert not out.exists()
    again = run(place, "--out", out)
    assert "Going on with the search that was stopped." in again.stderr
    assert {file.name: file.read_bytes() for file in out.iterdir()} == {
        file.name: file.read_bytes() for file in whole.iterdir()
    }
    assert not kept.exists()
    assert not unfinished.exists()


def test_where_there_is_no_plan_an_earlier_one_stands_and_nothing_is_left_beside_it(
    place, planned, tmp_path, monkeypatch
):
    monkeypatch.setattr("commonweal.handover.search.whole", lambda *_: Answer("out of time", NOTHING, NOTHING))
    out = shutil.copytree(planned[1], tmp_path / "plan")
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    told = run(place, "--out", out)
    assert told.exit_code == 1
    assert "CW303" in told.stderr
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert [file.name for file in tmp_path.iterdir()] == ["plan"]


def test_a_plan_is_held_against_the_one_published_before(place, planned, tmp_path):
    out = tmp_path / "again"
    told = run(place, "--out", out, "--since", planned[1], "--parts", 1, "--json")
    assert told.exit_code == 0, told.output
    stages = json.loads(told.stdout)["stages"]
    assert stages["changes"] == {"cells": 0, "quarters": 0}
    assert json.loads((out / "input.json").read_text())["last"]["plan_sha256"]
    assert verify(out) == []
    assert "Nothing goes another way than in the plan published before." in (out / "explanation.txt").read_text()


def test_what_is_no_plan_of_this_place_is_nothing_to_be_held_against(place, tmp_path):
    (tmp_path / "other").mkdir()
    assert "CW320" in refused(place, tmp_path, "--since", tmp_path / "other").stderr
    write_folder(tmp_path / "elsewhere", folder(7))
    assert "CW358" in refused(place, tmp_path, "--since", tmp_path / "elsewhere").stderr
