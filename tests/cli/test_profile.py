import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.first_folder import first_files
from commonweal.cli.main import app
from commonweal.formats.folders import write_folder


@pytest.fixture
def place(tmp_path):
    write_folder(tmp_path / "place", first_files("Saltmarsh"))
    return tmp_path / "place"


def run(*arguments):
    return CliRunner().invoke(app, ["profile", *map(str, arguments)])


def test_a_profile_is_written_and_said_in_plain_words(place, tmp_path):
    told = run(place, "--out", tmp_path / "out")
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith("Saltmarsh has 8 areas and 12,000 residents.")
    assert "Measuring 8 areas" in told.stderr
    names = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert names == {
        "profile.json",
        "manifest.json",
        *(f"tables/{name}.csv" for name in ("areas", "curves", "deciles", "gaps", "inequality", "services")),
    }


def test_the_answer_for_machines_is_the_profile(place, tmp_path):
    told = json.loads(run(place, "--out", tmp_path / "out", "--json").stdout)
    kept = json.loads((tmp_path / "out" / "profile.json").read_text(encoding="utf-8"))
    assert told == {**kept, "folder": str(tmp_path / "out")}


def test_a_second_run_replaces_the_first_with_the_same_bytes(place, tmp_path):
    out = tmp_path / "out"
    run(place, "--out", out)
    first = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert run(place, "--out", out).exit_code == 0
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == first


def test_a_folder_with_something_else_in_it_is_left_alone(place, tmp_path):
    told = run(place, "--out", place)
    assert (told.exit_code, "CW603" in told.stderr) == (1, True)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("areas.csv", "population", "people", "areas.csv, line 1, population: the column is missing"),
        ("needs.csv", "D00000001", "D99999999", "needs.csv, line 2, area: D99999999 is not known"),
        ("sites.csv", "refuge-1,", "library-1,", "stands already"),
        ("boundaries.geojson", "D00000002", "D77777777", "D77777777 is not in areas.csv"),
        ("services.csv", "0.02", "lots", "services.csv, line 2, standard_per_person_in_need: lots is not"),
    ],
)
def test_bad_input_is_refused_by_file_line_and_field_and_nothing_is_written(place, tmp_path, file, old, new, fault):
    text = (place / file).read_text(encoding="utf-8")
    assert old in text
    (place / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    told = run(place, "--out", tmp_path / "out")
    assert told.exit_code == 1
    assert fault in told.stderr
    assert not (tmp_path / "out").exists()
