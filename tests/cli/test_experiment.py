"""``commonweal experiment chronology``: a folder that says what its figures say, the same for the same seed."""

import csv
import json
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from commonweal.cli import experiment
from commonweal.cli.main import app
from commonweal.terms.canon import encode
from tests.handover.orders import small_trials


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(experiment, "_tried", lambda _seed, settings: small_trials()[:settings])


def run(*arguments):
    return CliRunner().invoke(app, ["experiment", "chronology", *map(str, arguments)])


def test_the_folder_holds_every_figure_exactly_and_a_table_a_picture_and_a_text(small, tmp_path):
    told = run("--out", tmp_path / "e")
    assert told.exit_code == 0, told.output
    folder = tmp_path / "e"
    assert {path.name for path in folder.iterdir()} == {
        *("experiment.csv", "experiment.json", "experiment.svg", "experiment.txt", "manifest.json"),
    }
    data = (folder / "experiment.json").read_bytes()
    value = json.loads(data)
    assert encode(value) == data
    assert value["about"]["seed"] == 1
    first = value["settings"][0]["orders"]["action first"]
    known = small_trials()[0].compared.outcomes["action first"]
    assert Fraction(first["objective"]) == known.objective
    assert Fraction(first["bound"]) == known.bound
    assert "var(--" not in (folder / "experiment.svg").read_text("utf-8")


def test_the_conclusion_follows_from_the_table_alone(small, tmp_path):
    run("--out", tmp_path / "e")
    rows = list(csv.DictReader((tmp_path / "e" / "experiment.csv").read_text("utf-8").splitlines()))
    action = delivery = 0
    for row in rows:
        action += Fraction(row["action_first_objective"]) < Fraction(row["delivery_first_bound"])
        delivery += Fraction(row["delivery_first_objective"]) < Fraction(row["action_first_bound"])
    undecided = len(rows) - action - delivery
    assert action > 0
    assert delivery > 0
    assert undecided > 0
    text = (tmp_path / "e" / "experiment.txt").read_text("utf-8")
    assert f"first is better in {action}, services first in {delivery}; undecided: {undecided}." in text
    assert "Neither order is always the better one" in text
    assert "What this does not show" in text
    assert "CIPFA" in text


def test_the_answer_for_machines_is_the_file(small, tmp_path):
    told = run("--out", tmp_path / "e", "--settings", 2, "--json")
    machine = json.loads(told.stdout)
    assert machine.pop("folder") == str(tmp_path / "e")
    assert machine == json.loads((tmp_path / "e" / "experiment.json").read_text("utf-8"))
    assert len(machine["settings"]) == 2


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in "ab":
        told = run("--out", tmp_path / name, "--seed", 3, "--settings", 1)
        assert (told.exit_code, "setting 1 of 1" in told.stderr) == (0, True)
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab"]
    assert files[0] == files[1]
    assert json.loads(files[0]["experiment.json"])["about"]["seed"] == 3


@pytest.mark.parametrize("wrong", [0, 17, "many"])
def test_a_number_of_settings_that_there_is_not_is_wrong_usage(tmp_path, wrong):
    assert run("--out", tmp_path / "e", "--settings", wrong).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_left_alone_and_refused_before_anything_is_planned(monkeypatch, tmp_path):
    monkeypatch.setattr(experiment, "_tried", lambda *_: pytest.fail("planned for nothing"))
    (tmp_path / "mine.txt").write_text("mine")
    told = run("--out", tmp_path)
    assert (told.exit_code, "CW603" in told.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
