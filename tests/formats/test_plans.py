"""The folder of one plan: its files, read back exactly, and told in words."""

import csv
import io
import json
from hashlib import sha256

import pytest

from commonweal.formats.plans import plan_files, read_plan
from tests.handover.tiny import solved


@pytest.fixture(scope="module")
def files():
    return plan_files(*solved(7))


def test_the_folder_holds_what_lets_anyone_check_again(files):
    assert set(files) == {
        "input.json",
        "plan.json",
        "certificate.json",
        "explanation.json",
        "explanation.txt",
        "timetable.csv",
        "manifest.json",
    }
    listed = json.loads(files["manifest.json"])
    assert listed["kind"] == "plan"
    assert listed["files"] == {
        name: sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"
    }


def test_it_is_read_back_as_it_was(files):
    assert read_plan(files) == solved(7)


def test_the_same_plan_gives_the_same_bytes(files):
    assert plan_files(*solved(7)) == files


def test_no_hashed_file_holds_a_float(files):
    def refuse(text):
        raise AssertionError(text)

    for name, data in files.items():
        if name.endswith(".json"):
            json.loads(data, parse_float=refuse)


def test_input_and_plan_are_bound_together(files):
    data = sha256(files["input.json"]).hexdigest()
    plan = sha256(files["plan.json"]).hexdigest()
    assert json.loads(files["plan.json"])["input_sha256"] == data
    for name in ("certificate.json", "explanation.json"):
        told = json.loads(files[name])
        assert (told["input_sha256"], told["plan_sha256"]) == (data, plan)


def test_the_timetable_has_a_row_for_each_cell_and_a_column_for_each_quarter(files):
    problem, plan, _ = solved(7)
    rows = list(csv.reader(io.StringIO(files["timetable.csv"].decode())))
    assert rows[0] == ["service", "neighbourhood", "organisation", *(str(problem.quarter(t)) for t in range(6))]
    assert len(rows) == 1 + len(problem.cells)
    handed = [row for row in rows[1:] if "handed over" in row]
    assert len(handed) == sum(way is not None for way in plan.decisions.pathways)


def test_the_text_names_every_cell_once(files):
    problem, _, _ = solved(7)
    lines = files["explanation.txt"].decode().splitlines()
    for cell in problem.cells:
        title = f"{problem.services[cell.service].name}, {problem.neighbourhoods[cell.neighbourhood].name}"
        assert lines.count(title) == 1
    assert "{" not in files["explanation.txt"].decode()


@pytest.mark.parametrize("name", ["input.json", "plan.json", "certificate.json"])
def test_another_form_is_not_read(files, name):
    value = json.loads(files[name])
    value["more"] = 1
    with pytest.raises(ValueError, match="not as written"):
        read_plan({**files, name: json.dumps(value).encode()})
