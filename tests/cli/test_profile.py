import json
import re
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from commonweal.cli.first_folder import first_files
from commonweal.cli.main import app
from commonweal.formats.folders import write_folder

TABLES = (
    "areas",
    "deciles",
    "gaps",
    "services",
    "curves",
    "inequality",
    "groups",
    "groups_in_neighbourhoods",
    "near",
    "not_known",
)
DATA = {"profile.json", "disclosure.json", "manifest.json", *(f"tables/{name}.csv" for name in TABLES)}


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
    assert {name for name in written(tmp_path / "out") if not name.endswith((".html", ".css", ".svg"))} == DATA | {
        "boundaries.geojson"
    }


def written(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_without_pages_the_data_alone_is_written(place, tmp_path):
    assert run(place, "--out", tmp_path / "out", "--no-pages").exit_code == 0
    assert written(tmp_path / "out") == DATA


def test_the_pages_open_from_disk_and_lead_to_nothing_that_is_not_there(place, tmp_path):
    out = tmp_path / "out"
    assert "Open " in run(place, "--out", out).stdout
    names = written(out)
    assert {"index.html", "neighbourhoods/index.html", "needs/refuge/index.html", "sources/index.html"} <= names
    assert sum(name.startswith("neighbourhoods/") for name in names) == 4
    for name in names:
        if name.endswith(".html"):
            html = (out / name).read_text(encoding="utf-8")
            assert "<script" not in html
            for link in re.findall(r'(?:href|src)="([^"#]+)', html):
                assert (out / name).parent.joinpath(unquote(link)).resolve().is_file(), (name, link)


def test_the_page_of_the_profile_says_what_the_web_says(place, tmp_path):
    run(place, "--out", tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    for heading in ("Each service: who goes without", "Your neighbourhood", "Deprivation", "What we do not know"):
        assert heading in page
    assert "Entry" not in page
    assert "Checkpoint" not in page


def test_a_refuge_is_on_no_page_of_a_neighbourhood_but_as_kept_safe(place, tmp_path):
    run(place, "--out", tmp_path / "out")
    for page in (tmp_path / "out" / "neighbourhoods").glob("*/index.html"):
        html = page.read_text(encoding="utf-8")
        assert html.count("Refuge") == 1
        assert "Not told here" in html


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
